//! How the checks of tokens and the failures of calls become refusals.

use jose::Refused;
use ports::{Fault, SignInRefused};
use tracing::warn;

/// A token of GOV.UK One Login failed a check. The check is logged here, where it is known; what goes up
/// says which token it was.
pub(crate) fn not_believed(token: &'static str) -> impl Fn(Refused) -> SignInRefused {
    move |check| {
        warn!(token, %check, "a token of GOV.UK One Login failed a check");
        SignInRefused::NotBelieved(token)
    }
}

/// GOV.UK One Login's answer is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// It answered with a status that says so.
    #[error("the status is {0}")]
    Status(http::StatusCode),
    /// It answered with something that cannot be read.
    #[error("the answer is not a JSON object")]
    NotJson,
    /// It refused our request, which was as it should be.
    #[error("the request was refused: {0}")]
    Refused(String),
}

pub(crate) fn unreachable(fault: Fault) -> SignInRefused {
    SignInRefused::Unreachable(fault)
}
