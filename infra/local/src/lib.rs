//! The whole product in one process, with stand-ins for everything outside it.
//!
//! [`Stack::start`] is what `cargo local` runs and what the acceptance tests walk through: API Gateway's
//! routes read from `template.yaml`, the functions' own routers, the embedded DynamoDB engine behind the
//! real SDK, queues, workers and an inbox, a GOV.UK One Login that speaks the real
//! protocol, the console of support staff with the sign-in of an organisation, and two sample calling services. `/local/*`
//! and the stand-ins are here alone: no deployed function contains them.

mod addresses;
mod aws;
mod cast;
mod console;
pub mod functions;
pub mod gateway;
mod inbox;
mod keys;
mod messages;
mod options;
mod places;
mod post;
mod sam;
mod sample;
mod seed;
mod stack;
mod staff;

pub use addresses::Addresses;
pub use inbox::Delivered;
pub use messages::Messages;
pub use options::{Options, USAGE, Usage};
pub use sam::Sam;
pub use stack::{CannotStart, Stack};
