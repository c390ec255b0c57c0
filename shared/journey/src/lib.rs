//! The sign-in journey and the TRN request, as pure code: two state machines.
//!
//! [`Stage`] has one variant per place a person can be, [`Event`] one per thing that can happen,
//! [`Arrow`] one per arrow of the flowchart in the README, and [`step`] one match arm per arrow. What
//! has to be written down on the way is an [`Effect`], committed together with the new stage. Nothing
//! here does I/O, knows the time or draws a number.

mod arrow;
mod effect;
mod event;
mod exit;
mod promise;
mod request;
mod stage;
mod step;

pub use arrow::Arrow;
pub use effect::{Effect, Notice, ReviewKind};
pub use event::{Event, Known, NewRequest, NewTask, RequestOutcome, Settled, Verdict};
pub use exit::{Denial, Exit, exit};
pub use promise::{WORKING_DAYS_PROMISED, is_working_day, promised_date};
pub use request::{
    Happening, More, NotNow, Progress, Reason, RequestArrow, RequestStep, Ruling, Wanted, begin,
    proceed,
};
pub use stage::{
    Answered, Answers, Arrival, Found, MatchedOn, NinoAnswer, NoTrn, OpenWork, Setback, Stage,
    TrnAnswer, TrnOrigin,
};
pub use step::{OutOfStep, Step, step};
