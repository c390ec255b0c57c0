//! Putting messages on a queue.

use std::{collections::BTreeSet, error::Error};

use async_trait::async_trait;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use identity::MessageId;
use ports::{Fault, Queue, QueueMessage};

use crate::{SqsQueue, faults::fault};

const DOING: &str = "putting messages on a queue";

/// As many as SQS takes at once.
pub(crate) const BATCH: usize = 10;

#[async_trait]
impl Queue for SqsQueue {
    async fn send(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        let mut accepted = Vec::new();
        for batch in messages.chunks(BATCH) {
            let bodies =
                batch.iter().map(|message| QueueMessage { message: message.clone() }.to_string());
            match self.send_bodies(bodies).await {
                Ok(places) => accepted.extend(places.into_iter().map(|place| batch[place].clone())),
                Err(fault) if accepted.is_empty() => return Err(fault),
                // What was accepted before has to be told. The next call will find out whether it lasts.
                Err(fault) => {
                    let why = fault.source().map(tracing::field::display);
                    tracing::warn!(why, accepted = accepted.len(), "a queue took some messages");
                    break;
                }
            }
        }
        Ok(accepted)
    }
}

impl SqsQueue {
    /// Sends up to [`BATCH`] bodies, and answers with the places of those that were accepted.
    pub(crate) async fn send_bodies(
        &self,
        bodies: impl Iterator<Item = String>,
    ) -> Result<BTreeSet<usize>, Fault> {
        // Within a batch a message goes by its place: the same one may be in it twice.
        let entries = bodies.enumerate().map(|(place, body)| {
            let entry = SendMessageBatchRequestEntry::builder().id(place.to_string());
            entry.message_body(body).build().expect("it has an id and a body")
        });
        let entries: Vec<_> = entries.collect();
        let sent = entries.len();
        let request = self.client.send_message_batch().queue_url(&self.url);
        let answer = request.set_entries(Some(entries)).send().await.map_err(fault(DOING))?;
        for refused in answer.failed() {
            tracing::warn!(code = refused.code(), "a queue did not take a message");
        }
        let places = answer.successful().iter().filter_map(|taken| taken.id().parse().ok());
        Ok(places.filter(|place| *place < sent).collect())
    }
}
