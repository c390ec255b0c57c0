//! The stand-in holds relying parties to the rules of GOV.UK One Login.
#![expect(clippy::unwrap_used, reason = "tests")]

mod authorize;
mod scene;
mod tokens;
