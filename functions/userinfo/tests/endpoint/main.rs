//! Userinfo, asked over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

mod claims;
mod requests;
mod world;
