//! Queues of this process keep what SQS promises, and no more.

use std::sync::Arc;

use jiff::{SignedDuration, civil::date};
use ports::{Clock, Mailer, Posting, Queue};
use testing::{
    StoppedClock,
    journeys::nine,
    people,
    queues::{Depth, InProcessQueue, Inbox, MOST_RECEIVES, Mishap, VISIBILITY},
};

fn queue() -> (InProcessQueue, StoppedClock) {
    let clock = StoppedClock::at(nine());
    (InProcessQueue::new(Arc::new(clock.clone())), clock)
}

fn depth(waiting: usize, in_flight: usize, dead_letters: usize) -> Depth {
    Depth { waiting, in_flight, dead_letters }
}

#[test]
fn a_message_is_hidden_while_somebody_works_on_it_and_comes_again_if_they_fail() {
    let (queue, clock) = queue();
    queue.put("work");

    let first = queue.receive(10);
    assert_eq!((first.len(), queue.receive(10).len()), (1, 0));
    assert_eq!(queue.depth(), depth(0, 1, 0));
    clock.advance(VISIBILITY);
    let second = queue.receive(10);
    assert_eq!(second[0].body, "work");
    queue.delete(&second[0]);

    clock.advance(VISIBILITY);
    assert_eq!(queue.depth(), depth(0, 0, 0));
}

#[test]
fn whoever_comes_too_late_does_not_take_a_message_from_somebody_else() {
    let (queue, clock) = queue();
    queue.put("work");
    let late = queue.receive(1);
    clock.advance(VISIBILITY);
    queue.receive(1);

    queue.delete(&late[0]);

    assert_eq!(queue.depth(), depth(0, 1, 0));
}

#[test]
fn what_nobody_can_work_on_ends_among_the_dead_letters_and_can_be_tried_again() {
    let (queue, clock) = queue();
    queue.put("poison");
    for _ in 0..MOST_RECEIVES {
        assert_eq!(queue.receive(1).len(), 1);
        clock.advance(VISIBILITY);
    }

    assert_eq!(queue.receive(1).len(), 0);
    assert_eq!((queue.depth(), queue.dead_letters()), (depth(0, 0, 1), vec!["poison".to_owned()]));

    assert_eq!(queue.redrive(), 1);
    assert_eq!(queue.depth(), depth(1, 0, 0));
    assert_eq!(queue.receive(1)[0].body, "poison");
}

#[test]
fn a_batch_is_no_larger_than_was_asked_for() {
    let (queue, _) = queue();
    (0..25).for_each(|number| queue.put(number.to_string()));

    assert_eq!([10, 10, 10].map(|most| queue.receive(most).len()), [10, 10, 5]);
}

#[tokio::test]
async fn a_call_that_fails_has_done_nothing_or_everything_as_it_was_told() {
    let (queue, _) = queue();
    let ids = ["one".parse().unwrap(), "two".parse().unwrap()];
    queue.fail_next(Mishap::Before);
    queue.fail_next(Mishap::After);

    queue.send(&ids).await.unwrap_err();
    assert_eq!(queue.depth(), depth(0, 0, 0));
    queue.send(&ids).await.unwrap_err();
    assert_eq!(queue.depth(), depth(2, 0, 0));
    assert_eq!(queue.send(&ids).await.unwrap(), ids);
    assert_eq!(queue.depth(), depth(4, 0, 0));
}

#[tokio::test]
async fn the_inbox_takes_every_email_but_those_it_is_told_to_refuse() {
    let clock = StoppedClock::at(nine());
    let inbox = Inbox::new(Arc::new(clock.clone()));
    let email = emails::request_received(
        emails::ENGLISH,
        &emails::RequestReceived {
            name: "Anne",
            service: "Register for an NPQ",
            reference: "TRN-AAAA-BBBB",
            by: date(2026, 4, 9),
            support: "help@ctr.example",
        },
    );
    let send =
        async |to: &str| inbox.send(&"message".parse().unwrap(), &people::email(to), &email).await;
    inbox.refuse(&people::email("Gone@example.com"));
    inbox.fail_next(Mishap::Before);
    inbox.fail_next(Mishap::After);

    send("anne@example.com").await.unwrap_err();
    assert!(inbox.arrived().is_empty());
    send("anne@example.com").await.unwrap_err();
    clock.advance(SignedDuration::from_mins(1));
    let posting = send("anne@example.com").await.unwrap();
    assert_eq!(send("gone@EXAMPLE.com").await.unwrap(), Posting::Refused);

    let arrived = inbox.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(posting, Posting::Accepted { provider_id: arrived[1].provider_id.clone() });
    assert_ne!(arrived[0].provider_id, arrived[1].provider_id);
    assert_eq!(arrived[1].at, clock.now());
}
