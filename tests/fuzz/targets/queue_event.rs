//! What Lambda hands over from a queue.
#![no_main]

use std::time::Duration;

use async_trait::async_trait;
use fuzz::ours::runtime;
use lambda::{Allotted, handle_queue};
use libfuzzer_sys::fuzz_target;
use ports::{Fault, QueueMessage, Worker};
use serde_json::Value;
use tokio::runtime::Runtime;

/// Works on messages of ours alone.
struct Reader;

#[async_trait]
impl Worker for Reader {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let message: QueueMessage = body.parse().map_err(|why| Fault::new("reading", why))?;
        assert_eq!(message.to_string().parse().as_ref(), Ok(&message), "written and read again");
        Ok(())
    }
}

thread_local! {
    static RUNTIME: Runtime = runtime();
}

fuzz_target!(|data: &[u8]| {
    let Ok(event) = serde_json::from_slice::<Value>(data) else { return };
    let handled = RUNTIME.with(|runtime| {
        runtime.block_on(async {
            handle_queue(event.clone(), &Reader, Allotted::of(Duration::from_secs(60))).await
        })
    });
    let Ok(failures) = handled else { return };
    // A list in place of an object is read as its members, in order: nobody sends one.
    let Some(records) = event["Records"].as_array() else { return };
    let ours =
        |body: &Value| body.as_str().is_some_and(|body| body.parse::<QueueMessage>().is_ok());
    if !records.iter().all(Value::is_object) {
        return;
    }
    let failed = records.iter().filter(|record| !ours(&record["body"]));
    let failed: Vec<&str> =
        failed.map(|record| record["messageId"].as_str().expect("text")).collect();
    assert_eq!(failures.identifiers(), failed, "those that failed, all of them, in order");
});
