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

    /// What was being done.
    pub fn doing(&self) -> &'static str {
        self.doing
    }
}
