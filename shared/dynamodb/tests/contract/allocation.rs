//! A new TRN: its record, its claims and everything that goes with it, or nothing.

use dynamodb::Table;
use identity::{OneLoginUser, Person, TeachingRecord};
use jiff::civil::date;
use journey::{Event, NewRequest, NinoAnswer, NoTrn, RequestOutcome, Stage, Step, TrnOrigin};
use matching::Evidence;
use ports::{AsOf, Collision, Commit, CommitError, Journey, Journeys, Teachers, User, Users};
use serde_json::{Value, json};
use testing::{
    dynamodb::Engine,
    people::{self, record},
};

use crate::{
    given::{about, begun, digest, journey, nine, person, subject, taken},
    written,
};

const TRN: &str = "3000001";

/// This person asks for a TRN, with Anne's NINO, and this one was drawn.
pub(crate) fn issued(person: &Person, trn: &str) -> Step {
    let nino = people::nino("AB123456C");
    let stage = Stage::RequestingTrn {
        person: person.clone(),
        nino: NinoAnswer::Given(nino.clone()),
        no_trn: NoTrn::None,
    };
    let id = format!("request-{trn}");
    let request = NewRequest {
        id: id.parse().unwrap(),
        reference: identity::Reference::from_random([trn.as_bytes()[6]; 8]),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
    };
    let email = person.user.email.clone();
    let record = TeachingRecord::of(people::trn(trn), &person.identity, email, Some(nino));
    let outcome = RequestOutcome::Issued(Box::new(record));
    taken(stage, Event::TrnRequested { request, outcome })
}

/// What the register has to say about somebody with Anne's NINO.
pub(crate) async fn seen(engine: &Engine, person: &Person) -> AsOf {
    let nino = people::nino("AB123456C");
    let evidence = Evidence {
        identity: &person.identity,
        email: Some(&person.user.email),
        nino: Some(&nino),
        trn: None,
        refused: &[],
    };
    engine.store().around(&evidence).await.unwrap().as_of
}

async fn in_hand(engine: &Engine, id: &str) -> Journey {
    begun(&engine.store(), journey(id), "cookie").await
}

/// Tries to write Anne's new TRN.
async fn try_issue(engine: &Engine, as_of: &AsOf) -> Result<Journey, CommitError> {
    let began = in_hand(engine, "j1").await;
    let (step, nobody) = (issued(&person(), TRN), User::unknown(subject()));
    let commit = Commit { as_of: Some(as_of), ..about(&step, &nobody) };
    engine.store().commit(&began, commit).await
}

/// That the last attempt was refused for this reason, and left nothing behind.
async fn refused(engine: &Engine, as_of: &AsOf, why: Collision, what: &str) {
    in_hand(engine, "j1").await;
    let before = written::everything(engine).await;

    let answer = try_issue(engine, as_of).await;

    let Err(CommitError::NotCreated(collision)) = answer else { panic!("{what}: {answer:?}") };
    assert_eq!(collision, why, "{what}");
    assert_eq!(written::everything(engine).await, before, "{what}");
}

#[tokio::test]
async fn a_new_trn_is_its_record_link_request_claims_email_and_audit_event_in_one_write() {
    let engine = Engine::in_memory().await;
    let began = in_hand(&engine, "j1").await;
    let as_of = seen(&engine, &person()).await;
    let (step, nobody) = (issued(&person(), TRN), User::unknown(subject()));
    engine.calls().forget();

    let commit = Commit { as_of: Some(&as_of), ..about(&step, &nobody) };
    let moved = engine.store().commit(&began, commit).await.unwrap();

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
    assert!(matches!(moved.stage, Stage::Done { .. }));
    let store = engine.store();
    let made = store.record(&people::trn(TRN)).await.unwrap().unwrap();
    assert_eq!((made.name.first.as_str(), made.ninos.len()), ("Anne", 1));
    let user = store.user(&subject()).await.unwrap();
    let link = user.link.unwrap();
    assert_eq!((link.trn.as_str(), link.origin), (TRN, TrnOrigin::Issued));
    assert_eq!(link.request.unwrap().as_str(), "request-3000001");
    assert_eq!(user.open, None);
    let request = written::only(&engine, Table::Tasks, "REQUEST#request-3000001").await;
    assert_eq!((&request["state"], &request["trn"]), (&"completed".into(), &TRN.into()));
    let messages = written::messages(&engine, "j1#1").await;
    let [email] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!(email["email"]["notice"], json!({ "notice": "trn_issued" }));
    let event = written::only(&engine, Table::Audit, "USER#urn:fdc:gov.uk:2022:anne").await;
    assert_eq!((&event["what"], &event["trn"]), (&"TrnIssued".into(), &TRN.into()));
    let claims = written::all(&engine, Table::Records).await;
    let claims = claims.iter().filter(|item| item["sk"] == "CLAIM" && item["trn"] == TRN);
    assert_eq!(claims.count(), 3, "the user, the NINO, the name with the date of birth");
    assert_eq!(
        written::under(&engine, Table::Tasks, "TASK#request-3000001").await,
        [] as [Value; 0]
    );
}

#[tokio::test]
async fn whoever_is_created_is_found_by_whoever_looks_next() {
    let engine = Engine::in_memory().await;
    let before = seen(&engine, &person()).await;
    try_issue(&engine, &before).await.unwrap();

    let after = seen(&engine, &person()).await;

    assert_eq!(before.0.len(), 4, "NINO, date of birth, email, name");
    assert!(before.0.values().all(|count| *count == 0));
    assert!(after.0.values().all(|count| *count == 1), "{after:?}");
}

#[tokio::test]
async fn each_claim_of_somebody_else_alone_refuses() {
    for claim in [
        "CLAIM#USER#urn:fdc:gov.uk:2022:anne",
        "CLAIM#NINO#AB123456C",
        "CLAIM#IDENTITY#1990-05-01#anne#smith",
    ] {
        let engine = Engine::in_memory().await;
        let item = json!({ "pk": claim, "sk": "CLAIM", "trn": "2999999" });
        written::put(&engine, Table::Records, &item).await;
        let as_of = seen(&engine, &person()).await;

        refused(&engine, &as_of, Collision::RegisterChanged, claim).await;
    }
}

#[tokio::test]
async fn anybody_filed_under_one_of_the_keys_meanwhile_refuses() {
    let alike = |called, born| record("1234567", called, born);
    let stranger = || alike("Wei Chan", "1966-06-06");
    let meanwhile = [
        ("the date of birth", alike("Wei Chan", "1990-05-01")),
        ("the name", alike("Anne Smith", "1966-06-06")),
        ("the NINO", TeachingRecord { ninos: vec![people::nino("AB123456C")], ..stranger() }),
        (
            "the email",
            TeachingRecord { email: Some(people::email("ANNE@example.com")), ..stranger() },
        ),
        (
            "a previous name",
            TeachingRecord {
                previous_names: vec![people::record_name("Anne Smith")],
                ..stranger()
            },
        ),
    ];
    for (what, record) in meanwhile {
        for seen_before in [false, true] {
            let engine = Engine::in_memory().await;
            if seen_before {
                let other = TeachingRecord { trn: people::trn("7654321"), ..record.clone() };
                engine.store().keep_record(&other, nine()).await.unwrap();
            }
            let as_of = seen(&engine, &person()).await;
            engine.store().keep_record(&record, nine()).await.unwrap();

            refused(&engine, &as_of, Collision::RegisterChanged, what).await;
        }
    }
}

#[tokio::test]
async fn a_record_changed_to_be_like_theirs_refuses_too() {
    let engine = Engine::in_memory().await;
    engine.store().keep_record(&record("1234567", "Wei Chan", "1966-06-06"), nine()).await.unwrap();
    let as_of = seen(&engine, &person()).await;
    engine
        .store()
        .keep_record(&record("1234567", "Anne Smith", "1990-05-01"), nine())
        .await
        .unwrap();

    refused(&engine, &as_of, Collision::RegisterChanged, "changed in bulk").await;
}

#[tokio::test]
async fn somebody_quite_different_does_not_refuse() {
    let engine = Engine::in_memory().await;
    let as_of = seen(&engine, &person()).await;
    engine.store().keep_record(&record("1234567", "Wei Chan", "1966-06-06"), nine()).await.unwrap();

    try_issue(&engine, &as_of).await.unwrap();
}

#[tokio::test]
async fn a_trn_that_is_taken_is_told_apart_from_a_register_that_changed() {
    let engine = Engine::in_memory().await;
    engine.store().keep_record(&record(TRN, "Wei Chan", "1966-06-06"), nine()).await.unwrap();
    let as_of = seen(&engine, &person()).await;

    refused(&engine, &as_of, Collision::TrnTaken, "the TRN alone").await;

    engine
        .store()
        .keep_record(&record("1234567", "Anne Smith", "1990-05-01"), nine())
        .await
        .unwrap();
    refused(&engine, &as_of, Collision::RegisterChanged, "looking again comes first").await;
}

#[tokio::test]
async fn a_record_without_a_look_at_the_register_is_not_created() {
    let engine = Engine::in_memory().await;
    let began = in_hand(&engine, "j1").await;
    let before = written::everything(&engine).await;

    let (step, nobody) = (issued(&person(), TRN), User::unknown(subject()));
    let blind = engine.store().commit(&began, about(&step, &nobody)).await;

    assert!(matches!(blind, Err(CommitError::Fault(_))));
    assert_eq!(written::everything(&engine).await, before);
}

#[tokio::test]
async fn a_store_that_fails_before_writes_nothing_and_one_that_fails_after_everything_once() {
    let engine = Engine::in_memory().await;
    let as_of = seen(&engine, &person()).await;
    in_hand(&engine, "j1").await;
    let before = written::everything(&engine).await;
    engine.meddling().pass_next();
    engine.meddling().refuse_next("AccessDeniedException");

    let failed = try_issue(&engine, &as_of).await;

    assert!(matches!(failed, Err(CommitError::Fault(_))));
    assert_eq!(written::everything(&engine).await, before);

    engine.meddling().pass_next();
    engine.meddling().lose_next_answer();
    engine.meddling().refuse_next("AccessDeniedException");
    let unknown = try_issue(&engine, &as_of).await;

    assert!(
        matches!(unknown, Err(CommitError::Fault(_))),
        "it is not known whether it was written"
    );
    let store = engine.store();
    let now = store.open(&journey("j1").id, &digest("cookie"), nine()).await.unwrap().unwrap();
    assert_eq!(now.version, 1, "reading again tells");
    assert!(store.user(&subject()).await.unwrap().link.is_some());
    assert_eq!(written::messages(&engine, "j1#1").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_one_login_accounts_of_one_person_at_once_one_is_given_a_trn() {
    let engine = Engine::in_memory().await;
    let as_of = seen(&engine, &person()).await;
    let mut accounts = Vec::new();
    for account in 0..10 {
        let subject = format!("urn:fdc:gov.uk:2022:anne-{account}");
        let email = people::email("anne@example.com");
        let user = OneLoginUser { subject: subject.parse().unwrap(), email };
        let began = in_hand(&engine, &format!("j{account}")).await;
        let (store, as_of) = (engine.store(), as_of.clone());
        accounts.push(tokio::spawn(async move {
            let nobody = User::unknown(user.subject.clone());
            let step = issued(&Person { user, ..person() }, &format!("300000{account}"));
            store.commit(&began, Commit { as_of: Some(&as_of), ..about(&step, &nobody) }).await
        }));
    }

    let mut given = 0;
    for account in accounts {
        match account.await.unwrap() {
            Ok(_) => given += 1,
            Err(CommitError::NotCreated(Collision::RegisterChanged)) => {}
            Err(other) => panic!("{other}"),
        }
    }

    assert_eq!(given, 1);
    let records = written::all(&engine, Table::Records).await;
    assert_eq!(records.iter().filter(|item| item["sk"] == "RECORD").count(), 1);
}
