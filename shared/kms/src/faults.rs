//! What failures of KMS become. Only its error codes are kept.

use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use ports::Fault;

/// Why something failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("AWS KMS answered {0}")]
    Answered(String),
    #[error("AWS KMS did not answer in time")]
    TimedOut,
    #[error("AWS KMS could not be reached")]
    Unreachable,
    #[error("AWS KMS answered what cannot be read: {0}")]
    Unreadable(&'static str),
    #[error("AWS KMS signed with another key than the one that is published")]
    OtherKey,
}

/// Makes a [`Fault`] of a failure while `doing` something.
pub(crate) fn fault<E: ProvideErrorMetadata, R>(
    doing: &'static str,
) -> impl FnOnce(SdkError<E, R>) -> Fault {
    move |error| Fault::new(doing, trouble(&error))
}

/// What a failure is, in our words.
fn trouble<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Trouble {
    if let SdkError::TimeoutError(_) = error {
        return Trouble::TimedOut;
    }
    match error.as_service_error() {
        Some(error) => Trouble::Answered(error.code().unwrap_or("an unknown error").to_owned()),
        None => Trouble::Unreachable,
    }
}
