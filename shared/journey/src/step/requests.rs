//! What follows when somebody asks for a TRN, or adds something to what is being decided for them.

use identity::Person;

use crate::{
    Answers, Arrival, Arrow, Effect, Found, Happening, MatchedOn, More, NewRequest, NewTask,
    NinoAnswer, Notice, OpenWork, RequestOutcome, ReviewKind, Stage, TrnOrigin, begin, proceed,
};

use super::{OutOfStep, Step, linked, out_of_step, received, to};

pub(super) fn trn_requested(
    person: Person,
    nino: NinoAnswer,
    request: NewRequest,
    outcome: RequestOutcome,
) -> Step {
    let (_, progress) = begin(&outcome);
    let opened = Effect::OpenRequest {
        request: request.clone(),
        person: person.clone(),
        nino: nino.clone(),
        progress,
    };
    match outcome {
        RequestOutcome::Issued(record) => {
            let trn = record.trn.clone();
            let found = Found { trn: trn.clone(), merged_from: None, matched_on: MatchedOn::Trn };
            Step {
                effects: vec![
                    opened,
                    Effect::CreateRecord(record),
                    Effect::LinkRecord { person: person.clone(), found, origin: TrnOrigin::Issued },
                    Effect::Tell { notice: Notice::TrnIssued, reference: request.reference },
                ],
                ..to(Arrow::TrnIssued, Stage::Done { person, trn, arrival: Arrival::Issued })
            }
        }
        RequestOutcome::Matched(found) => {
            let mut step = linked(Arrow::MatchedOnRequest, person, found);
            step.effects.insert(0, opened);
            step
        }
        RequestOutcome::Held => {
            let work = OpenWork::Request {
                id: request.id,
                reference: request.reference.clone(),
                asked_on: request.asked_on,
                due: request.due,
                wanted: None,
            };
            let task = NewTask {
                id: work.task(),
                reference: request.reference.clone(),
                asked_on: request.asked_on,
                due: request.due,
            };
            let raised = Effect::RaiseReview {
                kind: ReviewKind::PossibleDuplicate,
                task,
                person: person.clone(),
                answers: Answers { nino, trn: None },
            };
            Step {
                effects: vec![opened, raised, received(&request.reference, request.due)],
                ..to(Arrow::HeldForReview, Stage::Held { person, work })
            }
        }
    }
}

pub(super) fn added(
    person: Person,
    work: OpenWork,
    more: More,
    found: Option<Found>,
) -> Result<Step, OutOfStep> {
    let happening = found.clone().map_or(Happening::Added, Happening::Matched);
    let Ok(moved) = proceed(work.kind(), &work.progress(), happening) else {
        return Err(out_of_step(Stage::Held { person, work }));
    };
    let moved =
        Effect::MoveTask { task: work.task(), arrow: moved.arrow, progress: moved.progress, more };
    let mut step = match found {
        Some(found) => linked(Arrow::FoundWhileHeld, person, found),
        None => to(Arrow::AddedWhileHeld, Stage::Held { person, work: work.asking(None) }),
    };
    step.effects.push(moved);
    Ok(step)
}
