//! The one function that moves a journey.

use identity::{OneLoginUser, Person, RecordPolicy, Trn};

use crate::{
    Answers, Arrival, Arrow, Effect, Event, Found, Known, NewRequest, NewTask, NinoAnswer, NoTrn,
    Notice, OpenWork, RequestOutcome, ReviewKind, Setback, Settled, Stage, TrnOrigin, Verdict,
};

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
                ..to(Arrow::IdentityVerified, S::AskingNino { person })
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
            let told = Effect::Tell(Notice::RequestReceived(task.reference.clone()));
            let raised =
                Effect::RaiseReview { kind: ReviewKind::RecordNotFound, task, person, answers };
            Ok(Step { effects: vec![raised, told], ..to(Arrow::SupportAsked, stage) })
        }
        (S::RequestingTrn { person, nino, .. }, E::TrnRequested { request, outcome }) => {
            Ok(trn_requested(person, nino, request, outcome))
        }
        (stage, E::CaughtUp(settled)) => caught_up(stage, settled),

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
            | E::TrnRequested { .. },
        ) => Err(out_of_step(stage)),
    }
}

fn signed_in(user: OneLoginUser, known: Known) -> Step {
    let (identity, settled) = match known {
        // Nothing is kept about somebody before their identity is proved.
        Known::Nothing => return to(Arrow::IdentityNotKnown, Stage::ProvingIdentity { user }),
        Known::Identity(identity) => (identity, None),
        Known::Settled(identity, settled) => (identity, Some(settled)),
    };
    let remembered = Effect::RememberUser(user.clone());
    let person = Person { user, identity };
    let step = match settled {
        None => to(Arrow::IdentityKnown, Stage::AskingNino { person }),
        Some(Settled::Record { trn, origin }) => {
            to(Arrow::TrnKnown, known_done(person, trn, origin))
        }
        Some(Settled::Open(work)) => to(Arrow::RequestStillOpen, Stage::Held { person, work }),
    };
    Step { effects: vec![remembered], ..step }
}

fn nino_answered(stage: Stage, nino: NinoAnswer, verdict: Verdict) -> Result<Step, OutOfStep> {
    let (person, trn) = match stage {
        Stage::AskingNino { person }
        | Stage::AskingTrn { person, .. }
        | Stage::RequestingTrn { person, .. } => (person, None),
        Stage::CheckingAnswers { person, answers } => (person, answers.trn),
        Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => return Err(out_of_step(stage)),
    };
    Ok(match (verdict, trn) {
        (Verdict::Found(found), _) => linked(Arrow::FoundByNino, person, found),
        (Verdict::NotFound, Some(trn)) => to(
            Arrow::ChangedNinoNotFound,
            Stage::CheckingAnswers { person, answers: Answers { nino, trn: Some(trn) } },
        ),
        (Verdict::TwoRecords(task), trn) => {
            two_records(Arrow::ChangedNinoDisagrees, task, person, Answers { nino, trn })
        }
        (Verdict::AskForTrn, _) | (Verdict::NotFound, None) => {
            to(Arrow::NotFoundByNino, Stage::AskingTrn { person, nino })
        }
    })
}

fn trn_answered(stage: Stage, trn: Trn, verdict: Verdict) -> Result<Step, OutOfStep> {
    let (person, nino) = at_trn_question(stage)?;
    let answers = Answers { nino, trn: Some(trn) };
    Ok(match verdict {
        Verdict::Found(found) => linked(Arrow::FoundByTrn, person, found),
        Verdict::TwoRecords(task) => two_records(Arrow::NinoAndTrnDisagree, task, person, answers),
        Verdict::AskForTrn | Verdict::NotFound => {
            to(Arrow::NotFoundByTrn, Stage::CheckingAnswers { person, answers })
        }
    })
}

fn has_no_trn(
    policy: RecordPolicy,
    stage: Stage,
    no_trn: NoTrn,
    two_records_task: Option<NewTask>,
) -> Result<Step, OutOfStep> {
    let (person, nino) = at_trn_question(stage)?;
    Ok(match (two_records_task, policy) {
        (Some(task), RecordPolicy::Existing | RecordPolicy::Allocate) => {
            let answers = Answers { nino, trn: None };
            two_records(Arrow::HasNoTrnAndTwoRecords, task, person, answers)
        }
        (None, RecordPolicy::Existing) => {
            let answers = Answers { nino, trn: None };
            to(Arrow::HasNoTrnAndNeedsOne, Stage::CheckingAnswers { person, answers })
        }
        (None, RecordPolicy::Allocate) => {
            to(Arrow::HasNoTrnAndMayBeGivenOne, Stage::RequestingTrn { person, nino, no_trn })
        }
    })
}

/// Who can answer the TRN question, and what they said about their NINO.
fn at_trn_question(stage: Stage) -> Result<(Person, NinoAnswer), OutOfStep> {
    match stage {
        Stage::AskingTrn { person, nino } | Stage::RequestingTrn { person, nino, .. } => {
            Ok((person, nino))
        }
        Stage::CheckingAnswers { person, answers } => Ok((person, answers.nino)),
        Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::AskingNino { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => Err(out_of_step(stage)),
    }
}

fn trn_requested(
    person: Person,
    nino: NinoAnswer,
    request: NewRequest,
    outcome: RequestOutcome,
) -> Step {
    match outcome {
        RequestOutcome::Issued(trn) => {
            let found =
                Found { trn: trn.clone(), merged_from: None, matched_on: crate::MatchedOn::Trn };
            Step {
                effects: vec![
                    Effect::OpenRequest { request, person: person.clone(), nino },
                    Effect::LinkRecord { person: person.clone(), found, origin: TrnOrigin::Issued },
                ],
                ..to(Arrow::TrnIssued, Stage::Done { person, trn, arrival: Arrival::Issued })
            }
        }
        RequestOutcome::Matched(found) => linked(Arrow::MatchedOnRequest, person, found),
        RequestOutcome::Held => {
            let task = NewTask {
                id: request.id.as_str().parse().expect("request and task ids have one alphabet"),
                reference: request.reference.clone(),
                asked_on: request.asked_on,
                due: request.due,
            };
            let work = OpenWork::Request {
                id: request.id.clone(),
                reference: request.reference.clone(),
                asked_on: request.asked_on,
                due: request.due,
            };
            let answers = Answers { nino: nino.clone(), trn: None };
            let told = Effect::Tell(Notice::RequestReceived(request.reference.clone()));
            Step {
                effects: vec![
                    Effect::OpenRequest { request, person: person.clone(), nino },
                    Effect::RaiseReview {
                        kind: ReviewKind::PossibleDuplicate,
                        task,
                        person: person.clone(),
                        answers,
                    },
                    told,
                ],
                ..to(Arrow::HeldForReview, Stage::Held { person, work })
            }
        }
    }
}

fn caught_up(stage: Stage, settled: Settled) -> Result<Step, OutOfStep> {
    match (stage, settled) {
        (
            Stage::AskingNino { person }
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

fn two_records(arrow: Arrow, task: NewTask, person: Person, answers: Answers) -> Step {
    let stage = Stage::Held { person: person.clone(), work: work(ReviewKind::TwoRecords, &task) };
    let told = Effect::Tell(Notice::RequestReceived(task.reference.clone()));
    let raised = Effect::RaiseReview { kind: ReviewKind::TwoRecords, task, person, answers };
    Step { effects: vec![raised, told], ..to(arrow, stage) }
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
    }
}

fn out_of_step(stage: Stage) -> OutOfStep {
    OutOfStep(Box::new(stage))
}
