//! What the targets have in common: who we are here, tokens that are signed as they should be or not, and
//! plain second readings to compare with.

pub mod one_login;
pub mod ours;
pub mod plain;
