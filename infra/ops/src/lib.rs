//! The operator's command, as a library: what it reads, and how it says what it refused.

pub mod records;
