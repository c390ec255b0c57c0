//! The sign-in of support staff, as the relying party of their organisation's OpenID provider: Microsoft
//! Entra ID, `DfE` Sign-in, or any other that has discovery, PKCE and a signed `roles` claim.
//!
//! [`StaffSignInClient`] implements [`ports::StaffSignIn`] over HTTP. Authorization URLs and code exchange
//! go through `openidconnect`; every ID token passes the strict check of `jose` as well, because the
//! library accepts some that it should not. Who somebody is and what they may do is read from that one
//! signed token: userinfo is not asked, and no email address is looked at.
//!
//! **Microsoft Entra ID**: the issuer is `https://login.microsoftonline.com/{tenant}/v2.0`, never `common`;
//! set `STAFF_TENANT` to the same tenant, give the application app roles, and add the optional claim
//! `auth_time` to its ID tokens.
//!
//! What must not live here: what a role may do, and anything a person is shown.

mod begin;
mod client;
mod discovery;
mod exchange;
mod id_token;
mod keys;
mod member;
mod settings;
mod variables;

pub use client::{CannotStart, StaffSignInClient};
pub use settings::{IdTokenAlg, InvalidSettings, RoleValues, Settings};
