//! A rotation: judged first, then the keys are made that it needs, then it is carried out.

use jiff::Timestamp;
use jose::Algorithm;

use super::{
    ALGORITHMS, DatedKey, KeySet, PUBLISHED_AFTER_USE, PUBLISHED_BEFORE_USE, SWITCH_AFTER,
    SigningKey,
};

/// How much time a rotation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As it should be: the next key has been published for a day.
    InTime,
    /// In an emergency: calling services that keep our keys may not know the next one yet.
    Early,
    /// With no time to read the set again: for one machine, where nobody keeps it.
    AtOnce,
}

/// Why there is no rotation now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotYet {
    /// The keys of the last rotation are about to take over.
    #[error("a rotation is under way: the next keys take over at {at}. Wait until then")]
    UnderWay {
        /// When.
        at: Timestamp,
    },
    /// The next key is too young.
    #[error(
        "calling services may not know the next keys before {from}. Wait until then, or add --now in an emergency: some will refuse people until they have read our keys again"
    )]
    TooEarly {
        /// From when it may take over.
        from: Timestamp,
    },
}

/// A rotation that may be carried out.
#[derive(Debug, Clone)]
pub struct Plan {
    keys: Vec<DatedKey>,
    switch: Timestamp,
    switches: bool,
    to_make: Vec<DatedAs>,
    now: Timestamp,
}

/// What came of a rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// The keys there are now.
    pub set: KeySet,
    /// When the next keys take over; `None` if there were none, so that all goes on as it was.
    pub switch: Option<Timestamp>,
    /// The keys that are not published any more: nobody needs them.
    pub gone: Vec<SigningKey>,
}

#[derive(Debug, Clone, Copy)]
struct DatedAs {
    algorithm: Algorithm,
    signs_from: Option<Timestamp>,
}

impl KeySet {
    /// Plans a rotation. The first makes a key that signs at once and one to be the next, of each algorithm.
    /// Later the next takes over, the one before stays published for a while, and another is made to be the
    /// next. Where there is no next, one is made, and nothing takes over.
    ///
    /// # Errors
    /// It is too early.
    pub fn plan(&self, now: Timestamp, pace: Pace) -> Result<Plan, NotYet> {
        let coming = self.keys.iter().filter_map(|dated| dated.signs_from);
        if let Some(at) = coming.filter(|from| *from > now).min() {
            return Err(NotYet::UnderWay { at });
        }
        let switch = match pace {
            Pace::InTime | Pace::Early => now + SWITCH_AFTER,
            Pace::AtOnce => now,
        };
        let keys = self.keys.clone();
        let mut plan = Plan { keys, switch, switches: false, to_make: Vec::new(), now };
        for algorithm in ALGORITHMS {
            let signing = self.signing(algorithm, now).map(SigningKey::kid);
            let next = self.next(algorithm);
            match (signing, next) {
                (None, None) => plan.make(algorithm, Some(now)),
                (Some(_), None) => {}
                (signing, Some(next)) => {
                    let from = next.published_at + PUBLISHED_BEFORE_USE;
                    if pace == Pace::InTime && from > now {
                        return Err(NotYet::TooEarly { from });
                    }
                    plan.take_over(next.key.kid(), signing);
                }
            }
            plan.make(algorithm, None);
        }
        Ok(plan)
    }
}

impl Plan {
    /// The algorithms that keys have to be made for, one for each time it is named.
    pub fn to_make(&self) -> impl Iterator<Item = Algorithm> {
        self.to_make.iter().map(|made| made.algorithm)
    }

    /// What comes of the rotation with these keys, one for each that had to be made, in that order. `None` if they
    /// are others.
    pub fn carried_out(self, made: Vec<SigningKey>) -> Option<Rotation> {
        let Self { mut keys, switch, switches, to_make, now } = self;
        let fits = to_make.len() == made.len();
        let mut pairs = to_make.iter().zip(&made);
        if !fits || !pairs.all(|(wanted, key)| wanted.algorithm == key.algorithm) {
            return None;
        }
        let dated = to_make.into_iter().zip(made).map(|(DatedAs { signs_from, .. }, key)| {
            DatedKey { key, published_at: now, signs_from, published_until: None }
        });
        keys.extend(dated);
        let (kept, gone): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|dated| dated.is_published(now));
        Some(Rotation {
            set: KeySet::new(kept),
            switch: switches.then_some(switch),
            gone: gone.into_iter().map(|dated| dated.key).collect(),
        })
    }

    fn make(&mut self, algorithm: Algorithm, signs_from: Option<Timestamp>) {
        self.to_make.push(DatedAs { algorithm, signs_from });
    }

    /// Has the next key sign from the switch on, and says until when the one before is published.
    fn take_over(&mut self, next: &str, before: Option<&str>) {
        self.switches = true;
        for dated in &mut self.keys {
            if dated.key.kid() == next {
                dated.signs_from = Some(self.switch);
            } else if Some(dated.key.kid()) == before {
                dated.published_until = Some(self.switch + PUBLISHED_AFTER_USE);
            }
        }
    }
}
