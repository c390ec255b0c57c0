//! Dead letters, and their way back.

use std::time::Duration;

use aws_stand_in::Scripted;
use ports::Queue;
use serde_json::json;
use sqs::{DeadLetters, Moved, SqsQueue};

use crate::given::{client, messages, queue_with_dead_letters, said, take_all};

#[tokio::test]
async fn what_died_goes_back_where_it_came_from() {
    let (queue, url, dead) = queue_with_dead_letters("redriven").await;
    queue.send(&messages(12)).await.unwrap();
    let dead_letters = queue.dead_letters().await.unwrap().unwrap();
    let_die(&url, &dead_letters, 12).await;
    let mut told = Vec::new();

    let moved = dead_letters.redrive(&mut |so_far| told.push(so_far.moved)).await.unwrap();

    assert_eq!(moved, Moved { moved: 12, of: Some(12) });
    assert_eq!(told.last(), Some(&12));
    assert_eq!(take_all(&dead).await, Vec::<String>::new());
    assert_eq!(take_all(&url).await.len(), 12);
}

#[tokio::test]
async fn sqs_moves_them_by_itself_and_tells_how_far_it_is() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(200, one_move("COMPLETED", 1_000, 4, 4));
    aws.answer_next(200, r#"{"TaskHandle":"h"}"#);
    // The list lags behind: the move before is no answer.
    aws.answer_next(200, one_move("COMPLETED", 1_000, 4, 4));
    aws.answer_next(200, one_move("RUNNING", 2_000, 1, 3));
    aws.answer_next(200, one_move("COMPLETED", 2_000, 3, 3));
    let mut told = Vec::new();

    let moved = dead_letters.redrive(&mut |so_far| told.push(so_far)).await.unwrap();

    assert_eq!(moved, Moved { moved: 3, of: Some(3) });
    assert_eq!(told, [Moved { moved: 1, of: Some(3) }]);
    assert_eq!(starts(&aws), 1);
}

#[tokio::test]
async fn a_move_that_is_under_way_is_followed_and_no_other_is_started() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(200, one_move("RUNNING", 1_000, 1, 5));
    aws.answer_next(200, one_move("RUNNING", 1_000, 2, 5));
    aws.answer_next(200, one_move("COMPLETED", 1_000, 5, 5));

    let moved = dead_letters.redrive(&mut |_| {}).await.unwrap();

    assert_eq!(moved, Moved { moved: 5, of: Some(5) });
    assert_eq!(starts(&aws), 0);
}

#[tokio::test]
async fn a_move_that_fails_says_why() {
    for (status, reason, why) in [
        (
            "FAILED",
            json!("AWS.SimpleQueueService.NonExistentQueue"),
            "AWS.SimpleQueueService.NonExistentQueue",
        ),
        ("FAILED", json!(null), "FAILED"),
        ("CANCELLED", json!(null), "it was cancelled"),
    ] {
        let (aws, dead_letters) = scripted().await;
        aws.answer_next(200, r#"{"Results":[]}"#);
        aws.answer_next(200, r#"{"TaskHandle":"h"}"#);
        let task = json!({ "Status": status, "StartedTimestamp": 1_000, "FailureReason": reason });
        aws.answer_next(200, json!({ "Results": [task] }).to_string());

        let fault = dead_letters.redrive(&mut |_| {}).await.unwrap_err();

        let doing = "following a move of dead letters: SQS gave up";
        assert_eq!(said(&fault), format!("{doing}: {why}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_move_that_never_shows_is_not_waited_for_for_ever() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(200, r#"{"Results":[]}"#);
    aws.answer_next(200, r#"{"TaskHandle":"h"}"#);
    for _ in 0..100 {
        aws.answer_next(200, r#"{"Results":[]}"#);
    }

    let fault = dead_letters.redrive(&mut |_| {}).await.unwrap_err();

    assert!(said(&fault).contains("no such move"), "{}", said(&fault));
}

#[tokio::test]
async fn who_may_not_move_dead_letters_is_told() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(200, r#"{"Results":[]}"#);
    aws.answer_next(400, r#"{"__type":"AccessDeniedException"}"#);

    let fault = dead_letters.redrive(&mut |_| {}).await.unwrap_err();

    let why = "starting to move dead letters: SQS answered AccessDeniedException";
    assert_eq!(said(&fault), why);
}

#[tokio::test]
async fn by_hand_nothing_is_deleted_that_was_not_sent() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(400, r#"{"__type":"InvalidAction"}"#);
    aws.answer_next(200, depth(2));
    aws.answer_next(200, letters(&["a", "b"]));
    aws.answer_next(200, r#"{"Successful":[{"Id":"1","MessageId":"m","MD5OfMessageBody":"0"}],"Failed":[{"Id":"0","SenderFault":false,"Code":"InternalError"}]}"#);
    aws.answer_next(200, r#"{"Successful":[{"Id":"1"}],"Failed":[]}"#);
    aws.answer_next(200, letters(&[]));

    let moved = dead_letters.redrive(&mut |_| {}).await.unwrap();

    assert_eq!(moved, Moved { moved: 1, of: Some(2) });
    let deleted = aws.asked().into_iter().find(|asked| said_to(asked, "DeleteMessageBatch"));
    let deleted = deleted.unwrap().body;
    assert!(deleted.contains("receipt of b") && !deleted.contains("receipt of a"), "{deleted}");
}

#[tokio::test]
async fn by_hand_a_queue_that_takes_nothing_ends_it() {
    let (aws, dead_letters) = scripted().await;
    aws.answer_next(400, r#"{"__type":"InvalidAction"}"#);
    aws.answer_next(200, depth(2));
    aws.answer_next(200, letters(&["a"]));
    aws.answer_next(
        200,
        r#"{"Successful":[],"Failed":[{"Id":"0","SenderFault":false,"Code":"InternalError"}]}"#,
    );

    let fault = dead_letters.redrive(&mut |_| {}).await.unwrap_err();

    assert_eq!(said(&fault), "moving dead letters by hand: SQS took none of the messages");
}

/// Receives every message on a queue and does nothing about it, until all of them are dead letters.
async fn let_die(url: &str, dead_letters: &DeadLetters, many: u64) {
    for _ in 0..100 {
        let receive = client().receive_message().queue_url(url).max_number_of_messages(10);
        receive.send().await.unwrap();
        if dead_letters.depth().await.unwrap().waiting == many {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("they do not die");
}

/// The dead letters of a queue of an AWS that does what it is told.
async fn scripted() -> (Scripted, DeadLetters) {
    let aws = Scripted::start().await;
    let policy = r#"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:000000000000:q-dead","maxReceiveCount":5}"#;
    aws.answer_next(200, json!({ "Attributes": { "RedrivePolicy": policy } }).to_string());
    aws.answer_next(200, json!({ "QueueUrl": format!("{}/q-dead", aws.endpoint()) }).to_string());
    let queue = SqsQueue::new(&aws.config(), format!("{}/q", aws.endpoint()));
    let dead_letters = queue.dead_letters().await.unwrap().unwrap();
    (aws, dead_letters)
}

fn one_move(status: &str, started: u64, moved: u64, of: u64) -> String {
    let task = json!({
        "Status": status,
        "StartedTimestamp": started,
        "ApproximateNumberOfMessagesMoved": moved,
        "ApproximateNumberOfMessagesToMove": of
    });
    json!({ "Results": [task] }).to_string()
}

fn depth(waiting: u64) -> String {
    let attributes = json!({
        "ApproximateNumberOfMessages": waiting.to_string(),
        "ApproximateNumberOfMessagesDelayed": "0",
        "ApproximateNumberOfMessagesNotVisible": "0"
    });
    json!({ "Attributes": attributes }).to_string()
}

fn letters(bodies: &[&str]) -> String {
    let letter =
        |body: &&str| json!({ "Body": body, "ReceiptHandle": format!("receipt of {body}") });
    json!({ "Messages": bodies.iter().map(letter).collect::<Vec<_>>() }).to_string()
}

fn starts(aws: &Scripted) -> usize {
    aws.asked().iter().filter(|asked| said_to(asked, "StartMessageMoveTask")).count()
}

fn said_to(asked: &aws_stand_in::Asked, operation: &str) -> bool {
    asked.operation.as_deref() == Some(operation)
}
