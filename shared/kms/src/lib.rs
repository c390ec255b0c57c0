//! Signing keys in AWS KMS: signing with them, and making them.
//!
//! The private half of a key never leaves KMS. Who may sign with it is said by grants on the key itself, so that keys come
//! and go without a change of the deployment.

mod faults;
mod keys;
mod signer;

pub use keys::{InvalidRole, KmsKeys, Role};
pub use signer::KmsSigner;
