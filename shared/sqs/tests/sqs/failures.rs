//! What becomes of the answers that SQS gives when things go wrong.

use aws_stand_in::Scripted;
use ports::Queue;
use serde_json::{Value, json};
use sqs::SqsQueue;

use crate::given::{messages, said};

#[tokio::test]
async fn those_that_were_refused_are_told_apart_from_those_that_were_accepted() {
    let (aws, queue) = scripted().await;
    aws.answer_next(
        200,
        json!({
            "Successful": [taken("2"), taken("0")],
            "Failed": [{ "Id": "1", "SenderFault": false, "Code": "InternalError" }]
        })
        .to_string(),
    );
    let messages = messages(3);

    let accepted = queue.send(&messages).await.unwrap();

    assert_eq!(accepted, [messages[0].clone(), messages[2].clone()]);
}

#[tokio::test]
async fn what_an_answer_does_not_speak_of_is_not_accepted() {
    let (aws, queue) = scripted().await;
    let odd = json!({ "Successful": [taken("7"), taken("x"), taken("1")], "Failed": [] });
    aws.answer_next(200, odd.to_string());
    let messages = messages(2);

    let accepted = queue.send(&messages).await.unwrap();

    assert_eq!(accepted, [messages[1].clone()]);
}

#[tokio::test]
async fn what_was_accepted_before_a_failure_is_told() {
    let (aws, queue) = scripted().await;
    let all: Vec<Value> = (0..10).map(|place| taken(&place.to_string())).collect();
    aws.answer_next(200, json!({ "Successful": all, "Failed": [] }).to_string());
    aws.answer_next(400, r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}"#);
    let messages = messages(25);

    let accepted = queue.send(&messages).await.unwrap();

    assert_eq!(accepted, messages[..10]);
    assert_eq!(aws.asked().len(), 2, "the rest is not tried");
}

#[tokio::test]
async fn throttling_is_waited_out() {
    let (aws, queue) = scripted().await;
    aws.answer_next(400, r#"{"__type":"com.amazonaws.sqs#RequestThrottled"}"#);
    aws.answer_next(503, "busy");
    aws.answer_next(200, json!({ "Successful": [taken("0")], "Failed": [] }).to_string());
    let messages = messages(1);

    let accepted = queue.send(&messages).await.unwrap();

    assert_eq!(accepted, messages);
}

#[tokio::test]
async fn a_failure_that_lasts_is_a_fault_that_repeats_nothing() {
    let secret = r#"{"__type":"com.amazonaws.sqs#KmsAccessDenied","message":"anne@example.com"}"#;
    for (status, body, why) in [
        (400, secret, "SQS answered KmsAccessDenied"),
        (500, "<html>anne@example.com</html>", "SQS answered an unknown error"),
        (200, "anne@example.com", "SQS answered an unknown error"),
    ] {
        let (aws, queue) = scripted().await;
        for _ in 0..3 {
            aws.answer_next(status, body);
        }

        let fault = queue.send(&messages(1)).await.unwrap_err();

        assert_eq!(said(&fault), format!("putting messages on a queue: {why}"));
    }
}

#[tokio::test]
async fn silence_is_a_fault() {
    let (aws, queue) = scripted().await;
    for _ in 0..3 {
        aws.ignore_next();
    }

    let fault = queue.send(&messages(1)).await.unwrap_err();

    assert_eq!(said(&fault), "putting messages on a queue: SQS did not answer in time");
}

#[tokio::test]
async fn nobody_there_is_a_fault() {
    let (aws, queue) = scripted().await;
    drop(aws);

    let fault = queue.send(&messages(1)).await.unwrap_err();

    assert_eq!(said(&fault), "putting messages on a queue: SQS could not be reached");
}

#[tokio::test]
async fn a_queue_is_asked_for_nothing_but_the_ids() {
    let (aws, queue) = scripted().await;
    aws.answer_next(200, json!({ "Successful": [taken("0")], "Failed": [] }).to_string());

    queue.send(&messages(1)).await.unwrap();

    let [asked] = aws.asked().try_into().unwrap();
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    let entry = json!({ "Id": "0", "MessageBody": r#"{"v":1,"message":"m00"}"# });
    assert_eq!(asked.operation.as_deref(), Some("SendMessageBatch"));
    assert_eq!(body["Entries"], json!([entry]));
}

async fn scripted() -> (Scripted, SqsQueue) {
    let aws = Scripted::start().await;
    let queue = SqsQueue::new(&aws.config(), format!("{}/000000000000/q", aws.endpoint()));
    (aws, queue)
}

fn taken(id: &str) -> Value {
    json!({ "Id": id, "MessageId": "9f1c", "MD5OfMessageBody": "00" })
}
