//! Queues in Amazon SQS: what puts messages on them, and what an operator does about those that nobody could
//! work on. Functions that consume a queue have its messages handed to them by Lambda, and do not need this.

mod by_hand;
mod dead_letters;
mod faults;
mod names;
mod queue;
mod send;

pub use dead_letters::{DeadLetters, Moved};
pub use names::QueueName;
pub use queue::{Depth, SqsQueue};
