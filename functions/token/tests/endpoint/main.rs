//! The token endpoint, asked over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

mod client_credentials;
mod every_request;
mod exchange;
mod published_keys;
mod refresh;
mod refusals;
mod revoke;
mod store;
mod world;
