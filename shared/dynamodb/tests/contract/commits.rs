//! A step and its effects: all of it, or nothing.

use dynamodb::Table;
use identity::Reference;
use jiff::civil::date;
use journey::{
    Answers, Event, Found, MatchedOn, More, NewRequest, NewTask, NinoAnswer, NoTrn, OpenWork,
    Reason, RequestOutcome, ReviewKind, Ruling, Stage, Step, TrnOrigin, Verdict,
};
use ports::{Commit, CommitError, Journey, Journeys, Link, User, Users};
use serde_json::json;
use testing::{
    World,
    dynamodb::Engine,
    journeys::{anne, needs_a_record},
    people,
};

use crate::{
    given::{
        about, begun, digest, is_about_somebody, journey, minutes_past_nine, nine,
        not_found_by_nino, person, plain, proved, subject, taken, user,
    },
    written,
};

const REFERENCE: &str = "TRN-7K4M-92QX";

fn reference() -> Reference {
    REFERENCE.parse().unwrap()
}

fn found_by_nino() -> Step {
    let found =
        Found { trn: people::trn("1234567"), merged_from: None, matched_on: MatchedOn::Nino };
    let nino = NinoAnswer::Given(people::nino("AB123456C"));
    let event = Event::NinoAnswered { nino, verdict: Verdict::Found(found) };
    taken(Stage::AskingNino { person: person(), lately: None }, event)
}

fn support_asked(id: &str) -> Step {
    let answers = Answers { nino: NinoAnswer::None, trn: Some(people::trn("7654321")) };
    let task = NewTask {
        id: id.parse().unwrap(),
        reference: reference(),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
    };
    let stage = Stage::CheckingAnswers { person: person(), answers };
    taken(stage, Event::SupportAsked(task))
}

fn trn_requested(outcome: RequestOutcome) -> Step {
    let stage =
        Stage::RequestingTrn { person: person(), nino: NinoAnswer::None, no_trn: NoTrn::None };
    let request = NewRequest {
        id: "request-1".parse().unwrap(),
        reference: reference(),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
    };
    taken(stage, Event::TrnRequested { request, outcome })
}

async fn in_hand(engine: &Engine, id: &str) -> Journey {
    begun(&engine.store(), journey(id), "cookie").await
}

#[tokio::test]
async fn a_step_moves_the_journey_and_writes_nothing_else() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;
    let step = not_found_by_nino();
    engine.calls().forget();

    let moved = store.commit(&began, plain(&step)).await.unwrap();

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
    assert_eq!((moved.version, &moved.stage, &moved.attempt), (1, &step.stage, &None));
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(moved));
    for table in [Table::Users, Table::Audit, Table::Outbox, Table::Tasks] {
        assert_eq!(written::count(&engine, table).await, 0);
    }
}

#[tokio::test]
async fn of_two_steps_from_one_place_the_second_is_stale() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;
    let (first, second) = (not_found_by_nino(), found_by_nino());
    store.commit(&began, plain(&first)).await.unwrap();

    let late = store.commit(&began, about(&second, &User::unknown(subject()))).await;

    assert!(matches!(late, Err(CommitError::Stale)));
    assert_eq!(store.user(&subject()).await.unwrap(), User::unknown(subject()));
    assert_eq!(written::count(&engine, Table::Audit).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_tabs_at_once_one_moves_the_journey() {
    let engine = Engine::in_memory().await;
    let began = in_hand(&engine, "j1").await;
    let tabs: Vec<_> = (0..20)
        .map(|tab| {
            let (store, began) = (engine.store(), began.clone());
            tokio::spawn(async move {
                let step = not_found_by_nino();
                let at = nine() + jiff::SignedDuration::from_secs(tab);
                store.commit(&began, ports::Commit { at, ..plain(&step) }).await
            })
        })
        .collect();

    let mut moved = 0;
    for tab in tabs {
        match tab.await.unwrap() {
            Ok(_) => moved += 1,
            Err(CommitError::Stale) => {}
            Err(other) => panic!("{other}"),
        }
    }

    assert_eq!(moved, 1);
}

#[tokio::test]
async fn who_somebody_is_proved_to_be_is_remembered() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;

    store.commit(&began, about(&proved(), &User::unknown(subject()))).await.unwrap();

    let known = store.user(&subject()).await.unwrap();
    assert_eq!(known.version, 1);
    assert_eq!(known.email, Some(user().email));
    assert_eq!(known.identity, Some(person().identity));
}

#[tokio::test]
async fn a_step_about_a_user_who_has_changed_changes_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (one, other) = (in_hand(&engine, "j1").await, in_hand(&engine, "j2").await);
    let as_read = store.user(&subject()).await.unwrap();
    store.commit(&one, about(&proved(), &as_read)).await.unwrap();

    let late = store.commit(&other, about(&found_by_nino(), &as_read)).await;

    assert!(matches!(late, Err(CommitError::UserChanged)));
    assert_eq!(store.user(&subject()).await.unwrap().link, None);
    assert_eq!(store.open(&other.id, &digest("cookie"), nine()).await.unwrap(), Some(other));
    assert_eq!(written::count(&engine, Table::Audit).await, 1);
}

#[tokio::test]
async fn a_step_about_a_user_nobody_read_is_refused() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;
    let step = proved();
    assert!(step.effects.iter().any(is_about_somebody));

    let blind = store.commit(&began, plain(&step)).await;

    assert!(matches!(blind, Err(CommitError::Fault(_))));
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(began));
}

#[tokio::test]
async fn a_step_that_moves_a_task_its_user_does_not_wait_for_is_refused() {
    let world = World::new().await;
    let old = world.waiting(needs_a_record(), ReviewKind::PossibleDuplicate).await;
    let refused = world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    let user = world.ask_support(&anne()).await;
    let store = world.store();
    let task = store.reviews().task(&refused).await.unwrap();
    let more = More { trn: Some(people::trn("7654321")), ..More::default() };
    let added = taken(old.journey.stage.clone(), Event::Added { more, found: None });

    let commit = Commit { user: Some(&user), task: task.as_ref(), ..plain(&added) };
    let moved = store.journeys().commit(&old.journey, commit).await;

    assert!(matches!(moved, Err(CommitError::Fault(_))));
    assert_eq!(store.reviews().task(&refused).await.unwrap(), task);
}

#[tokio::test]
async fn an_email_address_that_did_not_change_leaves_the_user_as_they_are() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let first = in_hand(&engine, "j1").await;
    store.commit(&first, about(&proved(), &User::unknown(subject()))).await.unwrap();
    let known = store.user(&subject()).await.unwrap();
    let again = in_hand(&engine, "j2").await;
    let identity = person().identity;
    let signed_in =
        Event::SignedIn { user: user(), known: journey::Known::Identity(identity, None) };

    store.commit(&again, about(&taken(Stage::SigningIn, signed_in), &known)).await.unwrap();

    assert_eq!(store.user(&subject()).await.unwrap(), known);
}

#[tokio::test]
async fn a_found_record_is_linked_and_the_audit_trail_says_so() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;

    store.commit(&began, about(&found_by_nino(), &User::unknown(subject()))).await.unwrap();

    let link = store.user(&subject()).await.unwrap().link;
    let expected = Link {
        trn: people::trn("1234567"),
        origin: TrnOrigin::Found,
        request: None,
        since: minutes_past_nine(5),
    };
    assert_eq!(link, Some(expected));
    let event = written::only(&engine, Table::Audit, "USER#urn:fdc:gov.uk:2022:anne").await;
    assert_eq!(event["what"], "FoundByNino");
    assert_eq!(event["trn"], "1234567");
    assert_eq!(event["at"], "2026-04-01T09:05:00Z");
    let whole = event.to_string();
    for private in ["Anne", "Smith", "1990", "AB123456C", "example.com"] {
        assert!(!whole.contains(private), "the audit trail says {private}");
    }
}

#[tokio::test]
async fn asking_support_raises_a_task_and_promises_an_email() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;

    store.commit(&began, about(&support_asked("task-1"), &User::unknown(subject()))).await.unwrap();

    let open = store.user(&subject()).await.unwrap().open.unwrap();
    assert!(
        matches!(&open, OpenWork::Task { id, kind: ReviewKind::RecordNotFound, .. } if id.as_str() == "task-1")
    );
    assert_eq!(open.reference(), &reference());
    let task = written::only(&engine, Table::Tasks, "TASK#task-1").await;
    assert_eq!(task["kind"], "record_not_found");
    assert_eq!(task["progress"], json!({ "progress": "in_review" }));
    assert_eq!(task.get("listed"), None, "it is listed when it is opened");
    assert_eq!(task["reference"], REFERENCE);
    assert_eq!(task["answers"]["trn"], "7654321");
    assert_eq!(task["identity"]["dates_of_birth"][0], "1990-05-01");
    assert_eq!(task["client"], "register-for-npq");
    assert_eq!(task["raised_at"], "2026-04-01T09:05:00Z");
    assert_eq!(task["due"], "2026-04-10");
    let [raised, email] = &written::messages(&engine, "j1#1").await[..] else { panic!("not two") };
    assert_eq!(raised, &json!({ "review_raised": { "task": "task-1" } }));
    let notice = json!({ "notice": "request_received", "due": "2026-04-10" });
    assert_eq!(email["email"]["notice"], notice);
    let outbox = serde_json::to_string(&written::all(&engine, Table::Outbox).await).unwrap();
    for private in ["Anne", "Smith", "1990", "7654321", "example.com"] {
        assert!(!outbox.contains(private));
    }
}

#[tokio::test]
async fn a_possible_duplicate_opens_a_request_and_a_task_under_one_reference() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = in_hand(&engine, "j1").await;
    let step = trn_requested(RequestOutcome::Held);
    engine.calls().forget();

    store.commit(&began, about(&step, &User::unknown(subject()))).await.unwrap();

    assert_eq!(engine.calls().writes(), 1);
    let open = store.user(&subject()).await.unwrap().open.unwrap();
    assert!(matches!(&open, OpenWork::Request { id, .. } if id.as_str() == "request-1"));
    let request = written::only(&engine, Table::Tasks, "REQUEST#request-1").await;
    assert_eq!((&request["state"], &request["nino"]), (&"in_review".into(), &"none".into()));
    let task = written::only(&engine, Table::Tasks, "TASK#request-1").await;
    assert_eq!(task["kind"], "possible_duplicate");
}

#[tokio::test]
async fn a_reference_that_is_taken_stops_the_whole_step() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (one, other) = (in_hand(&engine, "j1").await, in_hand(&engine, "j2").await);
    let nobody = User::unknown(subject());
    store.commit(&one, about(&support_asked("task-1"), &nobody)).await.unwrap();
    let known = store.user(&subject()).await.unwrap();

    let late = store.commit(&other, about(&support_asked("task-2"), &known)).await;

    assert!(matches!(late, Err(CommitError::Fault(_))));
    assert_eq!(store.user(&subject()).await.unwrap(), known);
    assert_eq!(written::under(&engine, Table::Tasks, "TASK#task-2").await.len(), 0);
    assert_eq!(written::messages(&engine, "j1#1").await.len(), 2);
    assert_eq!(
        written::count(&engine, Table::Outbox).await,
        4,
        "each with a pointer that it waits"
    );
    assert_eq!(written::count(&engine, Table::Audit).await, 1);
}
