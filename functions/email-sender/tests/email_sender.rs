//! Emails as they arrive, over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

mod scene;

use identity::TeachingRecord;
use journey::{OpenWork, Reason, Ruling, Wanted};
use ports::{Listed, Outgoing, Worker};
use testing::{
    journeys::{anne, nine},
    people,
    queues::{Mishap, works_on_nothing_but},
};

use scene::{Scene, why};

#[tokio::test]
async fn a_request_is_confirmed_to_where_the_person_reads_email() {
    let scene = Scene::asked().await;

    scene.work_on_the_last().await.unwrap();

    let [arrived] = scene.arrived().try_into().unwrap();
    assert_eq!(arrived.to, anne().user.email);
    assert_eq!(arrived.email.subject, "We have received your request TRN-AAAA-BBBB");
    for told in ["Dear Anne", "Register for an NPQ", "Thursday 9 April", "help@ctr.example"] {
        assert!(arrived.email.text.contains(told), "{told}: {}", arrived.email.text);
    }
}

#[tokio::test]
async fn a_record_that_was_connected_is_told_with_its_trn_and_the_way_on() {
    let scene = Scene::asked().await;
    scene.world.decide(&anne(), Ruling::Link(people::trn("1234567"))).await;

    scene.work_on_the_last().await.unwrap();

    let [arrived] = scene.arrived().try_into().unwrap();
    let lines: Vec<&str> = arrived.email.text.lines().collect();
    assert!(lines.contains(&"1234567"), "alone on its line: {lines:?}");
    assert!(lines.contains(&"https://ctr.example/continue-to/register-for-npq"), "{lines:?}");
}

#[tokio::test]
async fn a_trn_that_was_given_is_told() {
    let scene = Scene::held().await;
    let record =
        TeachingRecord::of(people::trn("3456789"), &anne().identity, anne().user.email, None);
    scene.world.decide(&anne(), Ruling::Give(Box::new(record))).await;

    scene.work_on_the_last().await.unwrap();

    let [arrived] = scene.arrived().try_into().unwrap();
    assert_eq!(arrived.email.subject, "Your teacher reference number (TRN)");
    assert!(arrived.email.text.lines().any(|line| line == "3456789"));
}

#[tokio::test]
async fn what_is_wanted_and_why_not_are_told() {
    let scene = Scene::asked().await;
    scene.world.decide(&anne(), Ruling::Ask(Wanted::new(true, false, true).unwrap())).await;
    scene.work_on_the_last().await.unwrap();
    scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    scene.work_on_the_last().await.unwrap();

    let [asked, refused] = scene.arrived().try_into().unwrap();
    assert!(asked.email.text.contains("National Insurance number"), "{}", asked.email.text);
    assert!(asked.email.text.contains("previous last name"), "{}", asked.email.text);
    assert!(!asked.email.text.contains("* your teacher reference"), "{}", asked.email.text);
    assert_eq!(refused.email.subject, "The outcome of your request TRN-AAAA-BBBB");
}

#[tokio::test]
async fn what_is_not_true_any_more_is_not_told() {
    // The confirmation and the question are late: the person has a record already.
    let scene = Scene::asked().await;
    scene.world.decide(&anne(), Ruling::Ask(Wanted::new(true, false, false).unwrap())).await;
    let late = scene.world.emails_waiting().await;
    scene.world.decide(&anne(), Ruling::Link(people::trn("1234567"))).await;
    assert_eq!(late.len(), 2);

    for pending in late {
        scene.work_on(&pending.id).await.unwrap();
        assert_eq!(scene.noted(&pending.id).await["why"], "nothing_to_tell");
    }

    assert!(scene.arrived().is_empty());
}

#[tokio::test]
async fn a_refusal_is_not_told_to_somebody_who_has_a_record_by_now() {
    let scene = Scene::asked().await;
    scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    scene.world.link(&anne(), people::trn("1234567")).await;

    scene.work_on_the_last().await.unwrap();

    assert!(scene.arrived().is_empty());
}

#[tokio::test]
async fn a_message_is_sent_once_however_often_it_is_delivered() {
    let scene = Scene::asked().await;
    let worker = scene.function();
    let body = scene.last().await;
    let tries = (0..10).map(|_| {
        let (worker, body) = (worker.clone(), body.clone());
        tokio::spawn(async move { worker.work(&body).await })
    });
    for one in tries.collect::<Vec<_>>() {
        if let Err(fault) = one.await.unwrap() {
            assert_eq!(why(&fault), "somebody else is sending it");
        }
    }
    worker.work(&body).await.unwrap();

    assert_eq!(scene.arrived().len(), 1);
}

#[tokio::test]
async fn a_provider_that_fails_is_asked_again_when_the_lease_is_over() {
    let scene = Scene::asked().await;
    scene.inbox.fail_next(Mishap::Before);

    scene.work_on_the_last().await.unwrap_err();
    assert_eq!(why(&scene.work_on_the_last().await.unwrap_err()), "somebody else is sending it");
    scene.world.clock().advance(email_sender::LEASE);
    scene.work_on_the_last().await.unwrap();

    assert_eq!(scene.arrived().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_costs_one_email_too_many_and_no_more() {
    let scene = Scene::asked().await;
    scene.inbox.fail_next(Mishap::After);

    scene.work_on_the_last().await.unwrap_err();
    for _ in 0..3 {
        scene.world.clock().advance(email_sender::LEASE);
        scene.work_on_the_last().await.unwrap();
    }

    assert_eq!(scene.arrived().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_to_whoever_complained_and_support_staff_learn_of_it() {
    let scene = Scene::asked().await;
    let address = people::email("ANNE@example.com");
    scene.world.store().feedback().suppress(&address, nine()).await.unwrap();
    let task = scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;

    scene.work_on_the_last().await.unwrap();

    assert!(scene.arrived().is_empty());
    let task = scene.world.store().reviews().task(&task).await.unwrap().unwrap();
    assert_eq!(task.listed, Some(Listed::EmailNotDelivered));
}

#[tokio::test]
async fn an_address_that_the_provider_refuses_is_not_tried_again() {
    let scene = Scene::asked().await;
    scene.inbox.refuse(&anne().user.email);
    let task = scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;

    scene.work_on_the_last().await.unwrap();
    scene.work_on_the_last().await.unwrap();

    assert!(scene.arrived().is_empty());
    let task = scene.world.store().reviews().task(&task).await.unwrap().unwrap();
    assert_eq!(task.listed, Some(Listed::EmailNotDelivered));
}

#[tokio::test]
async fn no_email_says_what_its_receiver_must_keep_to_themselves() {
    let scene = Scene::asked().await;
    let Some(OpenWork::Task { .. }) = scene.world.user(&anne().user.subject).await.open else {
        panic!("a task is open")
    };
    scene.work_on_the_last().await.unwrap();
    scene.world.decide(&anne(), Ruling::Link(people::trn("1234567"))).await;
    scene.work_on_the_last().await.unwrap();

    for arrived in scene.arrived() {
        let said = format!("{}{}{}", arrived.email.subject, arrived.email.text, arrived.email.html);
        for secret in ["AB123456C", "AB 12 34 56 C", "1990", "1 May"] {
            assert!(!said.contains(secret), "{secret}");
        }
    }
    assert_eq!(scene.arrived().len(), 2);
}

#[tokio::test]
async fn what_is_not_for_it_is_never_worked_on() {
    let scene = Scene::asked().await;
    let own = |message: &Outgoing| matches!(message, Outgoing::Email { .. });

    works_on_nothing_but(own, &scene.function(), &*scene.world.store().outbox()).await;

    assert!(scene.arrived().is_empty());
}

#[tokio::test]
async fn an_email_asks_the_store_as_little_as_is_documented() {
    let scene = Scene::asked().await;
    let message = scene.last().await;
    scene.world.engine().calls().forget();

    scene.function().work(&message).await.unwrap();

    scene.world.engine().calls().are_as_documented("email-sender, an email");
}
