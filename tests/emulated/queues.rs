//! What is put on queues. A message stays for as long as somebody works on it, so that whoever looks often enough sees them all.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use aws_stand_in::MiniStack;
use serde_json::Value;

/// A function takes longer for a message.
const LOOK: Duration = Duration::from_millis(50);

/// The bodies of all messages so far.
static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Looks for as long as the process runs.
pub(crate) async fn watch() {
    loop {
        let there = tokio::task::spawn_blocking(|| MiniStack::shared().messages()).await.unwrap();
        let there = serde_json::from_str(&there).unwrap();
        SEEN.lock().unwrap_or_else(PoisonError::into_inner).extend(bodies(&there));
        tokio::time::sleep(LOOK).await;
    }
}

/// The bodies of all messages so far.
pub(crate) fn seen() -> BTreeSet<String> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Whatever is called a body, wherever it is in what `MiniStack` says.
fn bodies(said: &Value) -> Vec<String> {
    match said {
        Value::Object(members) => {
            let body = members.get("Body").and_then(Value::as_str).map(str::to_owned);
            body.into_iter().chain(members.values().flat_map(bodies)).collect()
        }
        Value::Array(items) => items.iter().flat_map(bodies).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
