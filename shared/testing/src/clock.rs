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

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes).expect("the operating system has randomness");
    }
}
