//! Queues, and what nobody could work on.

use std::time::Duration;

use aws_sdk_sqs::{
    Client,
    types::QueueAttributeName::{RedrivePolicy, VisibilityTimeout},
};
use aws_stand_in::MiniStack;
use ops::Ending;
use ports::Variables;

use crate::terminal::{Answer, typed_in};

#[tokio::test]
async fn every_queue_that_is_given_is_listed_with_its_depths() {
    queue("ops-list-dead", None).await;
    let review = queue("ops-list-review", Some("ops-list-dead")).await;
    let email = queue("ops-list-email", None).await;
    send(&email, 3).await;

    let answer =
        typed(&[("REVIEW_QUEUE_URL", review), ("EMAIL_QUEUE_URL", email)], "queue list").await;

    assert_eq!(answer.ending, Ending::Done, "{}", answer.progress);
    assert_eq!(
        answer.report,
        "queue       waiting  in flight  dead letters\n\
         review            0          0             0\n\
         email             3          0     none kept\n"
    );
}

#[tokio::test]
async fn dead_letters_go_back_to_their_queue() {
    let dead = queue("ops-redrive-dead", None).await;
    let url = queue("ops-redrive", Some("ops-redrive-dead")).await;
    send(&url, 3).await;
    let_die(&url, &dead, 3).await;

    let answer = typed(&[("FEEDBACK_QUEUE_URL", url.clone())], "queue redrive feedback").await;

    assert_eq!(answer.ending, Ending::Done, "{}", answer.progress);
    assert_eq!(answer.report, "3 messages are back on the queue feedback\n");
    assert!(answer.progress.ends_with("\r3 of 3 moved\n"), "{}", answer.progress);
    assert_eq!((waiting(&url).await, waiting(&dead).await), (3, 0));
}

#[tokio::test]
async fn a_queue_without_dead_letters_is_said_to_have_none() {
    let url = queue("ops-no-dead", None).await;

    let answer = typed(&[("EMAIL_QUEUE_URL", url)], "queue redrive email").await;

    assert_eq!(answer.ending, Ending::Failed);
    let said = "the queue email keeps its messages: it has no dead letters\n";
    assert_eq!(answer.progress, said);
}

#[tokio::test]
async fn what_is_missing_or_not_there_is_said() {
    let gone = format!("{}/000000000000/ops-never-made", MiniStack::shared().endpoint());
    for (settings, command, said) in [
        (vec![], "queue list", "REVIEW_QUEUE_URL: is not set, and that of no other queue is"),
        (vec![], "queue redrive email", "EMAIL_QUEUE_URL: is not set"),
        (
            vec![("EMAIL_QUEUE_URL", "email".to_owned())],
            "queue list",
            "EMAIL_QUEUE_URL: is not the URL of a queue",
        ),
        (
            vec![("EMAIL_QUEUE_URL", gone)],
            "queue list",
            "counting the messages of a queue: SQS answered NonExistentQueue",
        ),
        (
            vec![],
            "queue redrive letters",
            "letters is no queue: review, email, feedback, logout or webhook?",
        ),
        (vec![], "queue redrive", "which queue?"),
    ] {
        let answer = typed(&settings, command).await;

        assert_eq!(answer.ending, Ending::Failed);
        assert_eq!(answer.progress.lines().next(), Some(said), "{command}");
    }
}

/// Types a command, with these queues in the environment.
async fn typed(queues: &[(&'static str, String)], command: &str) -> Answer {
    let queues = queues.to_vec();
    let environment = Variables::new(move |name| {
        if name == "AWS_ENDPOINT_URL" {
            return Some(MiniStack::shared().endpoint());
        }
        queues.iter().find(|(queue, _)| *queue == name).map(|(_, url)| url.clone())
    });
    typed_in(environment, &command.split(' ').collect::<Vec<_>>()).await
}

fn client() -> Client {
    Client::new(&MiniStack::shared().config())
}

/// The URL of a new queue, whose messages go to another when they were received once and not deleted within a second.
async fn queue(name: &str, dead_letters: Option<&str>) -> String {
    let policy = dead_letters.map(|dead| {
        let arn = format!("arn:aws:sqs:eu-west-2:000000000000:{dead}");
        format!(r#"{{"deadLetterTargetArn":"{arn}","maxReceiveCount":"1"}}"#)
    });
    let mut create = client().create_queue().queue_name(name).attributes(VisibilityTimeout, "1");
    if let Some(policy) = policy {
        create = create.attributes(RedrivePolicy, policy);
    }
    create.send().await.unwrap().queue_url.unwrap()
}

async fn send(url: &str, many: usize) {
    for _ in 0..many {
        client().send_message().queue_url(url).message_body("{}").send().await.unwrap();
    }
}

/// Receives every message on a queue and does nothing about it, until all of them are dead letters.
async fn let_die(url: &str, dead: &str, many: usize) {
    for _ in 0..100 {
        let receive = client().receive_message().queue_url(url).max_number_of_messages(10);
        receive.send().await.unwrap();
        if waiting(dead).await == many {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("they do not die");
}

async fn waiting(url: &str) -> usize {
    let all = aws_sdk_sqs::types::QueueAttributeName::ApproximateNumberOfMessages;
    let ask = client().get_queue_attributes().queue_url(url).attribute_names(all.clone());
    ask.send().await.unwrap().attributes.unwrap()[&all].parse().unwrap()
}
