//! The crate through its front door: tokens, keys and claims as others send them.
#![expect(clippy::unwrap_used, reason = "tests")]

mod claims;
mod der;
mod json;
mod keys;
mod sender;
mod tokens;
