//! GOV.UK One Login, as its relying party: two trips, every check, cached keys.
//!
//! [`OneLoginClient`] implements [`ports::OneLogin`] over HTTP. Authorization URLs, code exchange, ID
//! tokens and userinfo go through `openidconnect`; every token passes the strict check of `jose` as
//! well, because the library accepts some that it should not. Private keys are used through a
//! [`ports::Signer`] alone.
//!
//! What must not live here: what a refusal means for a journey, and anything a person is shown.

mod assertion;
mod begin;
mod client;
mod credential;
mod discovery;
mod exchange;
mod id_token;
mod keys;
mod logout_token;
mod refusal;
mod request_object;
mod settings;
mod signed;
mod subject;
mod user_info;
mod variables;

pub use client::{CannotStart, OneLoginClient, Ports};
pub use settings::{IdTokenAlg, InvalidSettings, Settings};
