//! The first stored version of everything: it still loads, and it is still what is written. A shape that
//! old items cannot be read with needs a new version, and a fixture of its own.

mod documents;
mod kinds;
mod marks;
mod staff;
mod work;

use std::{fs, path::Path};

use dynamodb::Table;
use identity::{CallingService, Person, RecordPolicy, RecordStatus, TeachingRecord};
use jiff::{Timestamp, civil::date};
use jose::Digest;
use journey::{Answers, Event, Found, MatchedOn, NinoAnswer, Stage, Verdict};
use oidc::{
    AccessGrant, AuthMethod, Client, ClientSecrets, ClientToken, CodeUse, Exchanged,
    IdTokenAlgorithm, StoredCode, StoredFamily, StoredToken,
};
use ports::{
    Begin, ClientTokens, Clients, Fault, Grants, Journey, Journeys, Redemption, RefreshTokens,
    Rotation, Sessions, SignOut, Teachers, Trip, User, Users,
};
use serde_json::{Value, json};
use testing::{dynamodb::Engine, people};

use crate::{
    candidates,
    given::{
        about, access, attempt, begun, code, digest, family, journey, minutes_past_nine, nine,
        person, rotation, session_for, subject, taken, token, user,
    },
    written,
};

pub(crate) fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// That the item under a partition key is still written like the fixture.
async fn written_like(engine: &Engine, table: Table, pk: &str, name: &str) {
    like(&written::only(engine, table, pk).await, name);
}

/// That this is still written like the fixture.
pub(crate) fn like(written: &Value, name: &str) {
    assert_eq!(
        written,
        &fixture(name),
        "this is not written any more as {name} has it. Never change that file: the version before reads and writes it. Give what is new \
         a default, add a fixture of the new form, and say in the changelog whether one can go back (CONTRIBUTING.md, Changing what is \
         stored). It is written now:\n{written:#}"
    );
}

/// What was read of an item that an earlier version wrote.
pub(crate) fn still_read<T>(read: Result<T, Fault>) -> T {
    read.unwrap_or_else(|fault| {
        panic!(
            "what the version before wrote cannot be read any more: give what is new a default, or write a new version and go on reading \
             the old one (CONTRIBUTING.md, Changing what is stored). {}",
            fault.in_full()
        )
    })
}

/// Puts the fixture where its item would be.
async fn loaded(table: Table, name: &str) -> Engine {
    let engine = Engine::in_memory().await;
    written::put(&engine, table, &fixture(name)).await;
    engine
}

/// A journey on which as much as possible is known.
fn full_journey() -> Journey {
    let answers = Answers { nino: NinoAnswer::Given(people::nino("AB123456C")), trn: None };
    Journey {
        stage: Stage::CheckingAnswers { person: person_of_two_names(), answers },
        spent: vec![digest("earlier state")],
        sign_in: Some(ports::SignInStamp { session: "sid-1".parse().unwrap(), auth_time: nine() }),
        service: CallingService {
            record_policy: RecordPolicy::Existing,
            support_contact: Some(people::email("help@service.example")),
            ..journey("j1").service
        },
        ..journey("j1")
    }
}

fn person_of_two_names() -> Person {
    let maiden = identity::VerifiedName::new(
        people::name("Anne", "Jones").parts().to_vec(),
        Some(date(1990, 5, 1)),
        Some(date(2015, 8, 1)),
    );
    let names = vec![people::name("Anne Louise", "Smith"), maiden.unwrap()];
    let identity = identity::VerifiedIdentity::new(names, vec![people::date("1990-05-01")]);
    Person { user: user(), identity: identity.unwrap() }
}

#[tokio::test]
async fn journeys() {
    let engine = Engine::in_memory().await;
    begun(&engine.store(), full_journey(), "cookie").await;
    written_like(&engine, Table::Journeys, "JOURNEY#j1", "journey.v1.json").await;

    let old = loaded(Table::Journeys, "journey.v1.json").await;
    let session = session_for(&full_journey(), "cookie");
    old.store().begin(&Begin { journey: journey("another"), session, old: None }).await.unwrap();
    let opened = still_read(old.store().open(&full_journey().id, &digest("cookie"), nine()).await);
    assert_eq!(opened, Some(full_journey()));

    // What was under way before it was noted when people set out counts as older than any sign-out.
    let older = loaded(Table::Journeys, "journey-before-set-out.v1.json").await;
    let session = session_for(&full_journey(), "cookie");
    older.store().begin(&Begin { journey: journey("another"), session, old: None }).await.unwrap();
    let opened =
        still_read(older.store().open(&full_journey().id, &digest("cookie"), nine()).await);
    assert_eq!(opened.unwrap().attempt.unwrap().set_out_at, Timestamp::UNIX_EPOCH);
}

#[tokio::test]
async fn journeys_of_people_who_sign_in_again() {
    let trip = Trip::SignInAgain { subject: subject() };
    let attempt = Some(ports::Attempt { trip, ..attempt("state") });
    let again = Journey { stage: Stage::SigningIn, attempt, ..journey("j1") };
    let engine = Engine::in_memory().await;
    begun(&engine.store(), again.clone(), "cookie").await;
    written_like(&engine, Table::Journeys, "JOURNEY#j1", "journey-signing-in-again.v1.json").await;

    let old = loaded(Table::Journeys, "journey-signing-in-again.v1.json").await;
    begun(&old.store(), journey("another"), "cookie").await;
    let opened = still_read(old.store().open(&again.id, &digest("cookie"), nine()).await);
    assert_eq!(opened, Some(again));
}

#[tokio::test]
async fn answers() {
    let engine = Engine::in_memory().await;
    let began = begun(&engine.store(), full_journey(), "cookie").await;
    let trn = people::trn("7654321");
    let step = taken(began.stage.clone(), Event::TrnAnswered { trn, verdict: Verdict::NotFound });
    engine.store().commit(&began, about(&step, &User::unknown(subject()))).await.unwrap();
    let pk = format!("ANSWERS#USER#{}", subject().as_str());
    written_like(&engine, Table::Journeys, &pk, "answers.v1.json").await;

    let old = loaded(Table::Journeys, "answers.v1.json").await;
    let found = still_read(old.store().returning(&digest("cookie"), &subject(), nine()).await);
    assert_eq!(found.answered, step.stage.answered());
}

#[tokio::test]
async fn sessions() {
    let engine = Engine::in_memory().await;
    let Rotation { new, .. } = rotation("old", "cookie", "sid-1");
    let begin = Begin { journey: journey("j1"), session: new.clone(), old: None };
    engine.store().begin(&begin).await.unwrap();
    let pk = format!("SESSION#{}", new.digest.as_str());
    written_like(&engine, Table::Journeys, &pk, "session.v1.json").await;

    let old = loaded(Table::Journeys, "session.v1.json").await;
    assert_eq!(still_read(old.store().session(&new.digest, nine()).await), Some(new.session));
}

#[tokio::test]
async fn sessions_from_before_it_was_written_down_when_they_lie_idle() {
    let Rotation { new, .. } = rotation("old", "cookie", "sid-1");

    let old = loaded(Table::Journeys, "session-before-idling.v1.json").await;

    let read = still_read(old.store().session(&new.digest, nine()).await).unwrap();
    assert_eq!((read.browser, read.idle_at), (new.session.browser, jiff::Timestamp::MAX));
    assert_eq!(read.sign_in, None, "whoever was signed in signs in again");
}

#[tokio::test]
async fn sign_outs() {
    let sign_out = SignOut {
        state: digest("state"),
        return_to: Some(("https://service.example/bye".to_owned(), Some("their state".to_owned()))),
        expires_at: minutes_past_nine(10),
    };
    let engine = Engine::in_memory().await;
    engine.store().begin_sign_out(&sign_out).await.unwrap();
    let pk = format!("SIGN_OUT#{}", sign_out.state.as_str());
    written_like(&engine, Table::Journeys, &pk, "sign-out.v1.json").await;

    let old = loaded(Table::Journeys, "sign-out.v1.json").await;
    let finished = still_read(old.store().finish_sign_out(&sign_out.state, nine()).await);
    assert_eq!(finished, Some(sign_out));
}

fn record() -> TeachingRecord {
    TeachingRecord {
        previous_names: vec![people::record_name("Anne Jones")],
        ninos: vec![people::nino("AB123456C"), people::nino("CE222222A")],
        email: Some(people::email("anne@example.com")),
        status: RecordStatus::MergedInto(people::trn("7654321")),
        has_open_alert: true,
        ..people::record("1234567", "Anne Louise Smith", "1990-05-01")
    }
}

/// The copy of the record under a key. Beside it stands what is filed there.
async fn copy_under(engine: &Engine, pk: &str) -> Value {
    let [copy, count] = &written::under(engine, Table::Records, pk).await[..] else {
        panic!("not two under {pk}")
    };
    assert_eq!(count, &filed_under(pk));
    copy.clone()
}

/// That this record and no other is filed under a key.
fn filed_under(pk: &str) -> Value {
    json!({ "pk": pk, "sk": "SUM", "filed": 1, "t1234567": 1 })
}

#[tokio::test]
async fn records() {
    let engine = Engine::in_memory().await;
    engine.store().keep_record(&record(), nine()).await.unwrap();
    written_like(&engine, Table::Records, "TRN#1234567", "record.v1.json").await;
    let copy = copy_under(&engine, "BORN#1990-05-01").await;
    like(&copy, "record-by-birth.v1.json");
    for pk in ["NINO#CE222222A", "EMAIL#anne@example.com", "NAMES#jones anne"] {
        let mut copy = copy_under(&engine, pk).await;
        copy["pk"] = "BORN#1990-05-01".into();
        assert_eq!(copy, fixture("record-by-birth.v1.json"), "{pk}");
    }

    let old = loaded(Table::Records, "record.v1.json").await;
    assert_eq!(still_read(old.store().record(&record().trn).await), Some(record()));

    // Whoever looks by a birthday reads the copy alone.
    let old = loaded(Table::Records, "record-by-birth.v1.json").await;
    written::put(&old, Table::Records, &filed_under("BORN#1990-05-01")).await;
    let born_then = people::identity("Ruth", "Price", "1990-05-01");
    let found = still_read(old.store().around(&candidates::about(&born_then)).await);
    assert_eq!(found.records, [record()]);
}

#[tokio::test]
async fn calling_services() {
    let client = Client {
        service: full_journey().service,
        redirect_uris: vec!["https://service.example/callback".to_owned()],
        post_logout_redirect_uris: vec!["https://service.example/bye".to_owned()],
        backchannel_logout_uri: Some("https://service.example/backchannel".to_owned()),
        initiate_login_uri: Some("https://service.example/start".to_owned()),
        auth_method: AuthMethod::ClientSecretBasic(ClientSecrets {
            digests: vec![Digest::of(b"one"), Digest::of(b"two")],
        }),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: Some("https://service.example/webhook".to_owned()),
    };
    let engine = Engine::in_memory().await;
    engine.store().register(&client).await.unwrap();
    written_like(&engine, Table::Clients, "CLIENT#register-for-npq", "client.v1.json").await;

    let old = loaded(Table::Clients, "client.v1.json").await;
    assert_eq!(still_read(old.store().client(&client.service.id).await), Some(client));
}

#[tokio::test]
async fn codes_and_tokens() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.grant(&began, &digest("code"), &code("sid-1")).await.unwrap();
    let exchange =
        Redemption::Exchange { token: digest("token"), stored: token("sid-1"), family: None };
    store.redeem(&digest("code"), &exchange).await.unwrap();
    let code_pk = format!("CODE#{}", digest("code").as_str());
    written_like(&engine, Table::Grants, &code_pk, "code.v1.json").await;
    let token_pk = format!("TOKEN#{}", digest("token").as_str());
    written_like(&engine, Table::Grants, &token_pk, "token.v1.json").await;

    let old = loaded(Table::Grants, "code.v1.json").await;
    let spent = CodeUse::Spent(Some(Exchanged { token: digest("token"), family: None }));
    let expected = StoredCode { grant: code("sid-1"), spent };
    assert_eq!(still_read(old.store().code(&digest("code")).await), Some(expected));
    let old = loaded(Table::Grants, "token.v1.json").await;
    let expected = Some(token("sid-1"));
    assert_eq!(still_read(old.store().token(&digest("token"), nine()).await), expected);
    let old = loaded(Table::Grants, "token-before-trn.v1.json").await;
    let expected =
        StoredToken { access: AccessGrant { trn: None, ..access("sid-1") }, ..token("sid-1") };
    assert_eq!(still_read(old.store().token(&digest("token"), nine()).await), Some(expected));
}

#[tokio::test]
async fn refresh_tokens() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.grant(&began, &digest("code"), &code("sid-1")).await.unwrap();
    let new = family("family", "first", "sid-1");
    let exchange = Redemption::Exchange {
        token: digest("token"),
        stored: token("sid-1"),
        family: Some(Box::new(new.clone())),
    };
    store.redeem(&digest("code"), &exchange).await.unwrap();
    let code_pk = format!("CODE#{}", digest("code").as_str());
    written_like(&engine, Table::Grants, &code_pk, "code-with-refresh.v1.json").await;
    let family_pk = format!("FAMILY#{}", digest("family").as_str());
    written_like(&engine, Table::Grants, &family_pk, "family.v1.json").await;

    let old = loaded(Table::Grants, "code-with-refresh.v1.json").await;
    let gave = Exchanged { token: digest("token"), family: Some(digest("family")) };
    let expected = StoredCode { grant: code("sid-1"), spent: CodeUse::Spent(Some(gave)) };
    assert_eq!(still_read(old.store().code(&digest("code")).await), Some(expected));
    let old = loaded(Table::Grants, "family.v1.json").await;
    let expected = StoredFamily { grant: new.grant, current: Some(digest("first")) };
    assert_eq!(still_read(old.store().family(&digest("family")).await), Some(expected));
}

#[tokio::test]
async fn tokens_of_clients() {
    let client = "register-for-npq".parse().unwrap();
    let token = ClientToken { client, expires_at: minutes_past_nine(10) };
    let engine = Engine::in_memory().await;
    engine.store().give(&digest("token"), &token).await.unwrap();
    let pk = format!("CLIENT_TOKEN#{}", digest("token").as_str());
    written_like(&engine, Table::Grants, &pk, "client-token.v1.json").await;

    let old = loaded(Table::Grants, "client-token.v1.json").await;
    let loaded = still_read(old.store().client_token(&digest("token"), nine()).await);
    assert_eq!(loaded, Some(token));
}

#[tokio::test]
async fn users_whose_record_is_known() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let found = Found {
        trn: people::trn("1234567"),
        merged_from: Some(people::trn("7654321")),
        matched_on: MatchedOn::NinoAndTrn,
    };
    let event =
        Event::TrnAnswered { trn: people::trn("7654321"), verdict: journey::Verdict::Found(found) };
    let step =
        taken(Stage::AskingTrn { person: person(), nino: NinoAnswer::None, lately: None }, event);
    store.commit(&began, about(&step, &User::unknown(subject()))).await.unwrap();

    let pk = "USER#urn:fdc:gov.uk:2022:anne";
    written_like(&engine, Table::Users, pk, "user-linked.v1.json").await;
    written_like(&engine, Table::Users, "RECORD#1234567", "holder.v1.json").await;
    let old = loaded(Table::Users, "user-linked.v1.json").await;
    let expected = store.user(&subject()).await.unwrap();
    assert_eq!(still_read(old.store().user(&subject()).await), expected);
}

#[tokio::test]
async fn a_shape_of_another_version_is_a_fault_and_not_a_guess() {
    let engine = Engine::in_memory().await;
    let mut later = fixture("record.v1.json");
    later["v"] = 2.into();
    written::put(&engine, Table::Records, &later).await;

    let fault = engine.store().record(&record().trn).await.unwrap_err();

    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(cause, "a stored teaching record has a shape of another version");
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_a_fault_that_quotes_nothing() {
    let engine = Engine::in_memory().await;
    let mut broken = fixture("record.v1.json");
    broken["b"] = "1990-02-31".into();
    written::put(&engine, Table::Records, &broken).await;

    let fault = engine.store().record(&record().trn).await.unwrap_err();

    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(cause, "a stored teaching record cannot be read");
}
