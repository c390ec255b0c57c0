//! One queue, as SQS has them: standard, with a dead-letter queue.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use identity::MessageId;
use jiff::{SignedDuration, Timestamp};
use ports::{Clock, Fault, Queue, QueueMessage};

use super::{Mishap, told_to};

/// How long a message is hidden while somebody works on it: six times what a worker has for it.
pub const VISIBILITY: SignedDuration = SignedDuration::from_mins(3);

/// How often a message is handed out before it is put among the dead letters.
pub const MOST_RECEIVES: u32 = 5;

/// How many bodies are remembered after their messages are gone.
const REMEMBERED: usize = 1_000;

/// A queue in this process. Clones are the same queue.
#[derive(Clone)]
pub struct InProcessQueue {
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Kept>,
    in_flight: BTreeMap<u64, Hidden>,
    dead: Vec<String>,
    /// What was put on the queue, the latest last.
    put: VecDeque<String>,
    mishaps: VecDeque<Mishap>,
    last_number: u64,
}

struct Kept {
    number: u64,
    body: String,
    received: u32,
}

struct Hidden {
    kept: Kept,
    until: Timestamp,
}

/// A message that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its body.
    pub body: String,
    number: u64,
    times: u32,
}

/// How many messages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Nobody is working on them.
    pub waiting: usize,
    /// Somebody is working on them, or has failed and they will be there again soon.
    pub in_flight: usize,
    /// Nobody could work on them.
    pub dead_letters: usize,
}

impl InProcessQueue {
    /// An empty queue.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Arc::default() }
    }

    /// Puts a message with this body on the queue.
    pub fn put(&self, body: impl Into<String>) {
        self.state().put(body.into());
    }

    /// Hands out the next messages, at most `most`, and hides them for [`VISIBILITY`]. What was handed out
    /// [`MOST_RECEIVES`] times already is put among the dead letters instead.
    pub fn receive(&self, most: usize) -> Vec<Received> {
        let now = self.clock.now();
        let mut state = self.state();
        state.show_again(now);
        let mut handed_out = Vec::new();
        while handed_out.len() < most {
            let Some(mut kept) = state.ready.pop_front() else { break };
            if kept.received >= MOST_RECEIVES {
                state.dead.push(kept.body);
                continue;
            }
            kept.received += 1;
            let Kept { number, received: times, .. } = kept;
            handed_out.push(Received { body: kept.body.clone(), number, times });
            let until = now.saturating_add(VISIBILITY).unwrap_or(Timestamp::MAX);
            state.in_flight.insert(number, Hidden { kept, until });
        }
        handed_out
    }

    /// Takes a message off the queue that was worked on. One that has been handed out again since stays.
    pub fn delete(&self, message: &Received) {
        let mut state = self.state();
        let hidden = state.in_flight.get(&message.number);
        if hidden.is_some_and(|hidden| hidden.kept.received == message.times) {
            state.in_flight.remove(&message.number);
        }
    }

    /// How many messages there are.
    pub fn depth(&self) -> Depth {
        let mut state = self.state();
        state.show_again(self.clock.now());
        Depth {
            waiting: state.ready.len(),
            in_flight: state.in_flight.len(),
            dead_letters: state.dead.len(),
        }
    }

    /// The bodies of the dead letters.
    pub fn dead_letters(&self) -> Vec<String> {
        self.state().dead.clone()
    }

    /// What was put on the queue last, a thousand messages at most, whatever became of them.
    pub fn bodies(&self) -> Vec<String> {
        self.state().put.iter().cloned().collect()
    }

    /// Puts the dead letters back on the queue, and answers with how many there were.
    pub fn redrive(&self) -> usize {
        let mut state = self.state();
        let dead = std::mem::take(&mut state.dead);
        let redriven = dead.len();
        for body in dead {
            state.put(body);
        }
        redriven
    }

    /// Has one more of the next calls that put ids on the queue fail.
    pub fn fail_next(&self, mishap: Mishap) {
        self.state().mishaps.push_back(mishap);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, body: String) {
        if self.put.len() == REMEMBERED {
            self.put.pop_front();
        }
        self.put.push_back(body.clone());
        self.last_number += 1;
        self.ready.push_back(Kept { number: self.last_number, body, received: 0 });
    }

    fn show_again(&mut self, now: Timestamp) {
        let over: Vec<u64> = self
            .in_flight
            .iter()
            .filter(|(_, hidden)| hidden.until <= now)
            .map(|(number, _)| *number)
            .collect();
        for number in over {
            if let Some(hidden) = self.in_flight.remove(&number) {
                self.ready.push_back(hidden.kept);
            }
        }
    }
}

#[async_trait]
impl Queue for InProcessQueue {
    async fn send(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        const DOING: &str = "putting messages on a queue";
        let mut state = self.state();
        let mishap = state.mishaps.pop_front();
        if mishap == Some(Mishap::Before) {
            return Err(told_to(DOING));
        }
        for message in messages {
            state.put(QueueMessage { message: message.clone() }.to_string());
        }
        match mishap {
            Some(Mishap::After) => Err(told_to(DOING)),
            Some(Mishap::Before) | None => Ok(messages.to_vec()),
        }
    }
}

impl fmt::Debug for InProcessQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcessQueue").field("depth", &self.depth()).finish_non_exhaustive()
    }
}
