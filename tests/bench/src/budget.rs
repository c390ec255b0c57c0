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
/// event does not pay for any more. Its program was to have 9 MB.
const fn asks(first: u64, warm: u64) -> Budget {
    Budget { start: 4_000, first, warm, memory: 12 * MILLION, size: 11 * MILLION }
}

/// A look-up was to take 6 million at first, and then 3. It makes nine calls: the guess is counted before the register is asked, and
/// queries that run at once open three connections more, 1.9 million each, the first time.
const LOOK_UP: Budget = asks(12_500, 6_300);

/// One that asks nobody.
const ALONE: Budget =
    Budget { start: 1_500, first: 1_000, warm: 400, memory: 8 * MILLION, size: 5 * MILLION };

impl Step {
    /// What it may cost. Those whose events find nothing that they are about have none.
    pub(crate) fn budget(self) -> Option<Budget> {
        match self {
            Self::Hello | Self::File { .. } => None,
            Self::Authorize | Self::HoldingPage => Some(asks(5_000, 1_500)),
            Self::FirstTrip | Self::SecondTrip => Some(asks(9_000, 5_000)),
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
            Self::TaskOpened | Self::EmailSent => Some(asks(5_000, 2_000)),
        }
    }
}
