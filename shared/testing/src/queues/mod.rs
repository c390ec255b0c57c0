//! Queues, an inbox and what goes between them, in this process: messages are hidden while somebody works
//! on them, come again if that fails, and end among the dead letters. The workers are those that run on
//! Lambda.

mod inbox;
mod own_work;
mod queue;
mod ses_events;
mod workers;

pub use inbox::{Arrived, Inbox};
pub use own_work::works_on_nothing_but;
pub use queue::{Depth, InProcessQueue, MOST_RECEIVES, Received, VISIBILITY};
pub use ses_events::{arrived, bounced, complained};
pub use workers::Workers;

/// When something that was told to fail does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mishap {
    /// Before it has done anything.
    Before,
    /// After it has done everything: the answer is lost.
    After,
}

/// Something failed because it was told to.
#[derive(Debug, thiserror::Error)]
#[error("it was told to fail")]
struct ToldTo;

/// The fault of something that was told to fail.
fn told_to(doing: &'static str) -> ports::Fault {
    ports::Fault::new(doing, ToldTo)
}
