//! The stream of the outbox, and the schedule beside it.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use identity::MessageId;
use lambda::{Allotted, handle_stream};
use ports::{Fault, Relay};
use serde_json::{Value, json};
use testing::Log;

/// Relays everything but what it is told to leave.
#[derive(Default)]
struct Leaving {
    left: Vec<&'static str>,
    fails: Option<Failing>,
    given: Mutex<Vec<MessageId>>,
    sweeps: AtomicUsize,
}

#[derive(Clone, Copy)]
enum Failing {
    Fault,
    Panic,
    Hanging,
}

impl Leaving {
    fn failing(how: Failing) -> Self {
        Self { fails: Some(how), ..Self::default() }
    }

    async fn fail(&self) -> Result<(), Fault> {
        match self.fails {
            None => Ok(()),
            Some(Failing::Fault) => Err(Fault::new("filling a queue", "SQS answered Throttled")),
            Some(Failing::Panic) => panic!("as it was told to"),
            Some(Failing::Hanging) => std::future::pending().await,
        }
    }
}

#[async_trait]
impl Relay for Leaving {
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        self.given.lock().unwrap().extend_from_slice(messages);
        self.fail().await?;
        let relayed = messages.iter().filter(|message| !self.left.contains(&message.as_str()));
        Ok(relayed.cloned().collect())
    }

    async fn sweep(&self) -> Result<(), Fault> {
        self.sweeps.fetch_add(1, Ordering::SeqCst);
        self.fail().await
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_added_is_relayed_and_all_else_passed_over() {
    let relay = Leaving::default();
    let event = stream(&[
        ("INSERT", "MESSAGE#a"),
        ("MODIFY", "MESSAGE#b"),
        ("REMOVE", "MESSAGE#c"),
        ("INSERT", "ADDRESS#d"),
        ("INSERT", "MESSAGE#e"),
    ]);

    let answer = handle_stream(event, &relay, half_a_minute()).await.unwrap();

    assert_eq!(serde_json::to_value(&answer).unwrap(), json!({ "batchItemFailures": [] }));
    let given: Vec<String> =
        relay.given.lock().unwrap().iter().map(|id| id.as_str().to_owned()).collect();
    assert_eq!(given, ["a", "e"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_relayed_is_told_of_again_in_order() {
    let relay = Leaving { left: vec!["d", "b"], ..Leaving::default() };
    let event = stream(&[
        ("INSERT", "MESSAGE#a"),
        ("INSERT", "MESSAGE#b"),
        ("INSERT", "MESSAGE#c"),
        ("INSERT", "MESSAGE#d"),
    ]);
    let log = Log::here();

    let answer = handle_stream(event, &relay, half_a_minute()).await.unwrap();

    let failures = [json!({ "itemIdentifier": "101" }), json!({ "itemIdentifier": "103" })];
    assert_eq!(serde_json::to_value(&answer).unwrap(), json!({ "batchItemFailures": failures }));
    let logged: Vec<Value> =
        log.fields().iter().map(|line| line["outbox.message"].clone()).collect();
    assert_eq!(logged, ["b", "d"]);
}

#[tokio::test(start_paused = true)]
async fn when_nothing_is_relayed_everything_is_told_of_again() {
    for how in [Failing::Fault, Failing::Panic, Failing::Hanging] {
        let relay = Leaving::failing(how);
        let event = stream(&[("INSERT", "MESSAGE#a"), ("INSERT", "MESSAGE#b")]);
        let log = Log::here();

        let answer = handle_stream(event, &relay, half_a_minute()).await.unwrap();

        assert_eq!(answer.identifiers(), ["100", "101"]);
        assert_eq!(log.fields().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_when_there_is_no_time() {
    let relay = Leaving::default();
    let event = stream(&[("INSERT", "MESSAGE#a")]);

    let answer = handle_stream(event, &relay, Allotted::of(Duration::from_secs(4))).await.unwrap();

    assert_eq!(answer.identifiers(), ["100"]);
    assert!(relay.given.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_message_without_an_id_of_ours_is_never_taken_for_relayed() {
    let relay = Leaving::default();
    let event =
        stream(&[("INSERT", "MESSAGE#a"), ("INSERT", "MESSAGE#no id"), ("INSERT", "MESSAGE#b")]);

    let answer = handle_stream(event, &relay, half_a_minute()).await.unwrap();

    assert_eq!(answer.identifiers(), ["101"]);
    assert_eq!(relay.given.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_schedule_sweeps() {
    let relay = Leaving::default();

    let answer = handle_stream(schedule(), &relay, half_a_minute()).await.unwrap();

    assert_eq!(answer.identifiers(), Vec::<&str>::new());
    assert_eq!(relay.sweeps.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_sweep_that_fails_or_hangs_is_a_failure_of_the_function() {
    for (how, why) in [
        (Failing::Fault, "filling a queue: SQS answered Throttled"),
        (Failing::Hanging, "sweeping: it took too long"),
    ] {
        let relay = Leaving::failing(how);

        let failed = handle_stream(schedule(), &relay, half_a_minute()).await.unwrap_err();

        assert_eq!(failed.to_string(), why);
    }
}

#[tokio::test]
async fn any_other_event_is_refused_without_a_word_of_it() {
    let mut other_schedule = schedule();
    other_schedule["source"] = "aws.ec2".into();
    let mut truncated = stream(&[("INSERT", "MESSAGE#a")]);
    truncated["Records"][0]["dynamodb"]["SequenceNumber"].take();
    let unknown = stream(&[("REPLACE", "MESSAGE#a")]);
    for event in [json!({}), json!(null), other_schedule, truncated, unknown] {
        let relay = Leaving::default();

        let refused = handle_stream(event, &relay, half_a_minute()).await.unwrap_err();

        assert_eq!(refused.to_string(), "not an event of a stream or a schedule");
        assert!(relay.given.lock().unwrap().is_empty());
    }
}

fn half_a_minute() -> Allotted {
    Allotted::of(Duration::from_secs(30))
}

/// An event as DynamoDB sends it, with the sequence numbers 100, 101 and so on.
fn stream(changes: &[(&str, &str)]) -> Value {
    let record = |(number, (change, pk)): (usize, &(&str, &str))| {
        let keys = json!({ "pk": { "S": pk }, "sk": { "S": "MESSAGE" } });
        json!({
            "eventID": "1",
            "eventName": change,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "eu-west-2",
            "dynamodb": {
                "ApproximateCreationDateTime": 1_762_000_000.0,
                "Keys": keys,
                "NewImage": keys,
                "SequenceNumber": (100 + number).to_string(),
                "SizeBytes": 26,
                "StreamViewType": "NEW_IMAGE"
            },
            "eventSourceARN": "arn:aws:dynamodb:eu-west-2:123456789012:table/Outbox/stream/2026-01-01T00:00:00.000"
        })
    };
    json!({ "Records": changes.iter().enumerate().map(record).collect::<Vec<_>>() })
}

/// An event as `EventBridge` sends it.
fn schedule() -> Value {
    json!({
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2026-01-01T00:00:00Z",
        "region": "eu-west-2",
        "resources": ["arn:aws:events:eu-west-2:123456789012:rule/sweep"],
        "detail": {}
    })
}
