//! Guesses: how many numbers that are not theirs somebody may give before they have to wait, and how many
//! people may give one number before only support staff match by it.
//!
//! What is counted, and what follows from it, is pure and here. Counting itself is a store's.

use std::collections::BTreeMap;

use async_trait::async_trait;
use identity::{ClientId, JourneyId, Nino, Subject, Trn};
use jiff::{SignedDuration, Timestamp};
use jose::Digest;

use crate::Fault;

/// How many tries there may be within any stretch of time this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The most tries.
    pub most: usize,
    /// How long a try counts.
    pub within: SignedDuration,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What one GOV.UK One Login user may try, whatever the browser, the journey or the calling service. Ten
/// a day are more than anybody mistypes; thirty in thirty days leave somebody who has a teacher's name
/// and date of birth three chances in a million to hit upon their TRN.
pub const LIMITS_OF_A_USER: [Limit; 2] = [
    Limit { most: 10, within: DAY },
    Limit { most: 30, within: SignedDuration::from_hours(24 * 30) },
];

/// How often one number may fail, whoever gives it. People share no numbers: ten failures in a day are
/// somebody who is after that record.
pub const LIMIT_OF_A_NUMBER: Limit = Limit { most: 10, within: DAY };

/// How long a number that failed so often is then matched by support staff alone: over a weekend.
pub const LEFT_TO_STAFF_FOR: SignedDuration = SignedDuration::from_hours(72);

/// How many tries are kept: twice what any limit asks about. As no thirty days hold more than thirty, one
/// that makes place is sixty days older than the newest: a try taken back leaves no gap that matters, even
/// where clocks differ by a month.
const MOST_KEPT: usize = 60;

impl Limit {
    /// From when on another try would be within the limit, if it is not at `now`. However the times are
    /// ordered: one that a clock ahead of ours wrote counts too.
    fn again_at(self, newest_first: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        let free_at = *newest_first.get(self.most - 1)? + self.within;
        (free_at > now).then_some(free_at)
    }
}

/// A number that somebody gave, as it is counted. The number itself stands in no key; whoever may read
/// the table could find it out by trying them all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GuessedNumber(Digest);

impl GuessedNumber {
    /// What the store calls it.
    pub fn digest(&self) -> &Digest {
        &self.0
    }
}

impl From<&Nino> for GuessedNumber {
    fn from(nino: &Nino) -> Self {
        Self(Digest::of(format!("guessed NINO\n{}", nino.as_str()).as_bytes()))
    }
}

impl From<&Trn> for GuessedNumber {
    fn from(trn: &Trn) -> Self {
        Self(Digest::of(format!("guessed TRN\n{}", trn.as_str()).as_bytes()))
    }
}

/// The tries of one user, or with one number, by the id of the guess.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tries {
    /// How many times they have been written: a count is good only against the version that was read. 0
    /// if never.
    pub version: u64,
    /// When each was counted.
    pub at: BTreeMap<String, Timestamp>,
}

impl Tries {
    /// From when on a user may try again, if these are theirs and it is not now.
    pub fn again_at(&self, now: Timestamp) -> Option<Timestamp> {
        let times = self.newest_first();
        LIMITS_OF_A_USER.iter().filter_map(|limit| limit.again_at(&times, now)).max()
    }

    /// Until when support staff alone match by a number, if these were made with it.
    pub fn left_to_staff_until(&self) -> Option<Timestamp> {
        let times = self.newest_first();
        let last = times.first()?;
        LIMIT_OF_A_NUMBER.again_at(&times, *last).map(|_| *last + LEFT_TO_STAFF_FOR)
    }

    /// With one more.
    #[must_use]
    pub fn with(&self, guess: &str, at: Timestamp) -> Self {
        let mut tries = self.clone();
        tries.at.insert(guess.to_owned(), at);
        while tries.at.len() > MOST_KEPT {
            let oldest = tries.at.iter().min_by_key(|(_, at)| **at).map(|(id, _)| id.clone());
            oldest.and_then(|id| tries.at.remove(&id));
        }
        tries
    }

    /// From when on none of them matters any more.
    pub fn forgotten_at(&self) -> Option<Timestamp> {
        let longest = LIMITS_OF_A_USER.iter().map(|limit| limit.within).max()?;
        self.at.values().max().map(|last| *last + longest.max(LEFT_TO_STAFF_FOR))
    }

    fn newest_first(&self) -> Vec<Timestamp> {
        let mut times: Vec<Timestamp> = self.at.values().copied().collect();
        times.sort_unstable_by(|one, other| other.cmp(one));
        times
    }
}

/// What had been counted about somebody and the numbers they gave when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub subject: Subject,
    /// What they have tried.
    pub user: Tries,
    /// What anybody has tried with each number.
    pub numbers: BTreeMap<GuessedNumber, Tries>,
}

impl Standing {
    /// Whether support staff alone match by this number at `now`.
    pub fn leaves_to_staff(&self, number: &GuessedNumber, now: Timestamp) -> bool {
        let until = self.numbers.get(number).and_then(Tries::left_to_staff_until);
        until.is_some_and(|until| now < until)
    }
}

/// A form with numbers that the register is about to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Which: letters and digits that no other guess has.
    pub id: String,
    /// The numbers typed into it. Numbers given before were counted then.
    pub typed: Vec<GuessedNumber>,
    /// The journey it was made on, and from which service.
    pub journey: JourneyId,
    /// The calling service of that journey.
    pub client: ClientId,
    /// When.
    pub at: Timestamp,
}

/// What counting a guess came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// It is counted, and may be looked up.
    Counted {
        /// Where, to be taken back if it was right.
        guess: CountedGuess,
        /// What had been counted just before it.
        before: Standing,
        /// Whether it is the try with which a number is left to support staff.
        leaves_to_staff: bool,
    },
    /// It is not, and must not be looked up before this moment.
    TooMany {
        /// From when on the user may try again.
        again_at: Timestamp,
    },
}

/// Where a guess was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedGuess {
    /// Which.
    pub id: String,
    /// Whose.
    pub subject: Subject,
    /// The numbers with which it counts.
    pub numbers: Vec<GuessedNumber>,
}

/// Where guesses are counted.
///
/// A guess is counted *before* the register is asked, and taken back in the transaction that commits its
/// match. Whatever fails in between, it stays counted.
#[async_trait]
pub trait Guesses: Send + Sync {
    /// What is counted about a user and these numbers, read consistently in one round trip. What cannot be
    /// read is a fault, and never nothing.
    async fn standing(
        &self,
        subject: &Subject,
        numbers: &[GuessedNumber],
    ) -> Result<Standing, Fault>;

    /// Counts a guess of this user, if it is within [`LIMITS_OF_A_USER`], against what was read and in one
    /// transaction: of any number of guesses at once no more are counted than the limits allow. A number
    /// that is left to support staff is counted no further. The try that leaves one to them is written to
    /// the audit trail with it.
    async fn count(&self, guess: &Guess, standing: Standing) -> Result<Counted, Fault>;

    /// Takes a guess back that was right though its step was not written, because another was. Taking it
    /// back twice is taking it back.
    async fn take_back(&self, guess: &CountedGuess) -> Result<(), Fault>;
}
