//! Moving dead letters one batch at a time, where SQS is a stand-in that cannot move them by itself.

use std::collections::BTreeSet;

use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message};
use ports::Fault;

use crate::{
    DeadLetters, Moved,
    faults::{Trouble, fault},
    send::BATCH,
};

const DOING: &str = "moving dead letters by hand";

impl DeadLetters {
    /// Sends each again, and deletes it only then: one that is interrupted is there twice, none is lost.
    /// Those that come back while it goes on are left.
    pub(crate) async fn move_by_hand(&self, tell: &mut dyn FnMut(Moved)) -> Result<Moved, Fault> {
        let all = self.depth().await?.waiting;
        let mut moved = 0;
        while moved < all {
            let batch = self.receive().await?;
            if batch.is_empty() {
                break;
            }
            let bodies = batch.iter().map(|letter| letter.body().unwrap_or_default().to_owned());
            let sent = self.of.send_bodies(bodies).await?;
            if sent.is_empty() {
                return Err(Fault::new(DOING, Trouble::NoneAccepted));
            }
            moved += u64::try_from(sent.len()).unwrap_or(u64::MAX);
            self.delete(&batch, &sent).await?;
            tell(Moved { moved, of: Some(all) });
        }
        Ok(Moved { moved, of: Some(all) })
    }

    async fn receive(&self) -> Result<Vec<Message>, Fault> {
        let most = i32::try_from(BATCH).expect("SQS takes ten at once");
        let receive = self.queue.client.receive_message().queue_url(&self.queue.url);
        let received = receive.max_number_of_messages(most).wait_time_seconds(1).send().await;
        Ok(received.map_err(fault(DOING))?.messages.unwrap_or_default())
    }

    async fn delete(&self, batch: &[Message], sent: &BTreeSet<usize>) -> Result<(), Fault> {
        let entries = sent.iter().map(|place| {
            let receipt = batch[*place].receipt_handle().unwrap_or_default();
            let entry = DeleteMessageBatchRequestEntry::builder().id(place.to_string());
            entry.receipt_handle(receipt).build().expect("it has an id and a receipt")
        });
        let delete = self.queue.client.delete_message_batch().queue_url(&self.queue.url);
        let deleted = delete.set_entries(Some(entries.collect())).send().await;
        match deleted.map_err(fault(DOING))?.failed().first() {
            None => Ok(()),
            Some(kept) => Err(Fault::new(DOING, Trouble::Answered(kept.code().to_owned()))),
        }
    }
}
