//! What SES tells of emails.
#![no_main]

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use email_feedback::EmailFeedback;
use fuzz::{
    ours::runtime,
    plain::{object, texts},
};
use identity::{Email, MessageId};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use ports::{Fault, Feedback, Worker};
use tokio::runtime::Runtime;

/// What was accounted for: what kind of thing, and about whom.
#[derive(Default)]
struct Account(Mutex<Vec<(&'static str, String)>>);

impl Account {
    fn note(&self, what: &'static str, whom: &str) -> Result<(), Fault> {
        self.0.lock().expect("one thread").push((what, whom.to_owned()));
        Ok(())
    }
}

#[async_trait]
impl Feedback for Account {
    async fn delivered(&self, id: &MessageId, _: &str, _: Timestamp) -> Result<(), Fault> {
        self.note("Delivery", id.as_str())
    }

    async fn came_back(&self, id: &MessageId, _: Timestamp) -> Result<(), Fault> {
        self.note("Bounce", id.as_str())
    }

    async fn suppress(&self, address: &Email, _: Timestamp) -> Result<(), Fault> {
        self.note("Complaint", address.as_str())
    }
}

thread_local! {
    static RUNTIME: Runtime = runtime();
}

fuzz_target!(|data: &[u8]| {
    let Ok(body) = str::from_utf8(data) else { return };
    let account = Arc::new(Account::default());
    let worker = EmailFeedback { feedback: account.clone() };
    let worked = RUNTIME.with(|runtime| runtime.block_on(worker.work(body)));
    let noted = account.0.lock().expect("one thread");
    if worked.is_err() {
        assert!(noted.is_empty(), "something came of an event that is none");
        return;
    }
    // A list in place of an object is read as its members, in order: nobody sends one.
    let Some(event) = object(data) else { return };
    let kind = event["eventType"].as_str().expect("it has a type");
    for (what, whom) in noted.iter() {
        assert!(*what == kind || (*what == "Bounce" && kind == "Reject"), "of another kind");
        // Nobody is ever suppressed, and nothing accounted for, that the event does not name.
        let named = |text: &&str| text.trim() == whom;
        assert!(texts(&event).iter().any(named), "of somebody else");
    }
    assert!(kind == "Complaint" || noted.len() <= 1);
});
