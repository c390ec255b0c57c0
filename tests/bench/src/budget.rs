//! What each step may cost.
//!
//! Instructions are counted, so that a busy machine hides nothing. A budget is raised in a commit that says why, and in no other.

use crate::step::Step;

/// The most that a step may cost, in thousands of instructions (x86-64, as Callgrind counts them) unless it says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    /// Until it asks for the first event, a connection to AWS included.
    pub(crate) start: u64,
    /// The first event.
    pub(crate) first: u64,
    /// Every event after that.
    pub(crate) warm: u64,
    /// Of memory, in bytes.
    pub(crate) memory: u64,
    /// Of the program, in bytes.
    pub(crate) size: u64,
}

const MILLION: u64 = 1_000_000;

/// How many times as long as hello a function should take to start, and a page to be answered, in seconds of the processor. These are
/// goals: they are not reached yet, and a busy machine blurs them.
pub(crate) const START_RATIO: f64 = 1.6;
pub(crate) const WARM_RATIO: f64 = 4.0;

/// A function that asks AWS. Its start was to take 3 million: it opens the connection to DynamoDB, some 2.5 million, which its first
/// event does not pay for any more, and some make a client of KMS or SES as well. Its program was to have 9 MB, and its memory 12: the
/// program is a part of that.
const fn asks(first: u64, warm: u64) -> Budget {
    Budget {
        start: 4_400,
        first,
        warm,
        memory: 12 * MILLION + MILLION / 2,
        size: 11 * MILLION + MILLION / 2,
    }
}

/// One that sends people to GOV.UK One Login has a client of OpenID Connect and one of HTTP in its program.
const fn sends_away(first: u64, warm: u64) -> Budget {
    Budget { size: 12 * MILLION + MILLION / 2, ..asks(first, warm) }
}

/// Somebody comes back. It was to take 3 million to start, and then 9 and 5. It checks its private key while it starts (3.6 million). Each
/// time it signs with that key (6.4 million as Callgrind counts them: it does not know the instructions that are quicker), and checks one or
/// two signatures (1.3 million). The first time the key is made ready (3 million), and two connections more are opened, 2 million each.
const COMES_BACK: Budget =
    Budget { start: 8_200, memory: 14 * MILLION, size: 13 * MILLION, ..asks(19_700, 12_100) };

/// A look-up was to take 6 million at first, and then 3. It makes nine calls: the guess is counted before the register is asked, and
/// queries that run at once open three connections more, 1.9 million each, the first time.
const LOOK_UP: Budget = asks(12_000, 6_100);

/// One that asks nobody.
const ALONE: Budget =
    Budget { start: 1_500, first: 1_000, warm: 400, memory: 8 * MILLION, size: 5 * MILLION };

impl Step {
    /// What it may cost. Those whose events find nothing that they are about have none.
    pub(crate) fn budget(self) -> Option<Budget> {
        match self {
            Self::Hello | Self::File { .. } => None,
            // It was to take 1.5 million: it writes two items in a transaction, where one write was thought of.
            Self::Authorize => Some(sends_away(5_000, 1_700)),
            Self::HoldingPage => Some(asks(5_000, 1_500)),
            Self::FirstTrip | Self::SecondTrip => Some(COMES_BACK),
            Self::NinoPage
            | Self::TrnPage
            | Self::CheckAnswers
            | Self::Found
            | Self::BackToService
            | Self::UserInfo => Some(asks(5_000, 1_200)),
            Self::NinoMatch | Self::TrnMatch => Some(LOOK_UP),
            Self::Allocated => Some(asks(6_000, 4_000)),
            Self::Token => Some(asks(8_000, 4_000)),
            Self::PublishedKeys | Self::Root => Some(ALONE),
            Self::TaskOpened => Some(asks(5_000, 2_000)),
            // It was to take 2 million for a read and a write: it makes seven calls, so that one email is sent once.
            Self::EmailSent => Some(asks(5_300, 4_000)),
        }
    }
}
