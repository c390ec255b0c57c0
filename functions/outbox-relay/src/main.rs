//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use dynamodb::{Store, Table};
use outbox_relay::OutboxRelay;
use sqs::{QueueName, SqsQueue};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::stream(async |host| {
        let (aws, settings) = (host.aws()?, host.variables());
        let store = Store::connect(&aws, settings, &[Table::Outbox, Table::Tasks])?;
        Ok(OutboxRelay {
            outbox: store.outbox(),
            backlog: store.backlog(),
            emails: Arc::new(SqsQueue::connect(&aws, settings, QueueName::Email)?),
            reviews: Arc::new(SqsQueue::connect(&aws, settings, QueueName::Review)?),
            logouts: Arc::new(SqsQueue::connect(&aws, settings, QueueName::Logout)?),
            webhooks: Arc::new(SqsQueue::connect(&aws, settings, QueueName::Webhook)?),
            clock: host.clock(),
        })
    })
    .await
}
