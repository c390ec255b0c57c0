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
    /// How often an event after the first asks AWS for anything.
    pub(crate) calls: u64,
}

const MILLION: u64 = 1_000_000;

/// How many times as long as hello a function should take to start, and a page to be answered, in seconds of the processor. These are
/// goals: they are not reached, and a busy machine blurs them. In instructions, a single call of AWS's SDK is four times all that hello does,
/// and a connection five times all that hello does to start.
pub(crate) const START_RATIO: f64 = 1.6;
pub(crate) const WARM_RATIO: f64 = 4.0;

/// A function that asks AWS, so often for an event. Its start was to take 3 million: it opens the connection to DynamoDB, some 2 million,
/// which its first event does not pay for any more (that was to take 5), and some make a client of KMS or SES as well. Its program was
/// to have 9 MB, and its memory 12: the program is a part of that.
const fn asks(first: u64, warm: u64, calls: u64) -> Budget {
    Budget {
        start: 4_050,
        first,
        warm,
        memory: 12 * MILLION + MILLION / 2,
        size: 11 * MILLION + MILLION / 2,
        calls,
    }
}

/// One that sends people to GOV.UK One Login has a client of OpenID Connect and one of HTTP in its program.
const fn sends_away(first: u64, warm: u64, calls: u64) -> Budget {
    Budget { size: 12 * MILLION + MILLION / 2, ..asks(first, warm, calls) }
}

/// Somebody comes back. It was to take 3 million to start, and then 9 and 5. It checks its private key while it starts (3.6 million). Each
/// time it signs with that key (6.4 million as Callgrind counts them: it does not know the instructions that are quicker), and checks one or
/// two signatures (1.3 million). The first time the key is made ready (3 million), and two connections more are opened, 1 to 2 million each.
const COMES_BACK: Budget =
    Budget { start: 7_900, memory: 14 * MILLION, size: 13 * MILLION, ..asks(19_500, 12_100, 4) };

/// A look-up was to take 6 million at first, and then 3. It makes eight calls: the guess is counted before the register is asked, and
/// queries that run at once open three connections more, 1 million each, the first time.
const LOOK_UP: Budget = asks(9_800, 5_650, 8);

/// A TRN is given. It was to take 6 million at first, and then 4. It looks for everybody who comes near, as a look-up does, draws a number,
/// and then writes all of it in one transaction, of 18 items.
const GIVES_A_TRN: Budget = asks(8_500, 6_350, 8);

/// A task of support staff is opened. It was to take 5 million at first, and then 2, for a read and a write: it reads the message, the task
/// and the person, looks for everybody who comes near, and queries that run at once open two connections more the first time.
const OPENS_A_TASK: Budget = asks(6_900, 4_750, 8);

/// Others see our keys. It was to have nothing to do with AWS: which keys there are is in DynamoDB, so that one can be replaced while
/// functions run. It reads them every five minutes, and opens its connection while it starts.
const SHOWS_KEYS: Budget = asks(1_200, 400, 0);

/// One that asks nobody.
const ALONE: Budget = Budget {
    start: 1_500,
    first: 1_000,
    warm: 400,
    memory: 8 * MILLION,
    size: 5 * MILLION,
    calls: 0,
};

impl Step {
    /// What it may cost. Those whose events find nothing that they are about have none.
    pub(crate) fn budget(self) -> Option<Budget> {
        match self {
            Self::Hello | Self::File { .. } => None,
            // It was to take 1.5 million: it writes two items in a transaction, where one write was thought of.
            Self::Authorize => Some(sends_away(2_500, 1_700, 2)),
            // It was to take 1.5 million. It makes two calls: the journey, and then whoever waits with their task.
            Self::HoldingPage => Some(asks(2_200, 2_000, 2)),
            Self::FirstTrip | Self::SecondTrip => Some(COMES_BACK),
            Self::NinoPage | Self::TrnPage | Self::CheckAnswers | Self::Found => {
                Some(asks(1_400, 1_200, 1))
            }
            // It was to take as long as a page: the code is written in one transaction with the end of the journey.
            Self::BackToService => Some(asks(2_100, 1_900, 2)),
            // It was to take 1.2 million, for a read. It makes two: the token, and then its person and their record.
            Self::UserInfo => Some(asks(1_700, 1_550, 2)),
            Self::NinoMatch | Self::TrnMatch => Some(LOOK_UP),
            Self::Allocated => Some(GIVES_A_TRN),
            Self::Token => Some(asks(4_100, 3_350, 4)),
            Self::PublishedKeys => Some(SHOWS_KEYS),
            Self::Root => Some(ALONE),
            Self::TaskOpened => Some(OPENS_A_TASK),
            // It was to take 2 million for a read and a write: it makes six calls, so that one email is sent once.
            Self::EmailSent => Some(asks(3_800, 3_600, 6)),
        }
    }
}
