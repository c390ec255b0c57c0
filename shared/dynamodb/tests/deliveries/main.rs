//! The account of emails: what every implementation of the ports must do, against the embedded engine.
#![expect(clippy::unwrap_used, reason = "tests")]

mod feedback;
mod leases;
mod scene;
mod shapes;
mod tasks;
