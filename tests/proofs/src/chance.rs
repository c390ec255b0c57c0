//! Chance that is the same for a seed on every machine.

use rand_pcg::{
    Pcg64,
    rand_core::{Rng, SeedableRng},
};

/// A stream of choices, all of them settled by a seed.
pub(crate) struct Chance(Pcg64);

impl Chance {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// A number from 1 to `most`.
    pub(crate) fn up_to(&mut self, most: usize) -> usize {
        let most = u64::try_from(most).expect("a count fits 64 bits");
        let below = usize::try_from(self.0.next_u64() % most);
        below.expect("it is below a count") + 1
    }

    /// Puts things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.up_to(at + 1) - 1);
        }
    }
}
