//! What DynamoDB's failures become. Only its error codes are kept: its messages may quote what was
//! sent.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use ports::Fault;

/// Why something failed, without any of the data it was about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("DynamoDB answered {0}")]
    Answered(String),
    #[error("DynamoDB did not answer in time")]
    TimedOut,
    #[error("DynamoDB could not be reached")]
    Unreachable,
    #[error("the request could not be made")]
    Unmade,
    #[error("DynamoDB left items out again and again")]
    LeftOut,
    #[error("the table did not become usable")]
    NotReady,
    #[error("a stored {0} cannot be read")]
    Unreadable(&'static str),
    #[error("a stored {0} has a shape of another version")]
    OtherVersion(&'static str),
    #[error("the step is about a user who was not read")]
    UserNotRead,
    #[error("something that must be new is there already")]
    NotNew,
    #[error("it was changed elsewhere again and again")]
    Contended,
    #[error("a record has more index keys than one transaction holds")]
    TooManyKeys,
}

/// The error code of an answer of DynamoDB.
pub(crate) fn code<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Option<&str> {
    error.as_service_error().and_then(ProvideErrorMetadata::code)
}

/// Whether a condition was not met.
pub(crate) fn condition_failed<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    code(error) == Some("ConditionalCheckFailedException")
}

/// Whether a transaction on the same item got in the way: trying again soon may help.
pub(crate) fn in_the_way(code: Option<&str>) -> bool {
    matches!(code, Some("TransactionConflictException" | "TransactionInProgressException"))
}

/// Makes a [`Fault`] of a failure while `doing` something.
pub(crate) fn fault<E: ProvideErrorMetadata, R>(
    doing: &'static str,
) -> impl FnOnce(SdkError<E, R>) -> Fault {
    move |error| Fault::new(doing, trouble(&error))
}

fn trouble<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Trouble {
    match error {
        SdkError::ServiceError(answer) => {
            Trouble::Answered(answer.err().code().unwrap_or("an unknown error").to_owned())
        }
        SdkError::TimeoutError(_) => Trouble::TimedOut,
        SdkError::ConstructionFailure(_) => Trouble::Unmade,
        SdkError::DispatchFailure(_) | SdkError::ResponseError(_) => Trouble::Unreachable,
        // The SDK may learn of more.
        _ => Trouble::Unreachable,
    }
}

/// How often something is tried that others may get in the way of.
pub(crate) const TRIES: u32 = 5;

/// Waits before another try: up to 20 ms, then 40, 80 and so on, at least half of it. Chance keeps
/// those who met from meeting again.
pub(crate) async fn wait_before_try(number: u32) {
    let mut byte = [0];
    aws_lc_rs::rand::fill(&mut byte).expect("the operating system has randomness");
    let most = Duration::from_millis(10 << number.min(TRIES));
    let share = f64::from(byte[0]).mul_add(0.5 / 255.0, 0.5);
    tokio::time::sleep(most.mul_f64(share)).await;
}
