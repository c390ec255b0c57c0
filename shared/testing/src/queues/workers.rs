//! The outbox, the relay and the workers, taking turns.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use ports::{Fault, Outbox, Relay, Worker};
use tokio::sync::Mutex;

use super::{InProcessQueue, Received};

/// How many messages the stream tells of at once.
const TOLD: usize = 100;

/// How many messages of a queue are worked on at the same time.
const BATCH: usize = 10;

/// What runs on Lambda beside the pages: a relay behind the stream of the outbox, and workers behind queues.
pub struct Workers {
    outbox: Arc<dyn Outbox>,
    relay: Arc<dyn Relay>,
    stations: Vec<(InProcessQueue, Arc<dyn Worker>)>,
    /// Whoever holds it takes the turn.
    turn: Mutex<()>,
}

impl Workers {
    /// A relay that is told of whatever waits in the outbox.
    pub fn new(outbox: Arc<dyn Outbox>, relay: Arc<dyn Relay>) -> Self {
        Self { outbox, relay, stations: Vec::new(), turn: Mutex::default() }
    }

    /// With a worker on a queue.
    #[must_use]
    pub fn with(mut self, queue: &InProcessQueue, worker: Arc<dyn Worker>) -> Self {
        self.stations.push((queue.clone(), worker));
        self
    }

    /// Has everything done that can be done now. What fails is left for when it is shown again.
    pub async fn settle(&self) {
        let _turn = self.turn.lock().await;
        while self.take_turn().await {}
    }

    /// Sweeps, as the schedule does.
    pub async fn sweep(&self) -> Result<(), Fault> {
        self.relay.sweep().await
    }

    /// Relays what waits, and has a batch of each queue worked on. Whether there was anything to do.
    async fn take_turn(&self) -> bool {
        let mut moved = self.relay_what_waits().await.unwrap_or_else(|fault| {
            tracing::warn!(why = %chain(&fault), "the outbox was not relayed");
            false
        });
        for (queue, worker) in &self.stations {
            let batch = queue.receive(BATCH);
            moved |= !batch.is_empty();
            let tasks = batch.into_iter().map(|message| (work(worker, &message), message));
            for (task, message) in tasks.collect::<Vec<_>>() {
                match task.await {
                    Ok(Ok(())) => queue.delete(&message),
                    Ok(Err(fault)) => tracing::warn!(why = %chain(&fault), "a message failed"),
                    Err(_) => tracing::warn!("a worker panicked"),
                }
            }
        }
        moved
    }

    async fn relay_what_waits(&self) -> Result<bool, Fault> {
        let waiting = self.outbox.waiting(Timestamp::MAX, TOLD).await?;
        if waiting.is_empty() {
            return Ok(false);
        }
        let ids: Vec<_> = waiting.into_iter().map(|pending| pending.id).collect();
        Ok(!self.relay.relay(&ids).await?.is_empty())
    }
}

/// Works on one message apart from the others: a panic is its own.
fn work(
    worker: &Arc<dyn Worker>,
    message: &Received,
) -> tokio::task::JoinHandle<Result<(), Fault>> {
    let (worker, body) = (Arc::clone(worker), message.body.clone());
    tokio::spawn(async move { worker.work(&body).await })
}

/// The fault and what is behind it.
fn chain(fault: &Fault) -> String {
    let cause = std::error::Error::source(fault).map(ToString::to_string);
    format!("{fault}: {}", cause.unwrap_or_default())
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").field("queues", &self.stations.len()).finish_non_exhaustive()
    }
}
