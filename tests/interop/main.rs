//! Four OpenID client libraries, of four languages, sign people in from discovery alone and refuse what was tampered
//! with. The services around them are those of `docs/integrating.md`, taken from there word by word. The libraries are
//! as their registries have them, except that Debian's `OmniAuth` is given PKCE (`serve.rb`).
#![expect(clippy::unwrap_used, reason = "tests")]

#[expect(dead_code, reason = "the walks need more of it")]
#[path = "../walks/browser.rs"]
mod browser;
#[expect(dead_code, reason = "the walks need more of it")]
#[path = "../walks/canaries.rs"]
mod canaries;
mod document;
mod library;
mod proxy;
mod scene;

mod facts;
mod refresh;
mod rotation;
mod sign_in;
mod sign_out;
mod tampering;
mod told_of_sign_out;
mod trn_request;
mod webhook;
