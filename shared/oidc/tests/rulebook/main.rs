//! The rulebook through its front door: requests go in, judgements come out.
#![expect(clippy::unwrap_used, reason = "tests")]

mod authentication;
mod authorize;
mod claims;
mod client_credentials;
mod code;
mod discovery;
mod keys;
mod logout;
mod ours;
mod parameters;
mod pkce;
mod problems;
mod redirect;
mod refresh;
mod registration;
mod session;
mod token_request;
mod trn_request;
mod webhook;
