//! Puts messages of the outbox on their queues: those the stream tells of, and on a schedule those it missed
//! and those that were put off until now. A message is taken out of the outbox only after its queue has
//! accepted it, so that it may be on its queue twice, and is never on none.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use identity::MessageId;
use jiff::SignedDuration;
use ports::{Clock, Fault, Outbox, Outgoing, Pending, Queue, Relay};

/// How long the stream may take before the sweep makes up for it.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(1);

/// How many messages one sweep relays. The next one carries on.
pub const MOST_SWEPT: usize = 1_000;

/// What this function needs.
#[derive(Clone)]
pub struct OutboxRelay {
    /// Where messages wait.
    pub outbox: Arc<dyn Outbox>,
    /// Where emails to send go.
    pub emails: Arc<dyn Queue>,
    /// Where review tasks to open go.
    pub reviews: Arc<dyn Queue>,
    /// Where calling services to tell of a sign-out go.
    pub logouts: Arc<dyn Queue>,
    /// Where calling services to tell of what has happened go.
    pub webhooks: Arc<dyn Queue>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// Messages by the queue they belong on.
#[derive(Default)]
struct Sorted {
    emails: Vec<MessageId>,
    reviews: Vec<MessageId>,
    logouts: Vec<MessageId>,
    webhooks: Vec<MessageId>,
}

impl Sorted {
    fn of<'a>(messages: impl IntoIterator<Item = &'a Pending>) -> Self {
        let mut sorted = Self::default();
        for Pending { id, message, .. } in messages {
            sorted.add(id.clone(), message);
        }
        sorted
    }

    fn add(&mut self, id: MessageId, message: &Outgoing) {
        match message {
            Outgoing::Email { .. } => self.emails.push(id),
            Outgoing::ReviewRaised { .. } => self.reviews.push(id),
            Outgoing::SignedOut { .. } => self.logouts.push(id),
            Outgoing::Webhook { .. } => self.webhooks.push(id),
        }
    }
}

#[async_trait]
impl Relay for OutboxRelay {
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        let mut sorted = Sorted::default();
        for id in messages {
            let Some(pending) = self.outbox.message(id).await? else {
                tracing::error!(outbox.message = id.as_str(), "no such message");
                continue;
            };
            sorted.add(pending.id, &pending.message);
        }
        self.relay_new(sorted).await
    }

    async fn sweep(&self) -> Result<(), Fault> {
        let before = self.clock.now() - PATIENCE;
        let waiting = self.outbox.waiting(before, MOST_SWEPT).await?;
        let found = waiting.len();
        // What is new does not keep what was put off from its queue, nor the other way round.
        let relayed = self.relay_new(Sorted::of(&waiting)).await;
        if let (true, Ok(relayed)) = (found > 0, &relayed) {
            let relayed = relayed.len();
            tracing::warn!(outbox.found = found, outbox.relayed = relayed, "the stream was late");
        }
        self.relay_due().await.and(relayed.map(drop))
    }
}

impl OutboxRelay {
    /// Puts messages on their queues, and takes those out of the outbox that were accepted.
    async fn relay_new(&self, sorted: Sorted) -> Result<Vec<MessageId>, Fault> {
        let accepted = self.send(sorted).await?;
        // They are there: if this fails, the sweep puts them there again.
        if let Err(fault) = self.outbox.relayed(&accepted).await {
            tracing::warn!(messages = accepted.len(), why = %fault, "they still wait");
        }
        Ok(accepted)
    }

    /// Puts those back on their queues that were put off until now.
    async fn relay_due(&self) -> Result<(), Fault> {
        let mut due = self.outbox.due(self.clock.now(), MOST_SWEPT).await?;
        let accepted = self.send(Sorted::of(due.iter().map(|put_off| &put_off.pending))).await?;
        due.retain(|put_off| accepted.contains(&put_off.pending.id));
        self.outbox.relayed_again(&due).await
    }

    /// Puts messages on their queues, and says which were accepted. A queue that fails does not keep the
    /// others from their messages; all failing is a fault.
    async fn send(&self, sorted: Sorted) -> Result<Vec<MessageId>, Fault> {
        let mut accepted = Vec::new();
        let mut failed = None;
        for (queue, ids) in [
            (&self.emails, sorted.emails),
            (&self.reviews, sorted.reviews),
            (&self.logouts, sorted.logouts),
            (&self.webhooks, sorted.webhooks),
        ] {
            if ids.is_empty() {
                continue;
            }
            match queue.send(&ids).await {
                Ok(there) => accepted.extend(there),
                Err(fault) => {
                    tracing::warn!(messages = ids.len(), why = %fault, "a queue took nothing");
                    failed = Some(fault);
                }
            }
        }
        if let (true, Some(fault)) = (accepted.is_empty(), failed) {
            return Err(fault);
        }
        Ok(accepted)
    }
}

impl fmt::Debug for OutboxRelay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboxRelay").finish_non_exhaustive()
    }
}
