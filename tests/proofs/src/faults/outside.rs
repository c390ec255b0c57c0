//! A queue and a mailer whose calls are numbered among those of the store.

use async_trait::async_trait;
use identity::{Email, MessageId};
use ports::{Fault, Mailer, Posting, Queue};
use testing::{
    dynamodb::{Failing, Sabotage},
    queues::{InProcessQueue, Inbox},
};

pub(crate) struct Sabotaged<T> {
    pub(crate) inner: T,
    pub(crate) sabotage: Sabotage,
}

fn fault(doing: &'static str) -> Fault {
    Fault::new(doing, "it was told to fail")
}

#[async_trait]
impl Queue for Sabotaged<InProcessQueue> {
    async fn send(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        const DOING: &str = "putting messages on a queue";
        match self.sabotage.next() {
            None => self.inner.send(messages).await,
            Some(Failing::Before) => Err(fault(DOING)),
            Some(Failing::After | Failing::AnswerLost) => {
                self.inner.send(messages).await?;
                Err(fault(DOING))
            }
        }
    }
}

#[async_trait]
impl Mailer for Sabotaged<Inbox> {
    async fn send(
        &self,
        id: &MessageId,
        to: &Email,
        email: &emails::Email,
    ) -> Result<Posting, Fault> {
        const DOING: &str = "sending an email";
        match self.sabotage.next() {
            None => self.inner.send(id, to, email).await,
            Some(Failing::Before) => Err(fault(DOING)),
            Some(Failing::After | Failing::AnswerLost) => {
                self.inner.send(id, to, email).await?;
                Err(fault(DOING))
            }
        }
    }
}
