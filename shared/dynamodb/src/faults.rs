//! What DynamoDB's failures become. Only its error codes are kept: its messages may quote what was
//! sent.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use ports::Fault;

/// Why something failed, without any of the data it was about.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("DynamoDB answered {0}")]
    Answered(String),
    #[error("DynamoDB did not answer in time")]
    TimedOut,
    #[error("DynamoDB could not be reached")]
    Unreachable,
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
    #[error("the step is about a task that was not read")]
    TaskNotRead,
    #[error("the step moves a task that the user does not wait for")]
    NotAwaited,
    #[error("there is no such review task")]
    NoTask,
    #[error("a record is to be created without a look at the register")]
    RegisterNotRead,
    #[error("something that must be new is there already")]
    NotNew,
    #[error("there are none: `cargo ops keys rotate` makes the first")]
    NoKeys,
    #[error("it was changed elsewhere again and again")]
    Contended,
    #[error("a record has more index keys than one transaction can replace")]
    TooManyKeys,
}

/// The error code of an answer of DynamoDB.
pub(crate) fn code<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Option<&str> {
    error.as_service_error().and_then(ProvideErrorMetadata::code)
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

/// What a failure comes to.
pub(crate) fn trouble<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Trouble {
    if let SdkError::TimeoutError(_) = error {
        return Trouble::TimedOut;
    }
    match error.as_service_error() {
        Some(answer) => Trouble::Answered(answer.code().unwrap_or("an unknown error").to_owned()),
        None => Trouble::Unreachable,
    }
}

/// Sends a conditional write, waiting a few times for transactions in the way. [`None`] if its condition
/// is not met.
pub(crate) async fn conditionally<T, E, R, F>(
    doing: &'static str,
    mut send: impl FnMut() -> F,
) -> Result<Option<T>, Fault>
where
    E: ProvideErrorMetadata,
    F: Future<Output = Result<T, SdkError<E, R>>>,
{
    for number in 1..=TRIES {
        match send().await {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) if code(&error) == Some("ConditionalCheckFailedException") => {
                return Ok(None);
            }
            Err(error) if in_the_way(code(&error)) => wait_before_try(number).await,
            Err(error) => return Err(fault(doing)(error)),
        }
    }
    Err(Fault::new(doing, Trouble::Contended))
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
