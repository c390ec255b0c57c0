//! The OpenID provider's rulebook: what a calling service may ask, and what it is told.
//!
//! Pure: a request and a registration go in, a judgement comes out. The functions `authorize`,
//! `token`, `userinfo`, `provider-metadata`, `found` and `sign-out` carry the judgements out.

mod client;
mod grant;
mod request;

pub use client::{AuthMethod, Client, ClientKeys, ClientSecrets, IdTokenAlgorithm};
pub use grant::{AccessGrant, CodeGrant, CodeUse, StoredCode, StoredToken, TrnStatus};
pub use request::{AuthorizationRequest, Prompt, Scope, UiLocale};
