//! What somebody answered: kept for them, for a day, and for nobody else.

use dynamodb::Table;
use identity::{OneLoginUser, Person};
use jiff::SignedDuration;
use journey::{Answered, Event, Found, MatchedOn, NinoAnswer, Settled, Stage, TrnOrigin, Verdict};
use ports::{ANSWERS_KEPT, Journey, Journeys, Sessions};
use testing::{dynamodb::Engine, people};

use crate::{
    given::{begun, digest, journey, minutes_past_nine, person, plain, subject, taken},
    written,
};

fn nino() -> NinoAnswer {
    NinoAnswer::Given(people::nino("AB123456C"))
}

/// At the NINO question.
fn asking(id: &str, person: Person) -> Journey {
    Journey { stage: Stage::AskingNino { person, lately: None }, ..journey(id) }
}

/// Somebody whose NINO finds nothing, five minutes past nine.
async fn answers(engine: &Engine, id: &str, person: Person) -> Journey {
    let began = begun(&engine.store(), asking(id, person), id).await;
    let event = Event::NinoAnswered { nino: nino(), verdict: Verdict::NotFound };
    let step = taken(began.stage.clone(), event);
    engine.store().commit(&began, plain(&step)).await.unwrap()
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day_with_the_step_that_it_makes_and_read_with_the_session() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let at = minutes_past_nine(5);
    engine.calls().forget();

    answers(&engine, "j1", person()).await;

    assert_eq!(engine.calls().writes(), 2, "the beginning, and one step");
    engine.calls().forget();
    let found = store.returning(&digest("j1"), &subject(), at).await.unwrap();
    assert_eq!(engine.calls().reads(), 1);
    assert_eq!(found.session, store.session(&digest("j1"), at).await.unwrap());
    assert_eq!(found.answered, Some(Answered { nino: nino(), trn: None }));

    let last = at + ANSWERS_KEPT - SignedDuration::from_secs(1);
    let found = store.returning(&digest("none"), &subject(), last).await.unwrap();
    assert_eq!(found.session, None);
    assert!(found.answered.is_some());
    let found = store.returning(&digest("none"), &subject(), at + ANSWERS_KEPT).await.unwrap();
    assert_eq!(found.answered, None);
}

#[tokio::test]
async fn nobody_is_told_what_anybody_else_answered() {
    let engine = Engine::in_memory().await;
    let bea = "urn:fdc:gov.uk:2022:bea".parse().unwrap();
    answers(&engine, "j1", person()).await;

    // In the very same browser.
    let found = engine.store().returning(&digest("j1"), &bea, minutes_past_nine(6)).await.unwrap();
    assert!(found.session.is_some());
    assert_eq!(found.answered, None);

    let theirs = Person { user: OneLoginUser { subject: bea, ..person().user }, ..person() };
    let moved = answers(&engine, "j2", theirs).await;
    let trn = people::trn("1234567");
    let settled = Settled::Record { trn, origin: TrnOrigin::Found };
    let step = taken(moved.stage.clone(), Event::CaughtUp(settled));
    engine.store().commit(&moved, plain(&step)).await.unwrap();

    let now = minutes_past_nine(6);
    let found = engine.store().returning(&digest("j1"), &subject(), now).await.unwrap();
    assert!(found.answered.is_some(), "what she answered is not theirs to drop");
}

#[tokio::test]
async fn answers_are_dropped_when_nothing_is_left_to_ask() {
    let engine = Engine::in_memory().await;
    let moved = answers(&engine, "j1", person()).await;
    let pk = format!("ANSWERS#USER#{}", subject().as_str());
    assert_eq!(written::under(&engine, Table::Journeys, &pk).await.len(), 1);
    let trn = people::trn("1234567");
    let found = Found { trn: trn.clone(), merged_from: None, matched_on: MatchedOn::Trn };
    let step =
        taken(moved.stage.clone(), Event::TrnAnswered { trn, verdict: Verdict::Found(found) });

    let user = ports::User::unknown(subject());
    engine.store().commit(&moved, crate::given::about(&step, &user)).await.unwrap();

    assert!(written::under(&engine, Table::Journeys, &pk).await.is_empty());
}
