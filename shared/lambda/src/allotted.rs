//! The time one invocation has.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// Nothing is begun later than this before the end: it would hardly be finished.
const TOO_LATE_TO_BEGIN: Duration = Duration::from_secs(5);

/// Nothing is waited for later than this before the end. Lambda takes an invocation that did not answer for
/// one that did nothing, and delivers again what was done as well.
const TIME_TO_ANSWER: Duration = Duration::from_secs(1);

/// The time one invocation has.
#[derive(Debug, Clone, Copy)]
pub struct Allotted {
    end: Instant,
}

impl Allotted {
    /// So long from now.
    pub fn of(time: Duration) -> Self {
        Self { end: Instant::now() + time }
    }

    /// Until this moment of the system's clock, by which Lambda says when it gives up.
    pub(crate) fn until(end: SystemTime) -> Self {
        #[expect(clippy::disallowed_methods, reason = "Lambda's deadline is in the system's time")]
        let now = SystemTime::now();
        Self::of(end.duration_since(now).unwrap_or_default())
    }

    /// Whether something may still be begun.
    pub(crate) fn may_begin(self) -> bool {
        Instant::now() + TOO_LATE_TO_BEGIN <= self.end
    }

    /// What `work` comes to, unless it takes too long: then it is given up.
    pub(crate) async fn wait_for<T>(self, work: impl Future<Output = T>) -> Option<T> {
        // An end that is nearer than this is in the past: what is not ready at once is given up.
        let last = self.end.checked_sub(TIME_TO_ANSWER).unwrap_or_else(Instant::now);
        tokio::time::timeout_at(last, work).await.ok()
    }
}
