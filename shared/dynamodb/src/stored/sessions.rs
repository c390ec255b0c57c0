//! Browser sessions, and sign-outs under way.

use identity::{BrowserId, SessionId, Subject};
use jiff::Timestamp;
use jose::{Digest, Secret};
use ports::{Session, SessionSignIn, SignOut};
use serde::{Deserialize, Serialize};

use super::{expiry, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Session")]
struct SessionShape {
    #[serde(with = "one")]
    browser: BrowserId,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    sign_in: Option<SessionSignIn>,
    /// A session from before this was written down does not lie idle.
    #[serde(default = "never")]
    idle_at: Timestamp,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::SessionSignIn")]
struct SessionSignInShape {
    #[serde(with = "one")]
    session: SessionId,
    #[serde(with = "one")]
    subject: Subject,
    auth_time: Timestamp,
    /// A sign-in from before this was written down is over.
    #[serde(default = "long_ago")]
    came_back_at: Timestamp,
    #[serde(with = "one")]
    one_login_id_token: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::SignOut")]
struct SignOutShape {
    #[serde(with = "one")]
    state: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    return_to: Option<(String, Option<String>)>,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

fn never() -> Timestamp {
    Timestamp::MAX
}

fn long_ago() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

shapes! {
    SessionShape => Session,
    SessionSignInShape => SessionSignIn,
    SignOutShape => SignOut,
}
