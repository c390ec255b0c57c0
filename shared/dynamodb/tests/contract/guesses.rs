//! Guesses: counted before anything is looked up, never more than allowed, and never forgotten by mistake.

use std::collections::BTreeMap;

use dynamodb::Table;
use identity::Subject;
use jiff::{SignedDuration, Timestamp};
use journey::{Event, Found, MatchedOn, NinoAnswer, Stage, Verdict};
use ports::{
    Commit, CommitError, Counted, CountedGuess, Guess, GuessedNumber, Guesses, Journeys, Standing,
    Tries, Users,
};
use proptest::{collection::vec, prelude::*};
use serde_json::json;
use testing::{dynamodb::Engine, people};

use crate::{
    given::{about, begun, journey, minutes_past_nine, nine, person, proved, subject, taken},
    written,
};

fn number(trn: usize) -> GuessedNumber {
    GuessedNumber::from(&people::trn(&format!("{trn:07}")))
}

fn guess(id: &(impl ToString + ?Sized), typed: &[GuessedNumber], at: Timestamp) -> Guess {
    Guess {
        id: id.to_string(),
        typed: typed.to_vec(),
        journey: "j1".parse().unwrap(),
        client: "register-for-npq".parse().unwrap(),
        at,
    }
}

/// Reads and counts, as a look-up does.
async fn count(store: &dynamodb::Store, who: &Subject, guess: &Guess) -> Counted {
    let standing = store.standing(who, &guess.typed).await.unwrap();
    store.count(guess, standing).await.unwrap()
}

fn counted(counted: Counted) -> CountedGuess {
    match counted {
        Counted::Counted { guess, .. } => guess,
        Counted::TooMany { again_at } => panic!("not before {again_at}"),
    }
}

#[tokio::test]
async fn of_64_guesses_at_once_ten_are_counted() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    let each = (0..64).map(|each| {
        let store = &store;
        async move { count(store, &subject(), &guess(&each, &[number(each + 1)], nine())).await }
    });
    let all = futures_util::future::join_all(each).await;

    let too_many = all.iter().filter(|each| match each {
        Counted::TooMany { again_at } => *again_at == nine() + SignedDuration::from_hours(24),
        Counted::Counted { .. } => false,
    });
    assert_eq!(too_many.count(), 54);
    let standing = store.standing(&subject(), &[]).await.unwrap();
    assert_eq!(standing.user.at.len(), 10);
}

#[tokio::test]
async fn of_64_users_at_once_ten_count_with_one_number() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    let each = (0..64).map(|each| {
        let (store, who) = (&store, format!("urn:fdc:gov.uk:2022:user-{each}"));
        async move { count(store, &who.parse().unwrap(), &guess(&each, &[number(1)], nine())).await }
    });
    let all = futures_util::future::join_all(each).await;

    let with_number = all.into_iter().map(counted).filter(|guess| !guess.numbers.is_empty());
    assert_eq!(with_number.count(), 10, "the others count with their user alone");
    let standing = store.standing(&subject(), &[number(1)]).await.unwrap();
    assert!(standing.leaves_to_staff(&number(1), nine() + SignedDuration::from_hours(71)));
    assert!(!standing.leaves_to_staff(&number(1), nine() + SignedDuration::from_hours(72)));
    let audit = written::all(&engine, Table::Audit).await;
    let whats: Vec<_> = audit.iter().map(|event| event["what"].as_str().unwrap()).collect();
    assert_eq!(whats, ["NumberLeftToStaff"]);
    assert!(audit[0].get("trn").is_none(), "which number stands nowhere");
}

#[tokio::test]
async fn a_read_that_found_nothing_by_mistake_resets_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    for each in 0..10 {
        counted(count(&store, &subject(), &guess(&each, &[number(each + 1)], nine())).await);
    }
    let (user, numbers) = (Tries::default(), BTreeMap::from([(number(99), Tries::default())]));
    let nothing = Standing { subject: subject(), user, numbers };

    let eleventh = store.count(&guess("x", &[number(99)], nine()), nothing).await.unwrap();

    assert_eq!(eleventh, Counted::TooMany { again_at: nine() + SignedDuration::from_hours(24) });
}

#[tokio::test]
async fn what_cannot_be_read_is_a_fault_and_not_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    engine.meddling().refuse_next("AccessDeniedException");
    assert!(store.standing(&subject(), &[number(1)]).await.is_err());

    let pk = format!("GUESSES#USER#{}", subject().as_str());
    for broken in [
        json!({ "pk": pk, "sk": "GUESSES", "v": 2, "version": 1, "at": {} }),
        json!({ "pk": pk, "sk": "GUESSES", "v": 1, "version": 1, "at": { "x": "yesterday" } }),
        json!({ "pk": pk, "sk": "GUESSES", "v": 1, "version": 1 }),
    ] {
        written::put(&engine, Table::Journeys, &broken).await;
        assert!(store.standing(&subject(), &[]).await.is_err(), "{broken}");
    }
}

#[tokio::test]
async fn a_count_whose_answer_was_lost_counts_once() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let standing = store.standing(&subject(), &[number(1)]).await.unwrap();
    engine.meddling().lose_next_answer();

    counted(store.count(&guess("x", &[number(1)], nine()), standing).await.unwrap());

    assert_eq!(store.standing(&subject(), &[]).await.unwrap().user.at.len(), 1);
}

#[tokio::test]
async fn a_match_is_taken_back_with_the_step_that_links_the_record() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let stage = Stage::ProvingIdentity { user: crate::given::user() };
    let began = begun(&store, ports::Journey { stage, ..journey("j1") }, "cookie").await;
    let nobody = store.user(&subject()).await.unwrap();
    let proved = proved();
    let at_nino = store.commit(&began, about(&proved, &nobody)).await.unwrap();
    let user = store.user(&subject()).await.unwrap();
    let wrong = guess("wrong", &[number(2)], minutes_past_nine(1));
    counted(count(&store, &subject(), &wrong).await);
    let right = guess("right", &[number(1)], minutes_past_nine(2));
    let right = counted(count(&store, &subject(), &right).await);

    let trn = people::trn("0000001");
    let found = Found { trn, merged_from: None, matched_on: MatchedOn::Nino };
    let event = Event::NinoAnswered { nino: NinoAnswer::NotNow, verdict: Verdict::Found(found) };
    let step = taken(Stage::AskingNino { person: person(), lately: None }, event);
    let commit = Commit { taken_back: Some(&right), ..about(&step, &user) };
    let late = store.commit(&began, commit.clone()).await;
    assert!(matches!(late, Err(CommitError::Stale)));
    let standing = store.standing(&subject(), &[number(1)]).await.unwrap();
    assert_eq!(standing.user.at.len(), 2, "a step that was not written takes nothing back");

    store.commit(&at_nino, commit).await.unwrap();

    let standing = store.standing(&subject(), &[number(1)]).await.unwrap();
    assert_eq!(standing.user.at.keys().collect::<Vec<_>>(), ["wrong"]);
    assert_eq!(standing.numbers[&number(1)].at, BTreeMap::new());
}

#[tokio::test]
async fn taking_a_guess_back_twice_takes_back_no_other() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let [one, two] = ["one", "two"].map(|id| guess(id, &[number(1)], nine()));
    let one = counted(count(&store, &subject(), &one).await);
    counted(count(&store, &subject(), &two).await);

    store.take_back(&one).await.unwrap();
    store.take_back(&one).await.unwrap();

    let standing = store.standing(&subject(), &[number(1)]).await.unwrap();
    assert_eq!(standing.user.at.keys().collect::<Vec<_>>(), ["two"]);
    assert_eq!(standing.numbers[&number(1)].at.len(), 1);
}

#[tokio::test]
async fn a_guess_taken_back_meanwhile_does_not_come_back() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let right = counted(count(&store, &subject(), &guess("right", &[number(1)], nine())).await);
    let read_before = store.standing(&subject(), &[number(1)]).await.unwrap();
    store.take_back(&right).await.unwrap();

    counted(store.count(&guess("wrong", &[number(1)], nine()), read_before).await.unwrap());

    let standing = store.standing(&subject(), &[]).await.unwrap();
    assert_eq!(standing.user.at.keys().collect::<Vec<_>>(), ["wrong"]);
}

#[tokio::test]
async fn counting_is_one_read_and_one_write() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    engine.calls().forget();

    count(&store, &subject(), &guess("x", &[number(1), number(2)], nine())).await;

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (1, 1));
}

#[tokio::test]
async fn they_are_written_as_they_always_were() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    count(&store, &subject(), &guess("x", &[number(1_234_567)], nine())).await;

    let fixture: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/guesses.v1.json")).unwrap();
    for item in fixture.as_array().unwrap() {
        let pk = item["pk"].as_str().unwrap();
        assert_eq!(&written::only(&engine, Table::Journeys, pk).await, item);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Over the real store: bursts of guesses at once, at any times, some of them right.
    #[test]
    fn no_day_holds_more_than_ten_and_no_thirty_days_more_than_thirty(
        bursts in vec((0..20 * 24i64, 1..6usize, 0..10u8), 1..25),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let failed = runtime.block_on(async {
            let engine = Engine::in_memory().await;
            let (store, mut failed) = (engine.store(), Vec::new());
            for (burst, (hour, size, right)) in bursts.into_iter().enumerate() {
                let at = nine() + SignedDuration::from_hours(hour);
                let each = (0..size).map(|each| {
                    let guess = guess(&format!("{burst}-{each}"), &[number(burst * 6 + each + 1)], at);
                    let store = &store;
                    async move { count(store, &subject(), &guess).await }
                });
                for result in futures_util::future::join_all(each).await {
                    match result {
                        Counted::Counted { guess, .. } if right == 0 => {
                            store.take_back(&guess).await.unwrap();
                        }
                        Counted::Counted { .. } => failed.push(at),
                        Counted::TooMany { .. } => {}
                    }
                }
            }
            failed
        });

        for limit in ports::LIMITS_OF_A_USER {
            let within = |first: &Timestamp| {
                let until = *first + limit.within;
                failed.iter().filter(|each| (*first..until).contains(*each)).count()
            };
            prop_assert!(failed.iter().map(within).all(|count| count <= limit.most));
        }
    }
}
