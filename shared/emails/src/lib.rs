//! The words of every email, as pure functions of plain values: no ports, no dates worked out.
//!
//! Plain text comes first, and the HTML says the same: both are made from one list of blocks. No email holds a date of
//! birth or a National Insurance number, because no function takes one, and no link in one carries anything. The words
//! are in `words/`, one file for each language.

mod block;
mod cannot_connect;
mod information_needed;
mod line;
mod parts;
mod record_connected;
mod request_received;
mod trn_issued;
mod words;

pub use cannot_connect::{CannotConnect, Reason, cannot_connect};
pub use information_needed::{InformationNeeded, Wanted, information_needed};
pub use record_connected::{RecordConnected, record_connected};
pub use request_received::{RequestReceived, request_received};
pub use trn_issued::{TrnIssued, trn_issued};
pub use words::{ENGLISH, Words};

/// An email, ready to be addressed.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// The subject line: one line, whatever was put into it, with nothing personal but the reference.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Shows the subject alone: the text names a person and may hold their TRN.
impl std::fmt::Debug for Email {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Email").field("subject", &self.subject).finish_non_exhaustive()
    }
}
