//! Many people who ask support staff to look: each leaves a task to open and an email to send.

use identity::{OneLoginUser, Person, RecordPolicy, Reference};
use jiff::civil::date;
use journey::{Answers, Event, NewTask, NinoAnswer, Stage, step};
use ports::{Clock, Commit, User};
use testing::{
    World,
    journeys::{client, needs_a_record},
    people,
};

/// Has so many people ask.
pub(crate) async fn ask(world: &World, count: usize) {
    let service = client(needs_a_record());
    world.store().register(&service).await.expect("the store takes a calling service");
    for number in 0..count {
        one_asks(world, number).await;
    }
}

async fn one_asks(world: &World, number: usize) {
    let subject = format!("urn:fdc:gov.uk:2022:{number}");
    let user = OneLoginUser {
        subject: subject.parse().expect("it is a subject"),
        email: people::email(&format!("person-{number}@example.com")),
    };
    let identity = people::identity("Anne", &surname(number), "1990-05-01");
    let known = User {
        email: Some(user.email.clone()),
        identity: Some(identity.clone()),
        ..User::unknown(user.subject.clone())
    };
    let answers = Answers { nino: NinoAnswer::NotNow, trn: None };
    let stage = Stage::CheckingAnswers { person: Person { user, identity }, answers };
    let visitor = world.visitor(stage.clone()).await;
    let task = NewTask {
        id: format!("task-{number}").parse().expect("it is an ID"),
        reference: reference(number),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
    };
    let taken = step(RecordPolicy::Existing, stage, Event::SupportAsked(task));
    let taken = taken.expect("whoever checks their answers may ask");
    let commit = Commit { user: Some(&known), ..Commit::of(&taken, world.clock().now()) };
    let journeys = world.store().journeys();
    journeys.commit(&visitor.journey, commit).await.expect("the store takes a step");
}

/// A reference of one's own: the number, written with 32 digits.
fn reference(number: usize) -> Reference {
    let digit = |place: u32| u8::try_from(number / 32_usize.pow(place) % 32).unwrap_or_default();
    Reference::from_random([7, 6, 5, 4, 3, 2, 1, 0].map(digit))
}

/// A last name of one's own, in letters.
fn surname(number: usize) -> String {
    let letter = |place: u32| u8::try_from(number / 26_usize.pow(place) % 26).unwrap_or_default();
    [3, 2, 1, 0].map(|place| char::from(b'a' + letter(place))).iter().collect()
}
