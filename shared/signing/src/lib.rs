//! Signs with private keys held in memory: the [`Signer`](ports::Signer) of one machine.
//!
//! Keys come as a PEM bundle or are made on the spot. RSA keys sign RS256, P-256 keys ES256; the first of
//! each is in use, all are published. [`RotatingKeys`] change while they are in use. Nothing here shows a private key
//! but [`LocalKeys::to_pem`].

mod keys;
mod no_keys;
mod pair;
mod pem;
mod rotating;
mod setting;

pub use keys::{InvalidKeys, LocalKeys};
pub use no_keys::NoKeys;
pub use rotating::RotatingKeys;
