//! The one strict reading of a signed token, and the writing of one; keys, digests and secrets.
//!
//! Every token this service believes passes [`Compact`] here, whoever sent it: GOV.UK One Login's ID
//! tokens, core identity credentials and logout tokens, calling services' assertions, and our own ID
//! tokens when they come back. Pure computation: the keys, the time and the claims to expect are
//! arguments.

mod algorithm;
mod base64url;
mod claims;
mod compact;
mod der;
mod json;
mod jwks;
mod key;
mod refused;
mod secret;
mod unsigned;

pub use algorithm::Algorithm;
pub use claims::{Claims, EXPIRY_LEEWAY, FUTURE_LEEWAY};
pub use compact::{Compact, LONGEST_TOKEN};
pub use json::strict_object;
pub use jwks::{InvalidJwks, Jwks};
pub use key::{InvalidKey, PublicKey};
pub use refused::Refused;
pub use secret::{Digest, Secret, content_digest, half_hash};
pub use unsigned::{Unsigned, fixed_signature};
