//! What SES's failures become. Only its error codes are kept: its messages quote addresses.

use aws_sdk_ses::error::{ProvideErrorMetadata, SdkError};

/// Why something failed, without any of the data it was about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("SES answered {0}")]
    Answered(String),
    #[error("SES did not answer in time")]
    TimedOut,
    #[error("SES could not be reached")]
    Unreachable,
    #[error("SES took it without a word of what it is called")]
    Nameless,
    #[error("the subject has more than one line")]
    NotALine,
}

/// What a failure is, in our words.
pub(crate) fn trouble<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Trouble {
    if let SdkError::TimeoutError(_) = error {
        return Trouble::TimedOut;
    }
    match error.as_service_error() {
        Some(answer) => Trouble::Answered(answer.code().unwrap_or("an unknown error").to_owned()),
        None => Trouble::Unreachable,
    }
}

/// Whether SES did nothing because there was too much to do: the one failure that it is safe to try again.
pub(crate) fn is_throttled<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    matches!(code, Some("Throttling" | "ThrottlingException" | "TooManyRequestsException"))
}

/// Whether SES will not send to this address, whoever asks. A `MessageRejected` may as well be about the
/// sender, a virus, or an account that is not out of the sandbox: those are ours to put right.
pub(crate) fn is_about_the_recipient<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    let Some(answer) = error.as_service_error() else { return false };
    answer.code() == Some("MessageRejected")
        && answer.message().is_some_and(|message| message.starts_with("Address blacklisted"))
}
