//! What is measured: numbers about the service, and never about anybody.
//!
//! A measurement is made of words that stand in this file and of one number. There is no place in it for
//! anything that somebody typed.

use jiff::SignedDuration;
use journey::{Arrow, RequestArrow, Setback};

/// Where measurements are logged. Whoever hosts a function hands them on.
pub const MEASURED: &str = "measured";

/// Something that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// A journey took this arrow of the flowchart.
    JourneyMoved(Arrow),
    /// A member of support staff took a TRN request, or a look-up that failed, along this arrow.
    RequestDecided(RequestArrow),
    /// So long after it was raised.
    TimeToDecide(SignedDuration),
    /// The task that has waited longest to be decided has waited so long: no time at all if there is none.
    OldestTask(SignedDuration),
    /// GOV.UK One Login sent somebody back with an error, or what it sent is not believed.
    OneLoginFailed(OneLoginTrouble),
    /// What GOV.UK One Login or a service publishes could not be had for hours.
    OldDocument,
    /// Somebody was not reached by email.
    EmailFailed(EmailTrouble),
    /// Of the TRNs looked at to draw one, so many in a hundred were taken.
    TrnsTaken(u8),
    /// A number failed so often that support staff alone match by it.
    NumberLeftToStaff,
    /// A request did not come through `CloudFront`.
    OriginNotVerified,
}

/// What went wrong with GOV.UK One Login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneLoginTrouble {
    /// It sent somebody back without what we had asked for, or does not answer.
    Setback(Setback),
    /// A check of what it sent failed.
    NotBelieved,
}

/// Why somebody was not reached by email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailTrouble {
    /// It came back.
    CameBack,
    /// They said that an email of ours was spam.
    Complained,
    /// They had said so before: nothing was sent.
    Suppressed,
    /// There is no address, or the provider does not send there.
    Refused,
}

/// What the number of a measurement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Times.
    Count,
    /// Seconds.
    Seconds,
    /// So many in a hundred.
    Percent,
}

/// One measurement, as it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measurement {
    /// What is measured.
    pub metric: &'static str,
    /// In what.
    pub unit: Unit,
    /// How much.
    pub value: u64,
    /// What sets it apart from others of the metric: a name, and which of a few words.
    pub dimension: Option<(&'static str, &'static str)>,
}

impl Measured {
    /// Logs it.
    pub fn log(self) {
        let Measurement { metric, unit, value, dimension } = self.measurement();
        let (dimension, word) = dimension.unzip();
        tracing::info!(target: MEASURED, metric, unit = unit.name(), value, dimension, word);
    }

    /// As it is logged.
    pub fn measurement(self) -> Measurement {
        let of = |metric, unit, value, dimension| Measurement { metric, unit, value, dimension };
        let once = |metric, dimension| of(metric, Unit::Count, 1, dimension);
        match self {
            Self::JourneyMoved(arrow) => once("JourneyMoved", Some(("Arrow", arrow.name()))),
            Self::RequestDecided(arrow) => once("RequestDecided", Some(("Arrow", arrow.name()))),
            Self::TimeToDecide(time) => of("TimeToDecide", Unit::Seconds, seconds(time), None),
            Self::OldestTask(age) => of("OldestTask", Unit::Seconds, seconds(age), None),
            Self::OneLoginFailed(trouble) => once("OneLoginFailed", Some(("Kind", trouble.name()))),
            Self::OldDocument => once("OldDocument", None),
            Self::EmailFailed(trouble) => once("EmailFailed", Some(("Kind", trouble.name()))),
            Self::TrnsTaken(percent) => of("TrnsTaken", Unit::Percent, percent.into(), None),
            Self::NumberLeftToStaff => once("NumberLeftToStaff", None),
            Self::OriginNotVerified => once("OriginNotVerified", None),
        }
    }
}

impl Unit {
    /// What `CloudWatch` calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "Count",
            Self::Seconds => "Seconds",
            Self::Percent => "Percent",
        }
    }
}

impl OneLoginTrouble {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Setback(Setback::IdentityNotProved),
        Self::Setback(Setback::SignInNotFinished),
        Self::Setback(Setback::SignedOut),
        Self::Setback(Setback::Busy),
        Self::Setback(Setback::SwitchedOff),
        Self::Setback(Setback::Unreachable),
        Self::Setback(Setback::RequestRefused),
        Self::NotBelieved,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Setback(Setback::IdentityNotProved) => "IdentityNotProved",
            Self::Setback(Setback::SignInNotFinished) => "SignInNotFinished",
            Self::Setback(Setback::SignedOut) => "SignedOut",
            Self::Setback(Setback::Busy) => "Busy",
            Self::Setback(Setback::SwitchedOff) => "SwitchedOff",
            Self::Setback(Setback::Unreachable) => "Unreachable",
            Self::Setback(Setback::RequestRefused) => "RequestRefused",
            Self::NotBelieved => "NotBelieved",
        }
    }
}

impl EmailTrouble {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::CameBack, Self::Complained, Self::Suppressed, Self::Refused];

    const fn name(self) -> &'static str {
        match self {
            Self::CameBack => "CameBack",
            Self::Complained => "Complained",
            Self::Suppressed => "Suppressed",
            Self::Refused => "Refused",
        }
    }
}

/// Whole seconds; none where a clock is behind another.
fn seconds(time: SignedDuration) -> u64 {
    u64::try_from(time.as_secs()).unwrap_or_default()
}
