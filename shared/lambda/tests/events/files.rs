//! Every file in `events/` that is for a worker, as Lambda hands it over. What the workers do about the messages is
//! their own tests' business: here a message is one if it can be read.

use std::{collections::BTreeSet, fs, path::PathBuf, time::Duration};

use async_trait::async_trait;
use identity::MessageId;
use lambda::{Allotted, handle_queue, handle_stream};
use ports::{Fault, QueueMessage, Relay, Worker};
use serde_json::Value;

/// Each event: the function, the file without `.json`, and which messages of the batch fail, by their place.
const EVENTS: [(&str, &str, &[usize]); 13] = [
    ("email-feedback", "bounce-complaint-delivery", &[]),
    ("email-feedback", "still-in-its-envelope", &[0]),
    ("email-sender", "not-a-message", &[0]),
    ("email-sender", "two-emails", &[]),
    ("logout-sender", "not-a-message", &[0]),
    ("logout-sender", "two-sign-outs", &[]),
    ("outbox-relay", "added", &[]),
    ("outbox-relay", "added-without-an-id", &[0]),
    ("outbox-relay", "sweep", &[]),
    ("review-intake", "one-of-another-version", &[1]),
    ("review-intake", "raised", &[]),
    ("webhook-sender", "not-a-message", &[0]),
    ("webhook-sender", "two-events", &[]),
];

/// Reads ids of the outbox.
struct OfOurs;

#[async_trait]
impl Worker for OfOurs {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let read = body.parse::<QueueMessage>();
        read.map(drop).map_err(|not_ours| Fault::new("reading a message", not_ours))
    }
}

/// Reads what SES tells.
struct OfSes;

#[async_trait]
impl Worker for OfSes {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let told: Value = serde_json::from_str(body).unwrap();
        let tagged = &told["mail"]["tags"]["message"][0];
        if told["eventType"].is_string() && tagged.is_string() {
            return Ok(());
        }
        Err(Fault::new("reading what SES tells", "it is something else"))
    }
}

/// Relays everything.
struct Everything;

#[async_trait]
impl Relay for Everything {
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        Ok(messages.to_vec())
    }

    async fn sweep(&self) -> Result<(), Fault> {
        Ok(())
    }
}

#[tokio::test]
async fn every_event_of_a_worker_comes_to_what_it_should() {
    for (function, case, failing) in EVENTS {
        let event = event(function, case);
        let time = Allotted::of(Duration::from_secs(30));

        let answer = match function {
            "outbox-relay" => handle_stream(event.clone(), &Everything, time).await.unwrap(),
            "email-feedback" => handle_queue(event.clone(), &OfSes, time).await.unwrap(),
            _ => handle_queue(event.clone(), &OfOurs, time).await.unwrap(),
        };

        let known_by = |place: &usize| {
            let record = &event["Records"][*place];
            let id = if function == "outbox-relay" {
                &record["dynamodb"]["SequenceNumber"]
            } else {
                &record["messageId"]
            };
            id.as_str().unwrap()
        };
        let expected: Vec<&str> = failing.iter().map(known_by).collect();
        assert_eq!(answer.identifiers(), expected, "{function}/{case}");
    }
}

#[test]
fn every_event_of_a_worker_has_a_row() {
    let functions: BTreeSet<&str> = EVENTS.into_iter().map(|(function, ..)| function).collect();
    for function in functions {
        let files: BTreeSet<String> = fs::read_dir(folder().join(function))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let rows = EVENTS.into_iter().filter(|(of, ..)| *of == function);

        let rows: BTreeSet<String> = rows.map(|(_, case, _)| format!("{case}.json")).collect();

        assert_eq!(files, rows, "{function}");
    }
}

fn event(function: &str, case: &str) -> Value {
    let file = folder().join(function).join(format!("{case}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../events")
}
