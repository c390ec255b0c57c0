//! Signing out, over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

mod asked;
mod conformance;
mod everywhere;
mod scene;
