//! Calls the calling services back, at the addresses they registered, and gets the keys they publish there.
//!
//! A service's engineers choose the address, so that a call must not reach anything that only we can reach:
//! it is `https`, it goes to no address of a private network, and it follows nobody anywhere else. The name
//! is looked up once, and what was looked at is what is connected to.

mod address;
mod caller;
mod keys;

pub use address::is_public;
pub use caller::{Reach, ServiceCaller};
pub use keys::FetchedKeys;
