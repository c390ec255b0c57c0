//! The keys that sign our ID tokens: which signs when, and for how long others can know each.
//!
//! Three things are true at any time. One key of each algorithm signs. The one that will sign after it has been
//! published long enough for everybody to have read it. One that no longer signs stays published until nothing
//! that it signed is of use. A rotation says when the next key takes over, a little ahead: by then everybody who
//! keeps the set has read it again, so that all switch at the same moment.

mod plan;

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Jwks, PublicKey};

pub use plan::{NotYet, Pace, Plan, Rotation};

/// What ID tokens may be signed with.
pub const ALGORITHMS: [Algorithm; 2] = [Algorithm::Rs256, Algorithm::Es256];

/// How long somebody may keep the set before reading it again.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_mins(5);

/// How long after a rotation the next key takes over: twice as long as anybody keeps the set.
pub const SWITCH_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// How long a key is published before it may take over. Calling services keep our keys for an hour, as they are
/// told to, and some for a day.
pub const PUBLISHED_BEFORE_USE: SignedDuration = SignedDuration::from_hours(24);

/// How long a key is published after it has signed last. Its ID tokens expire within minutes, but come back as
/// `id_token_hint` as long as anything of their sign-in lives, which is 7 days (refresh tokens).
pub const PUBLISHED_AFTER_USE: SignedDuration = SignedDuration::from_hours(8 * 24);

/// A key that signs: its public half, and where the private one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// The public half, under its thumbprint (RFC 7638) and for its algorithm alone.
    pub public: PublicKey,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// What whoever signs finds the private half by: the ARN of a key of AWS KMS, or its id on one machine.
    pub held_at: String,
}

/// A key of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedKey {
    /// The key.
    pub key: SigningKey,
    /// Since when it is published.
    pub published_at: Timestamp,
    /// From when it signs, until another of its algorithm does; `None` while it is the next.
    pub signs_from: Option<Timestamp>,
    /// Until when it is published, once that is known.
    pub published_until: Option<Timestamp>,
}

/// Every key of ours that others may know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySet {
    keys: Vec<DatedKey>,
}

/// Why a key is not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotWithdrawn {
    /// There is no such key.
    #[error("no published key has this id: `cargo ops keys list` shows those there are")]
    Unknown,
    /// Nobody could sign in without it.
    #[error(
        "this key signs: have the next take over first (`cargo ops keys rotate --now`), and wait for the switch"
    )]
    Signs,
}

impl SigningKey {
    /// The key with this public half, named by its thumbprint.
    pub fn new(public: PublicKey, algorithm: Algorithm, held_at: impl Into<String>) -> Self {
        Self { public: public.named_by_thumbprint(algorithm), algorithm, held_at: held_at.into() }
    }

    /// The id it is published under, which is in the header of what it signs.
    pub fn kid(&self) -> &str {
        self.public.kid.as_deref().unwrap_or_default()
    }
}

impl DatedKey {
    /// Whether others may know it at `now`.
    pub fn is_published(&self, now: Timestamp) -> bool {
        self.published_until.is_none_or(|until| now < until)
    }
}

impl KeySet {
    /// The set of these keys.
    pub fn new(keys: Vec<DatedKey>) -> Self {
        Self { keys }
    }

    /// Every key, the oldest first.
    pub fn keys(&self) -> &[DatedKey] {
        &self.keys
    }

    /// The key that signs with `algorithm` at `now`: of those that may, the one that took over last.
    pub fn signing(&self, algorithm: Algorithm, now: Timestamp) -> Option<&SigningKey> {
        let took_over = |dated: &DatedKey| dated.signs_from.filter(|from| *from <= now);
        self.of(algorithm)
            .filter(|dated| dated.is_published(now))
            .filter_map(|dated| took_over(dated).map(|from| (from, &dated.key)))
            .max_by_key(|(from, _)| *from)
            .map(|(_, key)| key)
    }

    /// The key that will sign with `algorithm` after a rotation.
    pub fn next(&self, algorithm: Algorithm) -> Option<&DatedKey> {
        self.of(algorithm).find(|dated| dated.signs_from.is_none())
    }

    /// The algorithms there is a key for at `now`.
    pub fn algorithms(&self, now: Timestamp) -> Vec<Algorithm> {
        let signs = |algorithm: &Algorithm| self.signing(*algorithm, now).is_some();
        ALGORITHMS.into_iter().filter(signs).collect()
    }

    /// What is published at `now`.
    pub fn published(&self, now: Timestamp) -> Jwks {
        let published = self.keys.iter().filter(|dated| dated.is_published(now));
        Jwks::new(published.map(|dated| dated.key.public.clone()).collect())
    }

    /// The set without a key that nobody may believe any more, and that key.
    ///
    /// # Errors
    /// There is no such key, or it signs.
    pub fn without(&self, kid: &str, now: Timestamp) -> Result<(Self, SigningKey), NotWithdrawn> {
        let dated = self.keys.iter().find(|dated| dated.key.kid() == kid);
        let key = &dated.ok_or(NotWithdrawn::Unknown)?.key;
        let will_sign = dated.and_then(|dated| dated.signs_from).is_some_and(|from| from > now);
        let signs = self.signing(key.algorithm, now) == Some(key);
        if signs || will_sign {
            return Err(NotWithdrawn::Signs);
        }
        let others = self.keys.iter().filter(|dated| dated.key.kid() != kid).cloned();
        Ok((Self::new(others.collect()), key.clone()))
    }

    fn of(&self, algorithm: Algorithm) -> impl Iterator<Item = &DatedKey> {
        self.keys.iter().filter(move |dated| dated.key.algorithm == algorithm)
    }
}
