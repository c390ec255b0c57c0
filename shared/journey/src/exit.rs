//! How a journey goes back to the calling service.

use crate::{OpenWork, Setback, Stage, TrnOrigin};

/// What the calling service is answered when the person goes back to it from where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// An authorization code: the person's TRN is settled.
    Settled(TrnOrigin),
    /// An authorization code: support staff are still deciding, and the service allows that.
    Pending(OpenWork),
    /// The standard error that fits.
    Denied(Denial),
}

/// Why no code is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Denial {
    /// They chose to go back.
    UserCancelled,
    /// GOV.UK One Login did not prove their identity.
    IdentityNotVerified,
    /// They have just asked support staff to look.
    RecordRequested,
    /// Support staff are still deciding.
    RecordPending,
    /// GOV.UK One Login is busy, switched us off, or does not answer.
    UpstreamBusy,
    /// Our fault.
    Internal,
}

/// What the calling service is answered if the person goes back to it now.
pub fn exit(stage: &Stage, allow_pending: bool) -> Exit {
    match stage {
        Stage::Done { arrival, .. } => Exit::Settled(arrival.origin()),
        Stage::Held { work, .. } | Stage::SupportAsked { work, .. } if allow_pending => {
            Exit::Pending(work.clone())
        }
        Stage::Held { .. } => Exit::Denied(Denial::RecordPending),
        Stage::SupportAsked { .. } => Exit::Denied(Denial::RecordRequested),
        Stage::TurnedAway { setback, .. } => Exit::Denied(match setback {
            Setback::IdentityNotProved => Denial::IdentityNotVerified,
            Setback::SignInNotFinished | Setback::SignedOut => Denial::UserCancelled,
            Setback::Busy | Setback::SwitchedOff | Setback::Unreachable => Denial::UpstreamBusy,
            Setback::RequestRefused => Denial::Internal,
        }),
        Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::AskingNino { .. }
        | Stage::AskingTrn { .. }
        | Stage::CheckingAnswers { .. }
        | Stage::RequestingTrn { .. } => Exit::Denied(Denial::UserCancelled),
    }
}
