//! Puts messages of the outbox on their queues: those the stream tells of, and on a schedule those it missed
//! and those that were put off until now. A message is taken out of the outbox only after its queue has
//! accepted it, so that it may be on its queue twice, and is never on none. The schedule also has it look how far
//! behind support staff are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use async_trait::async_trait;
use identity::MessageId;
use jiff::SignedDuration;
use ports::{Backlog, Clock, Destination, Fault, Measured, Outbox, Pending, Queue, Relay};

/// How long the stream may take before the sweep makes up for it.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(1);

/// How many messages one sweep relays. The next one carries on.
pub const MOST_SWEPT: usize = 1_000;

/// What this function needs.
#[derive(Clone)]
pub struct OutboxRelay {
    /// Where messages wait.
    pub outbox: Arc<dyn Outbox>,
    /// What support staff still have to decide.
    pub backlog: Arc<dyn Backlog>,
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
type Sorted = BTreeMap<Destination, Vec<MessageId>>;

fn sorted<'a>(messages: impl IntoIterator<Item = &'a Pending>) -> Sorted {
    let mut sorted = Sorted::new();
    for Pending { id, message, .. } in messages {
        sorted.entry(message.destination()).or_default().push(id.clone());
    }
    sorted
}

#[async_trait]
impl Relay for OutboxRelay {
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        // The stream may tell of one twice.
        let mut told = BTreeSet::new();
        let ids: Vec<MessageId> = messages.iter().filter(|id| told.insert(*id)).cloned().collect();
        let found = self.outbox.messages(&ids).await?;
        for (id, _) in ids.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            tracing::error!(outbox.message = id.as_str(), "no such message");
        }
        self.relay_new(sorted(found.iter().flatten())).await
    }

    async fn sweep(&self) -> Result<(), Fault> {
        let before = self.clock.now() - PATIENCE;
        let waiting = self.outbox.waiting(before, MOST_SWEPT).await?;
        let found = waiting.len();
        // What is new does not keep what was put off from its queue, nor the other way round.
        let relayed = self.relay_new(sorted(&waiting)).await;
        if let (true, Ok(relayed)) = (found > 0, &relayed) {
            let relayed = relayed.len();
            tracing::warn!(outbox.found = found, outbox.relayed = relayed, "the stream was late");
        }
        let due = self.relay_due().await;
        self.measure_backlog().await;
        due.and(relayed.map(drop))
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

    /// Says how long the oldest task has waited. Only a number is missing when that fails, and its alarm
    /// rings when it is missing for long.
    async fn measure_backlog(&self) {
        match self.backlog.oldest_open().await {
            Ok(oldest) => {
                let age = oldest.map(|raised_at| self.clock.now().duration_since(raised_at));
                Measured::OldestTask(age.unwrap_or_default()).log();
            }
            Err(fault) => tracing::warn!(why = %fault, "nobody knows how old the oldest task is"),
        }
    }

    /// Puts those back on their queues that were put off until now.
    async fn relay_due(&self) -> Result<(), Fault> {
        let mut due = self.outbox.due(self.clock.now(), MOST_SWEPT).await?;
        let accepted = self.send(sorted(due.iter().map(|put_off| &put_off.pending))).await?;
        due.retain(|put_off| accepted.contains(&put_off.pending.id));
        self.outbox.relayed_again(&due).await
    }

    fn queue(&self, destination: Destination) -> &dyn Queue {
        match destination {
            Destination::Emails => &*self.emails,
            Destination::Reviews => &*self.reviews,
            Destination::Logouts => &*self.logouts,
            Destination::Webhooks => &*self.webhooks,
        }
    }

    /// Puts messages on their queues, and says which were accepted. A queue that fails does not keep the
    /// others from their messages; all failing is a fault.
    async fn send(&self, sorted: Sorted) -> Result<Vec<MessageId>, Fault> {
        let mut accepted = Vec::new();
        let mut failed = None;
        for (destination, ids) in sorted {
            match self.queue(destination).send(&ids).await {
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
