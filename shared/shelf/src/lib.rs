//! Documents that others publish, as we keep them: in memory, in the store behind it, and at their owners'
//! behind that. One that cannot be refreshed stays for a while; one that lacks what is looked for is fetched
//! again, at most once a minute whoever asks.

mod shelf;
mod unshared;

pub use shelf::{Library, Readable, Shelf, Unusable};
pub use unshared::Unshared;
