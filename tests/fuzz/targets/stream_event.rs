//! What Lambda hands over from the outbox's stream, and from the schedule beside it.
#![no_main]

use std::{sync::Mutex, time::Duration};

use async_trait::async_trait;
use fuzz::ours::runtime;
use identity::MessageId;
use lambda::{Allotted, handle_stream};
use libfuzzer_sys::fuzz_target;
use ports::{Fault, Relay};
use serde_json::Value;
use tokio::runtime::Runtime;

/// Relays every other message.
#[derive(Default)]
struct EveryOther {
    told: Mutex<Vec<MessageId>>,
}

#[async_trait]
impl Relay for EveryOther {
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        self.told.lock().expect("one thread").extend(messages.iter().cloned());
        Ok(messages.iter().step_by(2).cloned().collect())
    }

    async fn sweep(&self) -> Result<(), Fault> {
        Ok(())
    }
}

thread_local! {
    static RUNTIME: Runtime = runtime();
}

fuzz_target!(|data: &[u8]| {
    let Ok(event) = serde_json::from_slice::<Value>(data) else { return };
    if has_lists_for_objects(&event) {
        return;
    }
    let relay = EveryOther::default();
    let handled = RUNTIME.with(|runtime| {
        runtime.block_on(async {
            handle_stream(event.clone(), &relay, Allotted::of(Duration::from_secs(60))).await
        })
    });
    let told = relay.told.into_inner().expect("one thread");
    let Ok(failures) = handled else {
        assert!(told.is_empty(), "an event that is none is relayed");
        return;
    };
    let Some(records) = event["Records"].as_array() else {
        assert!(event["source"] == "aws.events" && told.is_empty());
        return;
    };
    let added = records.iter().filter(|record| record["eventName"] == "INSERT");
    let keys = added.filter_map(|record| {
        let id = record["dynamodb"]["Keys"]["pk"]["S"].as_str()?.strip_prefix("MESSAGE#")?;
        Some((id, record["dynamodb"]["SequenceNumber"].as_str()?))
    });
    let keys: Vec<(&str, &str)> = keys.collect();
    let messages = keys.iter().filter_map(|(id, _)| id.parse::<MessageId>().ok());
    assert_eq!(told, messages.collect::<Vec<_>>(), "what was added, and nothing else");
    let relayed: Vec<&str> = told.iter().step_by(2).map(MessageId::as_str).collect();
    let left = keys.iter().filter(|(id, _)| !relayed.contains(id)).map(|(_, number)| *number);
    assert_eq!(failures.identifiers(), left.collect::<Vec<_>>(), "the others, in order");
});

/// A list in place of an object is read as its members, in order: nobody sends one.
fn has_lists_for_objects(event: &Value) -> bool {
    let records = event["Records"].as_array().into_iter().flatten();
    let mut objects = records.flat_map(|record| {
        let changed = &record["dynamodb"];
        [record, changed, &changed["Keys"], &changed["Keys"]["pk"]]
    });
    event.is_array() || objects.any(Value::is_array)
}
