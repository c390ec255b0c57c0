//! What one query of a survey may see, while transactions are on the way.

use crate::{
    action::Action,
    cast::{Key, Trn},
    model::{Allocation, State},
    protocol::{Named, Tearing, Weakness},
    worker::Stage,
};

impl Allocation {
    /// Every answer that a query of a partition can get.
    pub(crate) fn queries(
        &self,
        state: &State,
        worker: usize,
        key: Key,
        actions: &mut Vec<Action>,
    ) {
        let sum = state.register.sum(key);
        let records = state.register.records.iter();
        let unshown: Vec<Trn> =
            records.filter(|(_, record)| record.unshown.contains(&key)).map(|it| *it.0).collect();
        for is_stale in [false, true] {
            if is_stale && (!sum.is_unshown || self.protocol.tearing == Tearing::Never) {
                continue;
            }
            for subset in 0..1_u32 << unshown.len() {
                let missed: Vec<Trn> = (0..unshown.len())
                    .filter(|index| subset >> index & 1 == 1)
                    .map(|index| unshown[index])
                    .collect();
                // A record is missed only where tearing lets it be; nothing is told of a torn read but its parts.
                let may_miss = match self.protocol.tearing {
                    Tearing::Never => missed.is_empty(),
                    Tearing::CountFirst => missed.is_empty() || is_stale,
                    Tearing::Any => true,
                };
                let names_missed = match self.protocol.named {
                    Named::All => !missed.is_empty(),
                    Named::Last => sum.last.is_some_and(|last| missed.contains(&last)),
                };
                let is_believed =
                    is_stale || !names_missed || self.protocol.has(Weakness::BelievesTornReads);
                if may_miss && is_believed {
                    actions.push(Action::Query { worker, key, is_stale, missed });
                }
            }
        }
    }

    /// A survey gets one of those answers.
    pub(crate) fn query(
        &self,
        state: &mut State,
        worker: usize,
        key: Key,
        is_stale: bool,
        missed: &[Trn],
    ) -> Option<()> {
        let Stage::Surveying(mut survey) = state.leave(worker) else { return None };
        survey.left.remove(&key);
        survey.counts.insert(key, state.register.sum(key).filed - u8::from(is_stale));
        if let Some(sum) = state.register.sums.get_mut(&key) {
            sum.is_unshown &= is_stale;
        }
        for (trn, record) in &mut state.register.records {
            if record.keys.contains(&key) && !missed.contains(trn) {
                // What one query has seen, no later one misses.
                record.unshown.retain(|unshown| *unshown != key);
                survey.found.insert(*trn, record.of);
            }
        }
        state.workers[worker] = survey.finish(&self.scenario.cast);
        Some(())
    }
}
