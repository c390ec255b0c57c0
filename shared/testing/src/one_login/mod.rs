//! A GOV.UK One Login that speaks the real protocol on one machine, and can be told to lie.
//!
//! [`OneLoginStandIn::router`] serves discovery, keys, the DID document, `/authorize`, `/token`,
//! `/userinfo` and `/logout` as GOV.UK One Login does, as far as its documentation says: exact
//! redirect URIs, PKCE, `private_key_jwt`, single-use codes that live 300 seconds, access tokens that
//! live 180, core identity credentials with an issuer of their own, 403 to whoever calls without a
//! `User-Agent`.
//!
//! **Signing in.** A browser that opens `/authorize` gets a page with the list of people and a form to
//! make somebody up. A test does what the page does: `POST /authorize/choose` with the form fields
//! `request` (from the hidden field of that name), and either `persona` (a key from the list) or
//! `given_names`, `family_name`, `date_of_birth` (`YYYY-MM-DD`), `email` and `provable` (`yes` or `no`);
//! or `error`, to come back with that error. The answer is 303 to the redirect URI. A test that has no
//! browser calls [`OneLoginStandIn::preselect`] first: `/authorize` then answers 302 at once. The
//! stand-in keeps its own session cookie for an hour after it was last used, so that the second trip is
//! silent. A signed request object with `prompt=login` and an ID token as a hint has the person asked all
//! the same; whoever is another then is signed out and comes back with `login_required`.
//!
//! **Signing out.** `GET /logout` ends the session of the browser, and tells every relying party with a
//! back-channel logout URI, by the courier of [`OneLoginStandIn::send_by`], before the browser goes on.
//!
//! **Lying.** [`OneLoginStandIn::tell`] makes it do one thing wrong: see [`Twist`].

mod assertion;
pub(crate) mod authorize;
pub(crate) mod change;
mod choose;
mod documents;
mod exchange;
pub(crate) mod forging;
pub(crate) mod keys;
mod logout;
mod notices;
pub(crate) mod page;
mod people;
pub(crate) mod request;
mod request_object;
mod settings;
pub(crate) mod signature;
mod signed;
mod stand_in;
mod state;
mod tokens;
pub(crate) mod twist;
mod twists;
mod user_info;
pub(crate) mod wire;

pub use notices::Courier;
pub use people::{People, Persona};
pub use settings::{RelyingParty, Settings};
pub use stand_in::OneLoginStandIn;
pub use twist::{End, Endpoint, LogoutTwist, Twist};
