//! One person, one TRN: however often, from wherever and under whatever account they ask.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use dynamodb::Store;
use identity::{Nino, Subject, TeachingRecord, Trn, VerifiedIdentity};
use journey::NinoAnswer;
use matching::Evidence;
use ports::{Draw, Entropy, Fault, Issued, Survey, Teachers, TrnRanges};
use testing::{
    journeys::{nine, nino},
    laws, people,
};

use crate::scene::{
    FOUND, HOLDING, PAGE, account, applicant, function, messages, over, send, token, trn_of, trns,
    work, world,
};

#[tokio::test]
async fn a_form_sent_twice_counts_once_and_is_answered_the_same() {
    let world = world().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_form_counts_once(&world, &router, &visitor, PAGE, &fields, FOUND).await;

    assert_eq!(work(&world, "REQUEST").await.len(), 1);
    assert_eq!((trns(&world).await.len(), messages(&world).await.len()), (1, 1));
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_read_again_and_there_once() {
    let world = world().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_lost_answer_is_looked_up_again(&world, &router, &visitor, PAGE, &fields, FOUND).await;

    assert_eq!(send(&router, &visitor).await.location(), visitor.path(FOUND), "and again");
    assert_eq!((trns(&world).await.len(), messages(&world).await.len()), (1, 1));
}

#[tokio::test]
async fn a_failing_store_loses_nothing() {
    let world = world().await;
    let visitor = applicant(&world).await;
    let fields = [("csrf", &*token(&visitor))];

    laws::a_failing_store_loses_nothing(&world, &function(&world), &visitor, PAGE, &fields).await;

    assert_eq!((trns(&world).await.len(), messages(&world).await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_tabs_at_once_one_asks_and_the_other_goes_on() {
    for _ in 0..10 {
        let world = world().await;
        let router = function(&world);
        let (phone, laptop) = (applicant(&world).await, applicant(&world).await);

        let (one, two) = tokio::join!(send(&router, &phone), send(&router, &laptop));

        let mut pages = [one.location(), two.location()]
            .map(|location| location.rsplit('/').next().unwrap().to_owned());
        pages.sort();
        assert_eq!(pages, ["continue", "found"]);
        assert_eq!((trns(&world).await.len(), messages(&world).await.len()), (1, 1));
        assert_eq!(work(&world, "REQUEST").await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_of_one_person_at_once_have_one_trn() {
    for _ in 0..10 {
        let world = world().await;
        let router = function(&world);
        let (one, two) =
            (account(&world, "one", nino()).await, account(&world, "two", nino()).await);

        let (first, second) = tokio::join!(send(&router, &one), send(&router, &two));

        assert_eq!(first.location(), one.path(FOUND));
        assert_eq!(second.location(), two.path(FOUND));
        let given = trns(&world).await;
        assert_eq!(given.len(), 1);
        assert_eq!(trn_of(&world, &one).await.as_ref(), given.first());
        assert_eq!(trn_of(&world, &two).await.as_ref(), given.first(), "matched by the NINO");
        assert_eq!(messages(&world).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_of_one_person_without_a_nino_are_one_trn_and_one_task() {
    for _ in 0..10 {
        let world = world().await;
        let router = function(&world);
        let without = NinoAnswer::None;
        let (one, two) =
            (account(&world, "one", without.clone()).await, account(&world, "two", without).await);

        let (first, second) = tokio::join!(send(&router, &one), send(&router, &two));

        let held = [(first, one), (second, two)]
            .iter()
            .filter(|(answer, visitor)| answer.location() == visitor.path(HOLDING))
            .count();
        assert_eq!(held, 1, "the other was given it");
        assert_eq!((trns(&world).await.len(), work(&world, "TASK").await.len()), (1, 1));
    }
}

/// A register in which somebody is born on the same day whenever one has just looked, so many times.
struct Restless {
    store: Store,
    changes: usize,
    looks: AtomicUsize,
}

#[async_trait]
impl Teachers for Restless {
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault> {
        self.store.record(trn).await
    }

    async fn around(&self, evidence: &Evidence<'_>) -> Result<Survey, Fault> {
        let survey = self.store.around(evidence).await?;
        let look = self.looks.fetch_add(1, Ordering::SeqCst);
        if look < self.changes {
            let stranger = people::record(&format!("100000{look}"), "Wei Chan", "1990-05-01");
            self.store.keep_record(&stranger, nine()).await?;
        }
        Ok(survey)
    }

    async fn issued(
        &self,
        subject: &Subject,
        identity: &VerifiedIdentity,
        nino: Option<&Nino>,
    ) -> Result<Issued, Fault> {
        self.store.teachers().issued(subject, identity, nino).await
    }
}

#[tokio::test]
async fn a_register_that_changes_is_looked_at_again_and_in_the_end_left_to_staff() {
    for (changes, page) in [(1, FOUND), (2, FOUND), (3, HOLDING)] {
        let world = world().await;
        let visitor = applicant(&world).await;
        let looks = AtomicUsize::new(0);
        let teachers = Arc::new(Restless { store: world.store(), changes, looks });

        let router = over(&world, teachers, world.store().trn_ranges());
        let answer = send(&router, &visitor).await;

        assert_eq!(answer.location(), visitor.path(page), "{changes} times");
        let given = trns(&world).await.len() - changes;
        assert_eq!(given, usize::from(page == FOUND));
        assert_eq!(work(&world, "TASK").await.len(), usize::from(page == HOLDING));
        assert_eq!(work(&world, "REQUEST").await.len(), 1);
    }
}

/// Ranges that draw a number somebody has, so many times.
struct Unlucky {
    store: Store,
    times: usize,
    draws: AtomicUsize,
}

#[async_trait]
impl TrnRanges for Unlucky {
    async fn draw(&self, entropy: &dyn Entropy) -> Result<Draw, Fault> {
        if self.draws.fetch_add(1, Ordering::SeqCst) < self.times {
            return Ok(Draw { trn: Some(people::trn("3000042")), percent_taken: 1 });
        }
        self.store.draw(entropy).await
    }
}

#[tokio::test]
async fn a_number_that_is_taken_by_the_time_it_is_used_is_drawn_again() {
    for (times, page) in [(1, FOUND), (2, FOUND), (3, HOLDING)] {
        let world = world().await;
        world.keep(&people::record("3000042", "Wei Chan", "1966-06-06")).await;
        let visitor = applicant(&world).await;
        let draws = AtomicUsize::new(0);
        let ranges = Arc::new(Unlucky { store: world.store(), times, draws });

        let router = over(&world, world.store().teachers(), ranges);
        let answer = send(&router, &visitor).await;

        assert_eq!(answer.location(), visitor.path(page), "{times} times");
        assert_ne!(trn_of(&world, &visitor).await.as_deref(), Some("3000042"));
    }
}
