//! The OpenID provider's rulebook: what a calling service may ask, and what it is told.
//!
//! Pure: a request and a registration go in, a judgement comes out. The functions `authorize`,
//! `token`, `userinfo`, `trn-requests`, `provider-metadata`, `found` and `sign-out` carry the judgements out.

pub mod authorize;
pub mod claims;
mod client;
pub mod discovery;
pub mod endpoints;
mod grant;
pub mod hint;
pub mod keys;
pub mod logout;
pub mod logout_token;
mod parameters;
pub mod pkce;
mod problem;
pub mod redirect;
pub mod registration;
mod request;
pub mod token;
pub mod trn_request;
mod trn_status;
pub mod webhook;

pub use client::{AuthMethod, Client, ClientKeys, ClientSecrets, IdTokenAlgorithm};
pub use grant::{
    ACCESS_TOKEN_LIFE, AccessGrant, CODE_LIFE, ClientToken, CodeGrant, CodeUse, Connection,
    Exchanged, ID_TOKEN_LIFE, REFRESH_LIFE, RefreshGrant, StoredCode, StoredFamily, StoredToken,
};
pub use parameters::{LARGEST_REQUEST, Parameters, TooLarge};
pub use problem::{Problem, Refusal};
pub use redirect::{Denied, ErrorResponse};
pub use request::{AuthorizationRequest, Prompt, Scope, UiLocale};
pub use trn_status::{LinkedTrn, TrnStatus};
