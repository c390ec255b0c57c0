//! The sign-in of support staff on one machine: an OpenID provider that speaks the real protocol as
//! Microsoft Entra ID does, and can be told to lie.
//!
//! [`StaffStandIn::router`] serves discovery, keys, `/authorize`, `/token` and `/sign-out`: one registered
//! client, exact redirect URIs, PKCE with S256, the client's secret in a header or in the body, single-use
//! codes that live 300 seconds, `max_age` and `prompt`, ID tokens with `tid`, `oid` and `roles`.
//!
//! **Signing in.** A browser that opens `/authorize` gets a page with the made-up members of staff. A test
//! does what the page does: `POST /authorize/choose` with the form fields `request` (from the hidden field
//! of that name) and either `persona` (a key from the list) or `error`, to come back with that error. The
//! answer is 303 to the redirect URI. A test that has no browser calls [`StaffStandIn::preselect`] first:
//! `/authorize` then answers 302 at once. The stand-in keeps a session cookie of its own.
//!
//! **Lying.** [`StaffStandIn::tell`] makes it do one thing wrong: see [`Twist`].

mod authorize;
mod choose;
mod documents;
mod exchange;
mod page;
mod people;
mod request;
mod settings;
mod sign_out;
mod stand_in;
mod state;
mod tokens;
mod twist;
mod twists;
mod wire;

pub use people::{CASEWORKER_ROLE, Persona, VIEWER_ROLE};
pub use settings::Settings;
pub use stand_in::StaffStandIn;
pub use twist::{End, Twist};

pub use crate::one_login::Endpoint;
