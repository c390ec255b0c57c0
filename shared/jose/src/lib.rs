//! The one strict reading of a signed token, and the writing of one; keys, digests and secrets.
//!
//! Every token this service believes passes [`verify`] here, whoever sent it: GOV.UK One Login's ID
//! tokens, core identity credentials and logout tokens, calling services' assertions, and our own ID
//! tokens when they come back. Pure computation: the keys, the time and the claims to expect are
//! arguments.

mod secret;

pub use secret::{Digest, Secret};

mod key;
pub use key::{Algorithm, InvalidJwks, Jwks, PublicKey};
