//! What follows from the answers to the two questions.

use identity::{Person, RecordPolicy, Trn};

use crate::{Answers, Arrow, Effect, NewTask, NinoAnswer, NoTrn, ReviewKind, Stage, Verdict};

use super::{OutOfStep, Step, linked, out_of_step, received, to, work};

pub(super) fn nino_answered(
    stage: Stage,
    nino: NinoAnswer,
    verdict: Verdict,
) -> Result<Step, OutOfStep> {
    let lately = stage.answered().and_then(|answered| answered.trn);
    let (person, trn) = match stage {
        Stage::AskingNino { person, .. }
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
            to(Arrow::NotFoundByNino, Stage::AskingTrn { person, nino, lately })
        }
    })
}

pub(super) fn trn_answered(stage: Stage, trn: Trn, verdict: Verdict) -> Result<Step, OutOfStep> {
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

pub(super) fn has_no_trn(
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
        Stage::AskingTrn { person, nino, .. } | Stage::RequestingTrn { person, nino, .. } => {
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

fn two_records(arrow: Arrow, task: NewTask, person: Person, answers: Answers) -> Step {
    let stage = Stage::Held { person: person.clone(), work: work(ReviewKind::TwoRecords, &task) };
    let told = received(&task.reference, task.due);
    let raised = Effect::RaiseReview { kind: ReviewKind::TwoRecords, task, person, answers };
    Step { effects: vec![raised, told], ..to(arrow, stage) }
}
