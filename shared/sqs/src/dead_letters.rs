//! Messages that nobody could work on, and their way back.

use std::time::Duration;

use aws_sdk_sqs::types::ListMessageMoveTasksResultEntry;
use ports::Fault;
use tokio::time::sleep;

use crate::{
    Depth, SqsQueue,
    faults::{Trouble, code, fault},
};

const STARTING: &str = "starting to move dead letters";
const FOLLOWING: &str = "following a move of dead letters";

/// How long to wait before looking again how far a move is.
const PAUSE: Duration = Duration::from_secs(1);

/// How often a move that was started is looked for in vain. The list of moves lags behind.
const LOOKS_IN_VAIN: u32 = 60;

/// The dead-letter queue of a queue.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    pub(crate) queue: SqsQueue,
    pub(crate) arn: String,
    /// Whose dead letters they are.
    pub(crate) of: SqsQueue,
}

/// How far a move is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// How many messages have been moved.
    pub moved: u64,
    /// How many there were to move, as far as is known.
    pub of: Option<u64>,
}

/// The move that was started last.
struct Latest {
    /// When, which is all that tells one from another.
    started: i64,
    moved: Moved,
    state: State,
}

enum State {
    UnderWay,
    Over,
    /// And why.
    Failed(String),
}

impl DeadLetters {
    /// How many there are.
    pub async fn depth(&self) -> Result<Depth, Fault> {
        self.queue.depth().await
    }

    /// Moves them back to the queue they come from, and says now and then how far it is. If a move is under
    /// way already, it is followed instead. Some stand-ins of SQS cannot move messages: there it is done by
    /// hand.
    pub async fn redrive(&self, tell: &mut dyn FnMut(Moved)) -> Result<Moved, Fault> {
        let before = match self.latest().await {
            Ok(before) => before,
            Err(NotListed::NoSuchOperation) => return self.move_by_hand(tell).await,
            Err(NotListed::Fault(fault)) => return Err(fault),
        };
        // Nothing that started earlier than this is followed.
        let since = match before {
            Some(Latest { started, state: State::UnderWay, .. }) => started,
            Some(Latest { started, state: State::Over | State::Failed(_), .. }) => {
                self.start().await?;
                started + 1
            }
            None => {
                self.start().await?;
                i64::MIN
            }
        };
        self.follow(since, tell).await
    }

    async fn start(&self) -> Result<(), Fault> {
        let start = self.queue.client.start_message_move_task().source_arn(&self.arn);
        start.send().await.map(|_| ()).map_err(fault(STARTING))
    }

    async fn follow(&self, since: i64, tell: &mut dyn FnMut(Moved)) -> Result<Moved, Fault> {
        let mut in_vain = 0;
        while in_vain < LOOKS_IN_VAIN {
            let latest = self.latest().await.map_err(NotListed::into_fault)?;
            match latest.filter(|latest| latest.started >= since) {
                Some(Latest { moved, state: State::Over, .. }) => return Ok(moved),
                Some(Latest { moved, state: State::UnderWay, .. }) => tell(moved),
                Some(Latest { state: State::Failed(why), .. }) => {
                    return Err(Fault::new(FOLLOWING, Trouble::MoveFailed(why)));
                }
                None => in_vain += 1,
            }
            sleep(PAUSE).await;
        }
        Err(Fault::new(FOLLOWING, Trouble::Unreadable("no such move")))
    }

    async fn latest(&self) -> Result<Option<Latest>, NotListed> {
        let list = self.queue.client.list_message_move_tasks().source_arn(&self.arn);
        let list = list.max_results(1).send().await.map_err(|error| match code(&error) {
            Some("InvalidAction" | "UnknownOperationException") => NotListed::NoSuchOperation,
            Some(_) | None => NotListed::Fault(fault(FOLLOWING)(error)),
        })?;
        Ok(list.results().first().map(Latest::from))
    }
}

/// Why nothing was learned about moves.
enum NotListed {
    NoSuchOperation,
    Fault(Fault),
}

impl NotListed {
    fn into_fault(self) -> Fault {
        match self {
            Self::NoSuchOperation => Fault::new(FOLLOWING, Trouble::Unreadable("no list")),
            Self::Fault(fault) => fault,
        }
    }
}

impl From<&ListMessageMoveTasksResultEntry> for Latest {
    fn from(entry: &ListMessageMoveTasksResultEntry) -> Self {
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        let moved = Moved {
            moved: count(entry.approximate_number_of_messages_moved()),
            of: entry.approximate_number_of_messages_to_move().map(count),
        };
        let state = match entry.status().unwrap_or_default() {
            "RUNNING" | "CANCELLING" => State::UnderWay,
            "COMPLETED" => State::Over,
            "CANCELLED" => State::Failed("it was cancelled".to_owned()),
            other => State::Failed(entry.failure_reason().unwrap_or(other).to_owned()),
        };
        Self { started: entry.started_timestamp(), moved, state }
    }
}
