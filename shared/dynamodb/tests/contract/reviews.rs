//! What support staff decide: a task opens once, and a decision is written whole or not at all.

use dynamodb::Table;
use identity::{TeachingRecord, Trn};
use journey::{
    Event, Happening, NewRequest, NinoAnswer, NoTrn, Progress, Reason, RequestArrow,
    RequestOutcome, RequestStep, ReviewKind, Ruling, Stage, TrnOrigin, Wanted, proceed,
};
use ports::{
    Collision, Decider, Finding, Issued, Listed, ReviewTask, Reviews, Settle, SettleError, Staff,
    TaskHappening, Teachers, User, Users,
};
use serde_json::json;
use testing::{dynamodb::Engine, people};

use crate::{
    allocation::seen,
    given::{about, begun, journey, minutes_past_nine, nine, person, subject, taken},
    written,
};

fn staff(name: &str) -> Staff {
    Staff { id: name.to_lowercase().parse().unwrap(), name: name.to_owned() }
}

/// Somebody's request, held: the id is the request's and the task's.
async fn held(engine: &Engine, id: &str) -> ReviewTask {
    let store = engine.store();
    let began = begun(&store, journey(id), id).await;
    let nino = NinoAnswer::Given(people::nino("AB123456C"));
    let stage = Stage::RequestingTrn { person: person(), nino, no_trn: NoTrn::None };
    let request = NewRequest {
        id: id.parse().unwrap(),
        reference: identity::Reference::from_random([*id.as_bytes().last().unwrap(); 8]),
        asked_on: jiff::civil::date(2026, 4, 1),
        due: jiff::civil::date(2026, 4, 10),
    };
    let event = Event::TrnRequested { request, outcome: RequestOutcome::Held };
    let known = store.user(&subject()).await.unwrap();
    ports::Journeys::commit(&store, &began, about(&taken(stage, event), &known)).await.unwrap();
    the_task(engine, id).await
}

async fn the_task(engine: &Engine, id: &str) -> ReviewTask {
    engine.store().task(&id.parse().unwrap()).await.unwrap().unwrap()
}

/// A task on the list.
async fn opened(engine: &Engine, id: &str) -> ReviewTask {
    let task = held(engine, id).await;
    engine.store().open_task(&task.id, &[]).await.unwrap();
    the_task(engine, id).await
}

fn decided(task: &ReviewTask, ruling: Ruling) -> RequestStep {
    proceed(task.kind, &task.progress, Happening::Decided(ruling)).unwrap()
}

fn new_record(trn: &str) -> Ruling {
    let nino = Some(people::nino("AB123456C"));
    let record =
        TeachingRecord::of(people::trn(trn), &person().identity, person().user.email, nino);
    Ruling::Give(Box::new(record))
}

/// Writes a decision about Anne.
async fn settle(
    engine: &Engine,
    task: &ReviewTask,
    user: &User,
    ruling: Ruling,
    (by, refused): (&str, &[Trn]),
) -> Result<(), SettleError> {
    let store = engine.store();
    let as_of = seen(engine, &person()).await;
    let nino = people::nino("AB123456C");
    let issued = store.issued(&subject(), &person().identity, Some(&nino)).await.unwrap();
    let (step, by) = (decided(task, ruling), staff(by));
    let settle = Settle {
        task,
        user,
        step: &step,
        refused,
        as_of: Some((&as_of, &issued)),
        by: &by,
        at: minutes_past_nine(30),
    };
    store.settle(settle).await
}

async fn user(engine: &Engine) -> User {
    engine.store().user(&subject()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_deliveries_at_once_open_one_task() {
    let engine = Engine::in_memory().await;
    let task = held(&engine, "r1").await;
    let deliveries: Vec<_> = (0..10)
        .map(|number| {
            let (store, id) = (engine.store(), task.id.clone());
            let words = format!("said by delivery {number}");
            tokio::spawn(async move {
                let finding = Finding { trn: people::trn("1234567"), words };
                store.open_task(&id, &[finding]).await
            })
        })
        .collect();
    for delivery in deliveries {
        delivery.await.unwrap().unwrap();
    }

    let open = the_task(&engine, "r1").await;
    assert_eq!((open.listed, open.version), (Some(Listed::Open), task.version + 1));
    assert_eq!(open.findings.len(), 1);
    assert_eq!(engine.store().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_task_that_is_settled_is_not_opened_by_a_late_message() {
    let engine = Engine::in_memory().await;
    let task = held(&engine, "r1").await;
    let refuse = Ruling::Refuse(Reason::NotNeeded);
    settle(&engine, &task, &user(&engine).await, refuse, ("Sam", &[])).await.unwrap();

    engine.store().open_task(&task.id, &[]).await.unwrap();

    assert!(engine.store().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn each_ruling_changes_task_list_request_user_history_audit_and_outbox_together() {
    let wanted = Wanted::new(true, false, false).unwrap();
    let rulings = [
        (Ruling::Link(people::trn("1234567")), "completed", Some("record_connected")),
        (new_record("3000001"), "completed", Some("trn_issued")),
        (Ruling::Ask(wanted), "needs_information", Some("information_needed")),
        (Ruling::Refuse(Reason::SomebodyElses), "rejected", Some("cannot_connect")),
    ];
    for (ruling, state, told) in rulings {
        let engine = Engine::in_memory().await;
        let task = opened(&engine, "r1").await;
        let before = user(&engine).await;
        let step = decided(&task, ruling.clone());

        let refused = [people::trn("7654321")];
        settle(&engine, &task, &before, ruling, ("Sam", &refused)).await.unwrap();

        let now = the_task(&engine, "r1").await;
        assert_eq!((&now.progress, now.version), (&step.progress, task.version + 1));
        let last = now.decided.unwrap();
        assert_eq!((last.by, last.arrow), (Decider::Staff(staff("Sam")), step.arrow));
        let request = written::only(&engine, Table::Tasks, "REQUEST#r1").await;
        assert_eq!(request["state"], state);
        let after = user(&engine).await;
        assert_eq!(after.refused, refused, "{state}");
        let waits = matches!(step.progress, Progress::NeedsInformation(_));
        assert_eq!(
            after.open.as_ref().map(journey::OpenWork::wanted),
            waits.then_some(Some(wanted))
        );
        assert_eq!(engine.store().list().await.unwrap().len(), usize::from(waits));
        let linked = after.link.map(|link| (link.trn, link.origin));
        let expected = match &step.progress {
            Progress::Completed { trn, origin } => Some((trn.clone(), *origin)),
            Progress::InReview | Progress::NeedsInformation(_) | Progress::Rejected(_) => None,
        };
        assert_eq!(linked, expected);
        let messages = written::messages(&engine, &format!("r1#{}", task.version + 1)).await;
        assert_eq!(messages.len(), 1, "{state}");
        assert_eq!(messages[0]["email"]["notice"]["notice"].as_str(), told);
        let history = engine.store().history(&task.id).await.unwrap();
        assert!(
            matches!(&history[0].what, TaskHappening::Moved { arrow, .. } if *arrow == step.arrow)
        );
        let audit = written::under(&engine, Table::Audit, "USER#urn:fdc:gov.uk:2022:anne").await;
        assert_eq!(audit.last().unwrap()["what"], step.arrow.name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_wins_and_the_other_is_told() {
    let engine = Engine::in_memory().await;
    let task = opened(&engine, "r1").await;
    let before = user(&engine).await;

    let link = settle(&engine, &task, &before, Ruling::Link(people::trn("1234567")), ("Sam", &[]));
    let refuse = settle(&engine, &task, &before, Ruling::Refuse(Reason::NoRecord), ("Ash", &[]));
    let (one, other) = tokio::join!(link, refuse);

    let lost = [one, other].into_iter().filter(|answer| matches!(answer, Err(SettleError::Stale)));
    assert_eq!(lost.count(), 1);
    let now = the_task(&engine, "r1").await;
    let by = now.decided.unwrap();
    assert_eq!(
        by.arrow == RequestArrow::StaffLinked,
        by.by == Decider::Staff(staff("Sam")),
        "whoever lost can be told by whom and what"
    );
    assert_eq!(engine.store().history(&task.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_person_who_settled_something_meanwhile_makes_a_decision_stale() {
    let engine = Engine::in_memory().await;
    let task = opened(&engine, "r1").await;
    let before = user(&engine).await;
    let refuse = Ruling::Refuse(Reason::NoRecord);
    let earlier = User { version: before.version - 1, ..before };

    let answer = settle(&engine, &task, &earlier, refuse, ("Sam", &[])).await;

    assert!(matches!(answer, Err(SettleError::Stale)));
    assert_eq!(the_task(&engine, "r1").await, task);
}

#[tokio::test]
async fn a_trn_that_staff_give_leaves_the_claims_of_others_and_needs_the_register_unchanged() {
    let engine = Engine::in_memory().await;
    for claim in ["CLAIM#NINO#AB123456C", "CLAIM#IDENTITY#1990-05-01#anne#smith"] {
        let item = json!({ "pk": claim, "sk": "CLAIM", "trn": "2999999" });
        written::put(&engine, Table::Records, &item).await;
    }
    let task = opened(&engine, "r1").await;
    let before = user(&engine).await;
    let step = decided(&task, new_record("3000001"));
    let as_of = seen(&engine, &person()).await;
    let nino = people::nino("AB123456C");
    let store = engine.store();
    let issued = store.issued(&subject(), &person().identity, Some(&nino)).await.unwrap();
    let by = staff("Sam");
    let with = |as_of| Settle {
        task: &task,
        user: &before,
        step: &step,
        refused: &[],
        as_of,
        by: &by,
        at: minutes_past_nine(30),
    };
    let everything = written::everything(&engine).await;

    let nothing_seen = Issued::default();
    let unseen = store.settle(with(Some((&as_of, &nothing_seen)))).await;
    assert!(matches!(unseen, Err(SettleError::NotCreated(Collision::RegisterChanged))));
    assert!(matches!(store.settle(with(None)).await, Err(SettleError::Fault(_))));
    assert_eq!(written::everything(&engine).await, everything);

    store.keep_record(&people::record("1234567", "Wei Chan", "1990-05-01"), nine()).await.unwrap();
    let changed = store.settle(with(Some((&as_of, &issued)))).await;
    assert!(matches!(changed, Err(SettleError::NotCreated(Collision::RegisterChanged))));
    let as_of = seen(&engine, &person()).await;
    store.settle(with(Some((&as_of, &issued)))).await.unwrap();

    for (claim, trn) in [
        ("CLAIM#NINO#AB123456C", "2999999"),
        ("CLAIM#IDENTITY#1990-05-01#anne#smith", "2999999"),
        ("CLAIM#USER#urn:fdc:gov.uk:2022:anne", "3000001"),
    ] {
        assert_eq!(written::only(&engine, Table::Records, claim).await["trn"], trn, "{claim}");
    }
    assert_eq!(user(&engine).await.link.unwrap().origin, TrnOrigin::Issued);
}

#[tokio::test]
async fn a_decision_whose_answer_was_lost_is_there_once() {
    let engine = Engine::in_memory().await;
    let task = opened(&engine, "r1").await;
    let before = user(&engine).await;
    engine.meddling().spare_reads();
    engine.meddling().lose_next_answer();
    engine.meddling().refuse_next("AccessDeniedException");
    let ruling = Ruling::Link(people::trn("1234567"));

    let unknown = settle(&engine, &task, &before, ruling.clone(), ("Sam", &[])).await;
    assert!(matches!(unknown, Err(SettleError::Fault(_))));
    let again = settle(&engine, &task, &before, ruling, ("Sam", &[])).await;

    assert!(again.is_ok() || matches!(again, Err(SettleError::Stale)), "the same, or too late");
    assert_eq!(the_task(&engine, "r1").await.version, task.version + 1);
    let messages = written::messages(&engine, &format!("r1#{}", task.version + 1)).await;
    assert_eq!(messages.len(), 1);
}

#[tokio::test]
async fn a_settled_task_can_be_told_again_or_in_another_way_and_records_be_compared() {
    let engine = Engine::in_memory().await;
    let (store, by) = (engine.store(), staff("Sam"));
    let task = opened(&engine, "r1").await;
    store.compare(&task, &people::trn("7654321"), &by, minutes_past_nine(20)).await.unwrap();
    let late = store.compare(&task, &people::trn("7654322"), &by, minutes_past_nine(21)).await;
    assert!(matches!(late, Err(SettleError::Stale)));
    let task = the_task(&engine, "r1").await;
    assert_eq!(task.compared, [people::trn("7654321")]);
    let ruling = Ruling::Link(people::trn("1234567"));
    settle(&engine, &task, &user(&engine).await, ruling, ("Sam", &[])).await.unwrap();

    let task = the_task(&engine, "r1").await;
    store.tell_again(&task, &by, minutes_past_nine(40)).await.unwrap();
    let messages = written::messages(&engine, &format!("r1#{}", task.version + 1)).await;
    assert_eq!(messages[0]["email"]["notice"], json!({ "notice": "record_connected" }));
    let task = the_task(&engine, "r1").await;
    store.told_another_way(&task, &by, minutes_past_nine(50)).await.unwrap();
    store.viewed(&task.id, &by, minutes_past_nine(55)).await.unwrap();

    let history = store.history(&task.id).await.unwrap();
    let whats: Vec<&TaskHappening> = history.iter().map(|event| &event.what).collect();
    assert!(
        matches!(
            whats[..],
            [
                TaskHappening::Viewed,
                TaskHappening::ToldAnotherWay,
                TaskHappening::ToldAgain,
                TaskHappening::Moved { .. },
                TaskHappening::Compared(_),
            ]
        ),
        "the latest first: {whats:?}"
    );
    assert!(store.list().await.unwrap().is_empty());
    assert_eq!(store.referred(&task.reference).await.unwrap(), Some(task.id));
    assert_eq!(task.kind, ReviewKind::PossibleDuplicate);
}
