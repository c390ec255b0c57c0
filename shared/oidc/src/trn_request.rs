//! What a calling service is told of a TRN request that its people made.

use identity::{ClientId, Trn};
use jose::Digest;
use serde_json::{Value, json};

/// How often it is worth asking again, in seconds: people decide.
pub const ASK_AGAIN_AFTER: u32 = 300;

/// A TRN request, as far as the calling service is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrnRequest {
    /// The calling service it was made on the way to. No other is told of it.
    pub client: ClientId,
    /// How far it is.
    pub status: RequestStatus,
}

/// How far a TRN request is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestStatus {
    /// Support staff are deciding, or have asked the person for something.
    Pending,
    /// The person has this TRN.
    Completed(Trn),
    /// Support staff have decided that none is given.
    Rejected,
}

impl RequestStatus {
    /// The value of `status`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed(_) => "completed",
            Self::Rejected => "rejected",
        }
    }

    /// Whether it is worth asking again.
    pub fn may_change(&self) -> bool {
        match self {
            Self::Pending => true,
            Self::Completed(_) | Self::Rejected => false,
        }
    }

    /// The body of the answer. `completed`, with `trn`, is the one sign that there is a TRN.
    pub fn body(&self) -> Value {
        match self {
            Self::Pending | Self::Rejected => json!({ "status": self.name() }),
            Self::Completed(trn) => json!({ "status": self.name(), "trn": trn.as_str() }),
        }
    }
}

/// The strong validator of a body (RFC 9110 section 8.8.3): another body has another.
pub fn entity_tag(body: &Value) -> String {
    format!("\"{}\"", Digest::of(body.to_string().as_bytes()).as_str())
}

/// Whether a client that sends these `If-None-Match` lines has the answer with this tag (RFC 9110 section
/// 13.1.2).
pub fn has_already<'a>(tag: &str, lines: impl IntoIterator<Item = &'a str>) -> bool {
    let mut known = lines.into_iter().flat_map(|line| line.split(',')).map(str::trim);
    known.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
