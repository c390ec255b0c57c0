//! What SQS's failures become. Only its error codes are kept: its messages may quote what was sent.

use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use ports::Fault;

/// Why something failed, without any of the data it was about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("SQS answered {0}")]
    Answered(String),
    #[error("SQS did not answer in time")]
    TimedOut,
    #[error("SQS could not be reached")]
    Unreachable,
    #[error("SQS answered what cannot be read: {0}")]
    Unreadable(&'static str),
    #[error("SQS took none of the messages")]
    NoneAccepted,
    #[error("SQS gave up: {0}")]
    MoveFailed(String),
}

/// The error code of an answer of SQS, whatever name space it stands in.
pub(crate) fn code<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Option<&str> {
    let code = error.as_service_error()?.code()?;
    code.rsplit(['.', '#']).next()
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
        Some(_) => Trouble::Answered(code(error).unwrap_or("an unknown error").to_owned()),
        None => Trouble::Unreachable,
    }
}
