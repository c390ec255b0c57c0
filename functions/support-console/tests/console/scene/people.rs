//! Who is asked about, and what they ask for.

use identity::{OneLoginUser, Person, RecordPolicy, TaskId};
use journey::{Answers, Event, NewRequest, NewTask, NinoAnswer, NoTrn, RequestOutcome, ReviewKind};
use journey::{Stage, Verdict, step};
use ports::{Clock, Commit};
use testing::{World, journeys::may_allocate, people};

/// The numbers that Anne gives where she is asked for them.
pub(crate) const NINO: &str = "AB123456C";
pub(crate) const TRN: &str = "7654321";

/// The reference of what Anne asks for.
pub(crate) const REFERENCE: &str = "TRN-7K4M-92QX";

/// Somebody of this name.
pub(crate) fn somebody(given: &str, family: &str, born: &str) -> Person {
    let key = given.to_lowercase();
    let subject = format!("urn:fdc:gov.uk:2022:{key}").parse().unwrap();
    let email = people::email(&format!("{key}@example.com"));
    let identity = people::identity(given, family, born);
    Person { user: OneLoginUser { subject, email }, identity }
}

/// Has somebody raise a task, and the review queue put it on the list.
pub(crate) async fn raise(
    world: &World,
    person: &Person,
    kind: ReviewKind,
    reference: &str,
) -> TaskId {
    world.prove(person).await;
    let key = person.user.subject.as_str().rsplit(':').next().unwrap();
    let id = format!("task-of-{key}");
    let (stage, event) = asked(person, kind, (&id, reference));
    let visitor = world.visitor_from(may_allocate(), stage.clone()).await;
    let taken = step(RecordPolicy::Allocate, stage, event).unwrap();
    let user = world.user(&person.user.subject).await;
    let commit = Commit { user: Some(&user), ..Commit::of(&taken, world.clock().now()) };
    world.store().journeys().commit(&visitor.journey, commit).await.unwrap();
    let id: TaskId = id.parse().unwrap();
    world.store().reviews().open_task(&id, &[]).await.unwrap();
    id
}

/// Where somebody has to be to ask for this, and what happens then.
fn asked(person: &Person, kind: ReviewKind, (id, reference): (&str, &str)) -> (Stage, Event) {
    let person = person.clone();
    let nino = NinoAnswer::Given(people::nino(NINO));
    let reference = reference.parse().unwrap();
    let [asked_on, due] = [(4, 1), (4, 10)].map(|(month, day)| jiff::civil::date(2026, month, day));
    let task = NewTask { id: id.parse().unwrap(), reference, asked_on, due };
    match kind {
        ReviewKind::RecordNotFound => {
            let answers = Answers { nino, trn: Some(people::trn(TRN)) };
            (Stage::CheckingAnswers { person, answers }, Event::SupportAsked(task))
        }
        ReviewKind::TwoRecords => {
            let verdict = Verdict::TwoRecords(task);
            let event = Event::TrnAnswered { trn: people::trn(TRN), verdict };
            (Stage::AskingTrn { person, nino, lately: None }, event)
        }
        ReviewKind::PossibleDuplicate => {
            let NewTask { reference, asked_on, due, .. } = task;
            let request = NewRequest { id: id.parse().unwrap(), reference, asked_on, due };
            let event = Event::TrnRequested { request, outcome: RequestOutcome::Held };
            (Stage::RequestingTrn { person, nino, no_trn: NoTrn::None }, event)
        }
    }
}
