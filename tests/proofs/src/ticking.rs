//! A clock that never says the same twice.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use ports::Clock;

/// A nanosecond later each time it is asked: two requests are told apart by when they came.
#[derive(Debug)]
pub(crate) struct Ticking {
    from: Timestamp,
    ticks: AtomicI64,
}

impl Ticking {
    pub(crate) fn from(from: Timestamp) -> Self {
        Self { from, ticks: AtomicI64::new(0) }
    }
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        self.from + SignedDuration::from_nanos(self.ticks.fetch_add(1, Ordering::SeqCst))
    }
}
