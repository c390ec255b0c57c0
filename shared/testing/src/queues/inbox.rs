//! Where email arrives that nobody sends.

use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use identity::{Email, MessageId};
use jiff::Timestamp;
use ports::{Clock, Fault, Mailer, Posting};

use super::{Mishap, told_to};

/// An email that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The message of the outbox that it was sent for.
    pub message: MessageId,
    /// What the provider calls it.
    pub provider_id: String,
    /// Whom it was sent to.
    pub to: Email,
    /// What it says.
    pub email: emails::Email,
    /// When it arrived.
    pub at: Timestamp,
}

/// A provider of email that delivers everything here. Clones are the same inbox.
#[derive(Clone)]
pub struct Inbox {
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    arrived: Vec<Arrived>,
    mishaps: VecDeque<Mishap>,
    refused: BTreeSet<String>,
}

impl Inbox {
    /// An empty inbox.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Arc::default() }
    }

    /// Everything that arrived, the latest last.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.state().arrived.clone()
    }

    /// Has one more of the next emails fail.
    pub fn fail_next(&self, mishap: Mishap) {
        self.state().mishaps.push_back(mishap);
    }

    /// Refuses this address from now on.
    pub fn refuse(&self, address: &Email) {
        self.state().refused.insert(address.folded());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for Inbox {
    async fn send(
        &self,
        id: &MessageId,
        to: &Email,
        email: &emails::Email,
    ) -> Result<Posting, Fault> {
        const DOING: &str = "sending an email";
        let mut state = self.state();
        let mishap = state.mishaps.pop_front();
        if mishap == Some(Mishap::Before) {
            return Err(told_to(DOING));
        }
        if state.refused.contains(&to.folded()) {
            return Ok(Posting::Refused);
        }
        let provider_id = format!("local-{}", state.arrived.len() + 1);
        state.arrived.push(Arrived {
            message: id.clone(),
            provider_id: provider_id.clone(),
            to: to.clone(),
            email: email.clone(),
            at: self.clock.now(),
        });
        match mishap {
            Some(Mishap::After) => Err(told_to(DOING)),
            Some(Mishap::Before) | None => Ok(Posting::Accepted { provider_id }),
        }
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox")
            .field("arrived", &self.state().arrived.len())
            .finish_non_exhaustive()
    }
}
