//! The one function that moves a journey.

mod questions;
mod requests;

use identity::{OneLoginUser, Person, RecordPolicy, Reference, Trn};
use jiff::civil::Date;

use crate::{
    Arrival, Arrow, Effect, Event, Found, Known, NewTask, Notice, OpenWork, ReviewKind, Setback,
    Settled, Stage, TrnOrigin,
};

use questions::{has_no_trn, nino_answered, trn_answered};
use requests::{added, trn_requested};

/// One arrow taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub arrow: Arrow,
    /// Where it leads.
    pub stage: Stage,
    /// What to commit on the way.
    pub effects: Vec<Effect>,
}

/// The event does not belong to the stage: an old tab, a double click, a forged post. The stage is
/// handed back as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfStep(pub Box<Stage>);

/// Follows the arrow that leaves `stage` on `event`.
///
/// Arrows leave the question that was answered, which is not always where the person is: someone
/// checking their answers may change one.
///
/// # Errors
/// [`OutOfStep`] when no arrow does; nothing has changed then.
pub fn step(policy: RecordPolicy, stage: Stage, event: Event) -> Result<Step, OutOfStep> {
    use {Event as E, Stage as S};

    match (stage, event) {
        (S::SigningIn, E::SignedIn { user, known }) => Ok(signed_in(user, known)),
        (S::SigningIn, E::TurnedBack(setback)) => {
            Ok(to(Arrow::SignInFailed, S::TurnedAway { user: None, setback }))
        }
        (S::ProvingIdentity { user: first }, E::IdentityProved { user, identity })
            if first.subject == user.subject =>
        {
            let person = Person { user, identity };
            Ok(Step {
                effects: vec![Effect::RememberIdentity(person.clone())],
                ..to(Arrow::IdentityVerified, S::AskingNino { person, lately: None })
            })
        }
        (S::ProvingIdentity { user }, E::TurnedBack(setback)) => {
            // Whoever One Login signed out has to start with the first trip.
            let user = if setback == Setback::SignedOut { None } else { Some(user) };
            Ok(to(Arrow::IdentityNotVerified, S::TurnedAway { user, setback }))
        }
        (S::TurnedAway { user, .. }, E::TriedAgain) => Ok(match user {
            None => to(Arrow::SignInAgain, S::SigningIn),
            Some(user) => to(Arrow::ProveIdentityAgain, S::ProvingIdentity { user }),
        }),
        (stage, E::NinoAnswered { nino, verdict }) => nino_answered(stage, nino, verdict),
        (stage, E::TrnAnswered { trn, verdict }) => trn_answered(stage, trn, verdict),
        (stage, E::HasNoTrn { no_trn, two_records }) => {
            has_no_trn(policy, stage, no_trn, two_records)
        }
        (S::CheckingAnswers { person, answers }, E::SupportAsked(task)) => {
            let stage = S::SupportAsked {
                person: person.clone(),
                work: work(ReviewKind::RecordNotFound, &task),
            };
            let told = received(&task.reference, task.due);
            let raised =
                Effect::RaiseReview { kind: ReviewKind::RecordNotFound, task, person, answers };
            Ok(Step { effects: vec![raised, told], ..to(Arrow::SupportAsked, stage) })
        }
        (S::RequestingTrn { person, nino, .. }, E::TrnRequested { request, outcome }) => {
            Ok(trn_requested(person, nino, request, outcome))
        }
        (S::Held { person, work }, E::Added { more, found }) => added(person, work, more, found),
        (stage, E::CaughtUp(settled)) => caught_up(stage, settled),
        (S::Held { person, .. }, E::Refused) => {
            Ok(to(Arrow::RefusedWhileHeld, S::AskingNino { person, lately: None }))
        }
        (S::SupportAsked { person, .. }, E::Refused) => {
            Ok(to(Arrow::RefusedSoon, S::AskingNino { person, lately: None }))
        }

        // Named in full, so that a new stage or event does not compile until it has an arrow.
        (
            stage @ (S::SigningIn
            | S::ProvingIdentity { .. }
            | S::TurnedAway { .. }
            | S::AskingNino { .. }
            | S::AskingTrn { .. }
            | S::CheckingAnswers { .. }
            | S::RequestingTrn { .. }
            | S::Held { .. }
            | S::SupportAsked { .. }
            | S::Done { .. }),
            E::SignedIn { .. }
            | E::IdentityProved { .. }
            | E::TurnedBack(_)
            | E::TriedAgain
            | E::SupportAsked(_)
            | E::TrnRequested { .. }
            | E::Added { .. }
            | E::Refused,
        ) => Err(out_of_step(stage)),
    }
}

fn signed_in(user: OneLoginUser, known: Known) -> Step {
    let (identity, lately, settled) = match known {
        // Nothing is kept about somebody before their identity is proved.
        Known::Nothing => return to(Arrow::IdentityNotKnown, Stage::ProvingIdentity { user }),
        Known::Identity(identity, lately) => (identity, lately, None),
        Known::Settled(identity, settled) => (identity, None, Some(settled)),
    };
    let remembered = Effect::RememberUser(user.clone());
    let person = Person { user, identity };
    let step = match settled {
        None => to(Arrow::IdentityKnown, Stage::AskingNino { person, lately }),
        Some(Settled::Record { trn, origin }) => {
            to(Arrow::TrnKnown, known_done(person, trn, origin))
        }
        Some(Settled::Open(work)) => to(Arrow::RequestStillOpen, Stage::Held { person, work }),
    };
    Step { effects: vec![remembered], ..step }
}

fn caught_up(stage: Stage, settled: Settled) -> Result<Step, OutOfStep> {
    match (stage, settled) {
        (
            Stage::AskingNino { person, .. }
            | Stage::AskingTrn { person, .. }
            | Stage::CheckingAnswers { person, .. }
            | Stage::RequestingTrn { person, .. },
            settled,
        ) => Ok(match settled {
            Settled::Record { trn, origin } => {
                to(Arrow::SettledWhileAsking, known_done(person, trn, origin))
            }
            Settled::Open(work) => to(Arrow::OpenedWhileAsking, Stage::Held { person, work }),
        }),
        (Stage::Held { person, .. }, Settled::Record { trn, origin }) => {
            Ok(to(Arrow::Settled, known_done(person, trn, origin)))
        }
        (Stage::SupportAsked { person, .. }, Settled::Record { trn, origin }) => {
            Ok(to(Arrow::SettledSoon, known_done(person, trn, origin)))
        }
        (
            stage @ (Stage::Held { .. }
            | Stage::SupportAsked { .. }
            | Stage::SigningIn
            | Stage::ProvingIdentity { .. }
            | Stage::TurnedAway { .. }
            | Stage::Done { .. }),
            Settled::Record { .. } | Settled::Open(_),
        ) => Err(out_of_step(stage)),
    }
}

fn to(arrow: Arrow, stage: Stage) -> Step {
    Step { arrow, stage, effects: Vec::new() }
}

fn linked(arrow: Arrow, person: Person, found: Found) -> Step {
    let arrival =
        Arrival::Found { matched_on: found.matched_on, merged_from: found.merged_from.clone() };
    let stage = Stage::Done { person: person.clone(), trn: found.trn.clone(), arrival };
    let link = Effect::LinkRecord { person, found, origin: TrnOrigin::Found };
    Step { effects: vec![link], ..to(arrow, stage) }
}

fn known_done(person: Person, trn: Trn, origin: TrnOrigin) -> Stage {
    Stage::Done { person, trn, arrival: Arrival::KnownAlready(origin) }
}

fn work(kind: ReviewKind, task: &NewTask) -> OpenWork {
    OpenWork::Task {
        id: task.id.clone(),
        kind,
        reference: task.reference.clone(),
        asked_on: task.asked_on,
        due: task.due,
        wanted: None,
    }
}

fn received(reference: &Reference, due: Date) -> Effect {
    Effect::Tell { notice: Notice::RequestReceived { due }, reference: reference.clone() }
}

fn out_of_step(stage: Stage) -> OutOfStep {
    OutOfStep(Box::new(stage))
}
