//! What a step leaves for others: requests, tasks, messages, the audit trail, and a new TRN's claims.

use dynamodb::{Table, TrnRange};
use identity::{RecordStatus, TeachingRecord};
use jiff::civil::date;
use journey::{
    Event, Happening, NewRequest, NinoAnswer, NoTrn, Notice, Progress, Reason, RequestArrow,
    RequestOutcome, ReviewKind, Ruling, Stage, Wanted, proceed,
};
use ports::{
    AsOf, Audience, Commit, Decided, Decider, Destination, Finding, Journeys, Listed, Outbox,
    Outgoing, Pending, PutOff, Retries, ReviewTask, Reviews, Settle, Staff, User, Users,
};
use serde_json::Value;
use testing::{dynamodb::Engine, people};

use super::{fixture, like, loaded, person_of_two_names, still_read, written_like};
use crate::{
    given::{about, begun, journey, minutes_past_nine, plain, subject, taken, user},
    written,
};

fn asked(outcome: RequestOutcome) -> journey::Step {
    let stage = Stage::RequestingTrn {
        person: person_of_two_names(),
        nino: NinoAnswer::Given(people::nino("AB123456C")),
        no_trn: NoTrn::Unknown,
    };
    let request = NewRequest {
        id: "request-1".parse().unwrap(),
        reference: "TRN-7K4M-92QX".parse().unwrap(),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
    };
    taken(stage, Event::TrnRequested { request, outcome })
}

/// Anne proves who she is, and her request is held.
async fn held() -> Engine {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let proved = taken(
        Stage::ProvingIdentity { user: user() },
        Event::IdentityProved { user: user(), identity: person_of_two_names().identity },
    );
    let began = store.commit(&began, about(&proved, &User::unknown(subject()))).await.unwrap();
    let known = store.user(&subject()).await.unwrap();
    store.commit(&began, about(&asked(RequestOutcome::Held), &known)).await.unwrap();
    engine
}

/// The task of that request, as it was raised.
fn raised() -> ReviewTask {
    ReviewTask {
        id: "request-1".parse().unwrap(),
        version: 1,
        kind: ReviewKind::PossibleDuplicate,
        progress: Progress::InReview,
        reference: "TRN-7K4M-92QX".parse().unwrap(),
        subject: subject(),
        email: user().email,
        identity: person_of_two_names().identity,
        answers: journey::Answers { nino: NinoAnswer::Given(people::nino("AB123456C")), trn: None },
        previous_last_name: None,
        client: "register-for-npq".parse().unwrap(),
        raised_at: minutes_past_nine(5),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
        listed: None,
        findings: Vec::new(),
        compared: Vec::new(),
        decided: None,
    }
}

fn staff() -> Staff {
    Staff { id: "staff-1".parse().unwrap(), name: "Sam Patel".to_owned() }
}

async fn the_task(engine: &Engine) -> ReviewTask {
    engine.store().task(&raised().id).await.unwrap().unwrap()
}

#[tokio::test]
async fn users_and_what_a_step_leaves_for_others() {
    let engine = held().await;

    let pk = "USER#urn:fdc:gov.uk:2022:anne";
    written_like(&engine, Table::Users, pk, "user.v1.json").await;
    written_like(&engine, Table::Tasks, "TASK#request-1", "task.v1.json").await;
    written_like(&engine, Table::Tasks, "REQUEST#request-1", "trn-request.v1.json").await;
    let reference = "REFERENCE#TRN-7K4M-92QX";
    written_like(&engine, Table::Tasks, reference, "reference.v1.json").await;
    let audit = written::under(&engine, Table::Audit, pk).await;
    like(&Value::from(audit), "audit.v1.json");

    let old = loaded(Table::Users, "user.v1.json").await;
    let expected = engine.store().user(&subject()).await.unwrap();
    assert_eq!(still_read(old.store().user(&subject()).await), expected);
    for name in ["task.v1.json", "task-before-progress.v1.json"] {
        let old = loaded(Table::Tasks, name).await;
        assert_eq!(the_task(&old).await, raised(), "{name}");
    }
}

#[tokio::test]
async fn messages() {
    let engine = held().await;
    let mut items = written::all(&engine, Table::Outbox).await;
    items.sort_by_key(|item| item["pk"].to_string());
    like(&Value::from(items), "outbox.v1.json");

    let old = Engine::in_memory().await;
    for item in fixture("outbox.v1.json").as_array().unwrap() {
        written::put(&old, Table::Outbox, item).await;
    }
    let waiting = still_read(old.store().waiting(minutes_past_nine(6), 100).await);
    let messages: Vec<Outgoing> =
        waiting.iter().map(|Pending { message, .. }| message.clone()).collect();
    let expected = [
        Outgoing::ReviewRaised { task: "request-1".parse().unwrap() },
        Outgoing::Email {
            notice: Notice::RequestReceived { due: date(2026, 4, 10) },
            subject: subject(),
            client: "register-for-npq".parse().unwrap(),
            reference: "TRN-7K4M-92QX".parse().unwrap(),
        },
    ];
    assert_eq!(messages.len(), 2);
    assert!(expected.iter().all(|message| messages.contains(message)), "{messages:?}");
    for pending in waiting {
        assert_eq!(still_read(old.store().message(&pending.id).await), Some(pending));
    }
}

/// Staff refuse that request. The task as it was before.
async fn refused(engine: &Engine) -> ReviewTask {
    let store = engine.store();
    let task = the_task(engine).await;
    let refused = Happening::Decided(Ruling::Refuse(Reason::NoRecord));
    let step = proceed(task.kind, &task.progress, refused).unwrap();
    let settle = Settle {
        task: &task,
        user: &store.user(&subject()).await.unwrap(),
        step: &step,
        refused: &[],
        as_of: None,
        by: &staff(),
        at: minutes_past_nine(20),
    };
    store.settle(settle).await.unwrap();
    task
}

#[tokio::test]
async fn events_and_what_is_put_off() {
    let engine = held().await;
    let store = engine.store();
    let task = refused(&engine).await;
    store.ping(&task.client, minutes_past_nine(21)).await.unwrap();
    let mut events = store.waiting(minutes_past_nine(30), 100).await.unwrap();
    events.retain(|pending| matches!(pending.message, Outgoing::Webhook { .. }));
    let [settled, _ping] = &events[..] else { panic!("{events:?}") };
    let put_off = PutOff { pending: settled.clone(), until: minutes_past_nine(30) };
    store.put_off(&put_off, minutes_past_nine(21)).await.unwrap();

    let mut items = written::all(&engine, Table::Outbox).await;
    items.retain(|item| {
        let pk = item["pk"].as_str().unwrap();
        let event = item["message"].get("webhook").is_some() && !pk.starts_with("WAITING#");
        event || pk.starts_with("PUT_OFF#")
    });
    items.sort_by_key(|item| item["pk"].to_string());
    like(&Value::from(items), "outbox-events.v1.json");

    let old = Engine::in_memory().await;
    for item in fixture("outbox-events.v1.json").as_array().unwrap() {
        written::put(&old, Table::Outbox, item).await;
    }
    let old = old.store();
    for event in &events {
        assert_eq!(old.message(&event.id).await.unwrap().as_ref(), Some(event));
    }
    assert_eq!(old.due(minutes_past_nine(30), 10).await.unwrap(), [put_off]);
    let until = old.put_off_until(&settled.id).await.unwrap();
    assert_eq!(until, Some(minutes_past_nine(30)));
}

#[tokio::test]
async fn a_task_on_the_list_and_what_was_decided() {
    let engine = held().await;
    let store = engine.store();
    let finding = Finding { trn: people::trn("1234567"), words: "Same date of birth".to_owned() };
    store.open_task(&raised().id, &[finding]).await.unwrap();
    let task = the_task(&engine).await;
    store.compare(&task, &people::trn("7654321"), &staff(), minutes_past_nine(10)).await.unwrap();
    let task = the_task(&engine).await;
    let wanted = Wanted::new(true, false, true).unwrap();
    let step = proceed(task.kind, &task.progress, Happening::Decided(Ruling::Ask(wanted))).unwrap();
    let user = store.user(&subject()).await.unwrap();
    store
        .settle(Settle {
            task: &task,
            user: &user,
            step: &step,
            refused: &[people::trn("1234567")],
            as_of: None,
            by: &staff(),
            at: minutes_past_nine(20),
        })
        .await
        .unwrap();
    store.viewed(&task.id, &staff(), minutes_past_nine(30)).await.unwrap();

    written_like(&engine, Table::Tasks, "TASK#request-1", "task-decided.v1.json").await;
    written_like(&engine, Table::Tasks, "LIST", "task-line.v1.json").await;
    let history = written::under(&engine, Table::Audit, "TASK#request-1").await;
    like(&Value::from(history.clone()), "history.v1.json");
    let audit = written::under(&engine, Table::Audit, "USER#urn:fdc:gov.uk:2022:anne").await;
    like(audit.last().unwrap(), "audit-decided.v1.json");

    let old = loaded(Table::Tasks, "task-decided.v1.json").await;
    let now = the_task(&old).await;
    assert_eq!(now, the_task(&engine).await);
    assert_eq!(now.listed, Some(Listed::WaitingForPerson));
    let by = Decider::Staff(staff());
    let at = minutes_past_nine(20);
    assert_eq!(now.decided, Some(Decided { by, arrow: RequestArrow::StaffAsked, at }));
    let old = loaded(Table::Tasks, "task-line.v1.json").await;
    assert_eq!(still_read(old.store().list().await), store.list().await.unwrap());
    let old = Engine::in_memory().await;
    for item in history {
        written::put(&old, Table::Audit, &item).await;
    }
    let expected = store.history(&task.id).await.unwrap();
    assert_eq!(still_read(old.store().history(&task.id).await), expected);
}

#[tokio::test]
async fn every_progress_and_every_notice_by_its_name() {
    // The words of the stored shapes; whatever they hold is covered by the round trips.
    let engine = Engine::in_memory().await;
    let began = begun(&engine.store(), journey("j1"), "cookie").await;
    let tell =
        |notice| journey::Effect::Tell { notice, reference: "TRN-7K4M-92QX".parse().unwrap() };
    let mut step = crate::given::not_found_by_nino();
    step.effects = Reason::ALL.map(|reason| tell(Notice::CannotConnect(reason))).to_vec();
    step.effects.extend([Notice::TrnIssued, Notice::RecordConnected].map(tell));
    engine.store().commit(&began, plain(&step)).await.unwrap();

    let notices: Vec<Value> = written::messages(&engine, "j1#1")
        .await
        .into_iter()
        .map(|message| message["email"]["notice"].clone())
        .collect();
    like(&Value::from(notices), "notices.v1.json");
}

#[tokio::test]
async fn a_new_trn_is_claimed_and_comes_from_a_range() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (from, to) = (people::trn("3000000"), people::trn("3000009"));
    store.add_range(&TrnRange::new(&from, &to).unwrap()).await.unwrap();
    let began = begun(&store, journey("j1"), "cookie").await;
    let record = identity::TeachingRecord::of(
        people::trn("3000001"),
        &person_of_two_names().identity,
        user().email,
        Some(people::nino("AB123456C")),
    );
    let step = asked(RequestOutcome::Issued(Box::new(record)));
    let nobody = User::unknown(subject());
    let commit = Commit { as_of: Some(&AsOf::default()), ..about(&step, &nobody) };
    store.commit(&began, commit).await.unwrap();

    let mut items = written::all(&engine, Table::Records).await;
    items.retain(|item| {
        let pk = item["pk"].as_str().unwrap();
        pk.starts_with("CLAIM#") || (pk == "RANGES" && item["sk"] != "ADDED")
    });
    items.sort_by_key(|item| item["pk"].to_string());
    like(&Value::from(items), "claims.v1.json");
}

#[tokio::test]
async fn news_and_whom_it_is_for() {
    let engine = held().await;
    let store = engine.store();
    refused(&engine).await;
    let anne = people::record("1234567", "Anne Smith", "1990-05-01");
    let merged = RecordStatus::MergedInto(people::trn("2345678"));
    for record in [anne.clone(), TeachingRecord { status: merged, ..anne }] {
        store.keep_record(&record, minutes_past_nine(30)).await.unwrap();
    }

    let mut items = written::all(&engine, Table::Outbox).await;
    items.retain(|item| {
        let is_news = |kind: &str| item["message"].get(kind).is_some();
        let waits = item["pk"].as_str().unwrap().starts_with("WAITING#");
        (is_news("news") || is_news("record_merged")) && !waits
    });
    items.sort_by_key(|item| item["pk"].to_string());
    like(&Value::from(items), "outbox-news.v1.json");
    written_like(&engine, Table::Records, "INTO#2345678", "merged-into.v1.json").await;

    let old = Engine::in_memory().await;
    for item in fixture("outbox-news.v1.json").as_array().unwrap() {
        written::put(&old, Table::Outbox, item).await;
    }
    for item in fixture("outbox-news.v1.json").as_array().unwrap() {
        let id = item["id"].as_str().unwrap().parse().unwrap();
        let read = still_read(old.store().message(&id).await);
        assert_eq!(read, store.message(&id).await.unwrap());
        assert_eq!(read.unwrap().message.destination(), Destination::Webhooks);
    }
    let old = loaded(Table::Records, "merged-into.v1.json").await;
    written::put(&old, Table::Users, &fixture("holder.v1.json")).await;
    let holders = still_read(old.store().holders_of(&people::trn("2345678")).await);
    assert_eq!(holders, [subject()]);
}
