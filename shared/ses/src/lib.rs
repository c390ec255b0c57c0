//! Email through Amazon SES. Every email carries the id of its message in the outbox, as the tag `message`:
//! what SES tells about it later is told by that id.

mod address;
mod connect;
mod faults;
mod send;
mod settings;

pub use connect::SesMailer;
pub use settings::Settings;

/// The tag that carries the id of the message.
pub const MESSAGE_TAG: &str = "message";
