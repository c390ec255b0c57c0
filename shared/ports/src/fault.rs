//! The one error of every port.

use std::error::Error;

/// The outside world failed us; trying again may help. What is missing or refused is no fault but an
/// answer.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct Fault {
    doing: &'static str,
    #[source]
    source: Box<dyn Error + Send + Sync>,
}

impl Fault {
    /// A fault while `doing` something, such as "loading a journey". The source must hold no personal
    /// data: it is logged.
    pub fn new(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { doing, source: source.into() }
    }

    /// What was being done and every cause of its failing, on one line, for a log. (A log that is written as
    /// JSON shows of an error only what stands first.)
    pub fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        text
    }

    /// What was being done.
    pub fn doing(&self) -> &'static str {
        self.doing
    }
}
