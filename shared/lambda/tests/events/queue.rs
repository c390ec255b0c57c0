//! Messages of a queue.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use lambda::{Allotted, NotThisEvent, handle_queue};
use ports::{Fault, Worker};
use serde_json::{Value, json};
use testing::Log;
use tokio::time::sleep;

/// Does what a body tells it to, and remembers what it was given.
#[derive(Default)]
struct Obedient {
    given: Mutex<Vec<String>>,
    under_way: AtomicUsize,
    most_at_once: AtomicUsize,
}

#[async_trait]
impl Worker for Obedient {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        self.given.lock().unwrap().push(body.to_owned());
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(now, Ordering::SeqCst);
        let seconds = body.strip_prefix("sleep ").map_or(0, |seconds| seconds.parse().unwrap());
        sleep(Duration::from_secs(seconds)).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        assert_ne!(body, "panic", "as it was told to");
        if body.contains("fail") {
            let cause = Fault::new("asking the store", "it answered Throttled");
            return Err(Fault::new("working on a message", cause));
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_goes_well_is_done_with() {
    let worker = Obedient::default();

    let answer = handle_queue(event(&["one", "two"]), &worker, half_a_minute()).await.unwrap();

    assert_eq!(serde_json::to_value(&answer).unwrap(), json!({ "batchItemFailures": [] }));
    assert_eq!(*worker.given.lock().unwrap(), ["one", "two"]);
}

#[tokio::test(start_paused = true)]
async fn only_what_failed_comes_again() {
    let worker = Obedient::default();
    let batch = event(&["fine", "fail", "sleep 2", "panic", "fine"]);

    let answer = handle_queue(batch, &worker, half_a_minute()).await.unwrap();

    let answer = serde_json::to_value(&answer).unwrap();
    let failures = [json!({ "itemIdentifier": "m1" }), json!({ "itemIdentifier": "m3" })];
    assert_eq!(answer, json!({ "batchItemFailures": failures }));
    assert_eq!(worker.given.lock().unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn several_are_worked_on_at_once_but_not_all() {
    let worker = Obedient::default();

    handle_queue(event(&["sleep 1"; 12]), &worker, half_a_minute()).await.unwrap();

    assert_eq!(worker.most_at_once.load(Ordering::SeqCst), 5);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_in_the_last_five_seconds() {
    let worker = Obedient::default();
    let batch = event(&["sleep 6", "sleep 6", "sleep 6", "sleep 6", "sleep 6", "too late"]);

    let answer = handle_queue(batch, &worker, Allotted::of(Duration::from_secs(10))).await.unwrap();

    assert_eq!(answer.identifiers(), ["m5"]);
    assert_eq!(worker.given.lock().unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn what_hangs_takes_nothing_with_it() {
    let worker = Obedient::default();
    let batch = event(&["sleep 100", "fine", "sleep 8"]);

    let answer = handle_queue(batch, &worker, Allotted::of(Duration::from_secs(10))).await.unwrap();

    assert_eq!(answer.identifiers(), ["m0"]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_logged_once_with_its_id_and_its_causes_and_nothing_else() {
    let log = Log::here();
    let ours = r#"{"v":1,"message":"fail-7"}"#;
    let batch = event(&["fine", ours, "fail anne@example.com", "panic"]);

    handle_queue(batch, &Obedient::default(), half_a_minute()).await.unwrap();

    let why = "working on a message: asking the store: it answered Throttled";
    let mut lines = log.fields();
    lines.sort_by_key(|line| line["queue.message"].to_string());
    let failed = |id: &str, why: &str| json!({ "message": "a message failed", "queue.message": id, "why": why });
    let mut first = failed("m1", why);
    first["outbox.message"] = "fail-7".into();
    assert_eq!(lines, [first, failed("m2", why), failed("m3", "it panicked")]);
}

#[tokio::test]
async fn an_event_that_is_none_is_refused_without_a_word_of_it() {
    for event in [
        json!({}),
        json!({ "Records": "anne@example.com" }),
        json!({ "Records": [{ "messageId": "m0" }] }),
        json!({ "Records": [{ "messageId": "m0", "body": "fine" }, { "body": "fine" }] }),
        json!(null),
    ] {
        let worker = Obedient::default();

        let refused: NotThisEvent =
            handle_queue(event, &worker, half_a_minute()).await.unwrap_err();

        assert_eq!(refused.to_string(), "not an event of a queue");
        assert!(worker.given.lock().unwrap().is_empty());
    }
}

fn half_a_minute() -> Allotted {
    Allotted::of(Duration::from_secs(30))
}

/// An event as SQS sends it, with messages `m0`, `m1` and so on.
fn event(bodies: &[&str]) -> Value {
    let record = |(number, body): (usize, &&str)| {
        json!({
            "messageId": format!("m{number}"),
            "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
            "body": body,
            "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1545082649183",
                "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                "ApproximateFirstReceiveTimestamp": "1545082649185"
            },
            "messageAttributes": {},
            "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-2:123456789012:my-queue",
            "awsRegion": "eu-west-2"
        })
    };
    json!({ "Records": bodies.iter().enumerate().map(record).collect::<Vec<_>>() })
}
