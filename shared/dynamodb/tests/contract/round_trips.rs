//! Whatever is written is read again as it was.

use dynamodb::{Kept, Table};
use identity::Reference;
use journey::{Effect, RequestArrow, RequestStep, Step};
use oidc::{CodeUse, Exchanged, StoredCode, StoredFamily};
use ports::{
    Decided, Decider, Entropy, Grants, Journeys, Listed, NewFamily, Outbox, Outgoing, Redemption,
    RefreshTokens, ReviewTask, Reviews, Settle, Staff, Teachers, Users,
};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use testing::dynamodb::Engine;
use tokio::runtime::Runtime;

use crate::{
    given::{begun, digest, minutes_past_nine, nine},
    strategies, written,
};

/// Runs an asynchronous law over many values, against one engine.
pub(crate) fn for_any<T: std::fmt::Debug>(
    values: impl Strategy<Value = T>,
    law: &impl AsyncFn(&Engine, T),
) {
    let runtime = Runtime::new().unwrap();
    let engine = runtime.block_on(Engine::in_memory());
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(150)
    });
    runner
        .run(&values, |value| {
            runtime.block_on(law(&engine, value));
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_journey_is_read_as_it_was_written() {
    for_any(strategies::journey(), &async |engine, mut journey| {
        let store = engine.store();
        journey.id = ports::token(&testing::SystemEntropy).parse().unwrap();
        begun(&store, journey.clone(), "cookie").await;

        let opened = store.open(&journey.id, &digest("cookie"), nine()).await.unwrap();

        assert_eq!(opened, Some(journey));
    });
}

#[test]
fn any_attempt_is_used_up_as_it_was_started() {
    for_any(strategies::attempt(), &async |engine, attempt| {
        let store = engine.store();
        let id = ports::token(&testing::SystemEntropy);
        let began = begun(&store, crate::given::journey(&id), "cookie").await;
        store.attempt(&began, &attempt).await.unwrap();

        let spent = store.spend(&began, &attempt.state).await.unwrap();

        let ports::Spend::Spent { attempt: used, .. } = spent else { panic!("not good") };
        assert_eq!(used, attempt);
    });
}

#[test]
fn any_code_and_any_token_are_read_as_they_were_granted() {
    let values =
        (strategies::code(), strategies::token(), proptest::option::of(strategies::family()));
    for_any(values, &async |engine, (grant, token, family)| {
        let store = engine.store();
        let id = ports::token(&testing::SystemEntropy);
        let (code, issued) = (digest(&id), digest(&format!("{id}'s token")));
        let began = begun(&store, crate::given::journey(&id), "cookie").await;
        store.grant(&began, &code, &grant).await.unwrap();

        let exchange = Redemption::Exchange {
            token: issued.clone(),
            stored: token.clone(),
            family: family.clone().map(Box::new),
        };
        assert!(store.redeem(&code, &exchange).await.unwrap());

        let id = family.as_ref().map(|family| family.id.clone());
        let spent = CodeUse::Spent(Some(Exchanged { token: issued.clone(), family: id }));
        assert_eq!(store.code(&code).await.unwrap(), Some(StoredCode { grant, spent }));
        assert_eq!(store.token(&issued, nine()).await.unwrap(), Some(token));
        if let Some(NewFamily { id, first, grant }) = family {
            let stored = store.family(&id).await.unwrap();
            assert_eq!(stored, Some(StoredFamily { grant, current: Some(first) }));
        }
    });
}

#[test]
fn any_record_is_read_as_it_was_kept() {
    for_any(strategies::record(), &async |engine, record| {
        let store = engine.store();

        store.keep_record(&record, nine()).await.unwrap();

        assert_eq!(store.record(&record.trn).await.unwrap().as_ref(), Some(&record));
        assert_eq!(store.keep_record(&record, nine()).await.unwrap(), Kept::Unchanged);
    });
}

#[test]
fn any_user_is_read_as_they_were_written() {
    // Users are written by steps alone, so what a step would write is put there by hand, in the shape of
    // the fixture, and a step that changes nothing but the address has to keep all of it.
    for_any(strategies::user(), &async |engine, user| {
        let store = engine.store();
        let id = ports::token(&testing::SystemEntropy);
        let began = begun(&store, crate::given::journey(&id), "cookie").await;
        let nobody = ports::User::unknown(user.subject.clone());
        let stored = written::user_item(&user);
        written::put(engine, Table::Users, &stored).await;

        assert_eq!(store.user(&user.subject).await.unwrap(), user);

        let email = testing::people::email("new@example.com");
        let who = identity::OneLoginUser { subject: user.subject.clone(), email: email.clone() };
        let identity = testing::people::identity("Anne", "Smith", "1990-05-01");
        let step = crate::given::taken(
            journey::Stage::SigningIn,
            journey::Event::SignedIn { user: who, known: journey::Known::Identity(identity, None) },
        );
        assert!(store.commit(&began, crate::given::about(&step, &nobody)).await.is_err());
        store.commit(&began, crate::given::about(&step, &user)).await.unwrap();

        let version = user.version + 1;
        let after = ports::User { email: Some(email), version, ..user };
        assert_eq!(store.user(&after.subject).await.unwrap(), after);
    });
}

#[test]
fn any_task_is_read_as_it_was_raised_opened_and_decided() {
    let values = (strategies::raised(), vec(strategies::finding(), 0..4), strategies::progress());
    for_any(values, &async |engine, ((kind, mut task, person, answers), findings, progress)| {
        let store = engine.store();
        let id = ports::token(&testing::SystemEntropy);
        (task.id, task.reference) = (id.parse().unwrap(), reference());
        let began = begun(&store, crate::given::journey(&id), "cookie").await;
        let user = store.user(&person.user.subject).await.unwrap();
        let (told, about_her) = (person.clone(), answers.clone());
        let raised =
            Effect::RaiseReview { kind, task: task.clone(), person: told, answers: about_her };
        let step = Step { effects: vec![raised], ..crate::given::not_found_by_nino() };
        store.commit(&began, crate::given::about(&step, &user)).await.unwrap();
        store.open_task(&task.id, &findings).await.unwrap();
        let opened = store.task(&task.id).await.unwrap().unwrap();

        let user = store.user(&person.user.subject).await.unwrap();
        let arrow = RequestArrow::StaffAsked;
        let step = RequestStep { arrow, progress: progress.clone(), record: None, tell: None };
        let by = Staff { id: "staff-1".parse().unwrap(), name: "Sam".to_owned() };
        let at = minutes_past_nine(30);
        let settle = Settle {
            task: &opened,
            user: &user,
            step: &step,
            refused: &[],
            as_of: None,
            by: &by,
            at,
        };
        store.settle(settle).await.unwrap();

        assert_eq!((opened.listed, &opened.findings), (Some(Listed::Open), &findings));
        let expected = ReviewTask {
            version: 3,
            kind,
            progress,
            subject: person.user.subject,
            email: person.user.email,
            identity: person.identity,
            answers,
            findings,
            decided: Some(Decided { by: Decider::Staff(by), arrow, at }),
            ..opened
        };
        let now = store.task(&task.id).await.unwrap().unwrap();
        assert_eq!(ReviewTask { listed: expected.listed, ..now }, expected);
    });
}

#[test]
fn any_message_is_read_as_it_was_written() {
    for_any(strategies::notice(), &async |engine, (notice, reference)| {
        let store = engine.store();
        let id = ports::token(&testing::SystemEntropy);
        let began = begun(&store, crate::given::journey(&id), "cookie").await;
        let tell = Effect::Tell { notice, reference: reference.clone() };
        let step = Step { effects: vec![tell], ..crate::given::not_found_by_nino() };
        store.commit(&began, crate::given::plain(&step)).await.unwrap();

        let waiting = store.waiting(minutes_past_nine(60), 10).await.unwrap();
        let [pending] = &waiting[..] else { panic!("{waiting:?}") };

        let client = began.service.id;
        let expected =
            Outgoing::Email { notice, subject: crate::given::subject(), client, reference };
        assert_eq!(pending.message, expected);
        assert_eq!(store.message(&pending.id).await.unwrap().as_ref(), Some(pending));
        store.relayed(std::slice::from_ref(&pending.id)).await.unwrap();
    });
}

/// A reference nobody has.
fn reference() -> Reference {
    let mut bytes = [0; 8];
    testing::SystemEntropy.fill(&mut bytes);
    Reference::from_random(bytes)
}
