//! Time that moves when it is told to, and real chance.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use ports::{Clock, Entropy};

/// The system's clock, ahead by as much as somebody moved it. Clones move together.
#[derive(Debug, Clone, Default)]
pub struct MovableClock {
    ahead_seconds: Arc<AtomicI64>,
}

impl MovableClock {
    /// Moves the clock and all its clones.
    pub fn advance(&self, by: SignedDuration) {
        self.ahead_seconds.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is one of the two clocks")]
        let system = Timestamp::now();
        system
            .saturating_add(SignedDuration::from_secs(self.ahead_seconds.load(Ordering::SeqCst)))
            .unwrap_or(system)
    }
}

/// A clock that stands still until it is moved. Clones move together.
#[derive(Debug, Clone)]
pub struct StoppedClock {
    seconds: Arc<AtomicI64>,
}

impl StoppedClock {
    /// A clock that stands at this second.
    pub fn at(moment: Timestamp) -> Self {
        Self { seconds: Arc::new(AtomicI64::new(moment.as_second())) }
    }

    /// Moves the clock and all its clones.
    pub fn advance(&self, by: SignedDuration) {
        self.seconds.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.seconds.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes).expect("the operating system has randomness");
    }
}
