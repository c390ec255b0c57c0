//! What the stand-in remembers.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    keys::Keys, notices::Courier, people::Persona, request::Request, twist::Endpoint, twist::Twist,
};
use crate::Recent;

/// How long a code can be exchanged, and a session is kept after it was last used.
pub(super) const CODE_LIFE: SignedDuration = SignedDuration::from_secs(300);
pub(super) const ACCESS_LIFE: SignedDuration = SignedDuration::from_secs(180);
pub(super) const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(1);

pub(super) struct State {
    pub(super) keys: Keys,
    pub(super) twist: Option<&'static Twist>,
    /// Who signs in without being asked.
    pub(super) preselected: Option<Persona>,
    /// Requests whose person has not been chosen yet.
    pub(super) pending: Recent<Request>,
    pub(super) sessions: Recent<Session>,
    pub(super) codes: Recent<Grant>,
    pub(super) access_tokens: Recent<Access>,
    /// The ID tokens that were issued, and the client of each: sign-out looks at the signature alone, and
    /// never at the expiry.
    pub(super) id_tokens: Recent<String>,
    /// The `jti` of the client assertions seen.
    pub(super) assertions: Recent<()>,
    pub(super) calls: HashMap<Endpoint, usize>,
    /// Direct calls that came without a `User-Agent`.
    pub(super) nameless_calls: usize,
    pub(super) user_agents: HashSet<String>,
    /// Who brings notices of sign-outs.
    pub(super) courier: Option<Arc<dyn Courier>>,
    pub(super) answers_to_notices: Vec<u16>,
}

/// A browser in which somebody is signed in.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) persona: Persona,
    pub(super) auth_time: Timestamp,
    pub(super) last_used: Timestamp,
}

/// What a code stands for.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) request: Request,
    pub(super) persona: Persona,
    pub(super) auth_time: Timestamp,
    pub(super) issued_at: Timestamp,
}

/// What an access token stands for.
#[derive(Clone)]
pub(super) struct Access {
    pub(super) grant: Grant,
    pub(super) issued_at: Timestamp,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            keys: Keys::generate(),
            twist: None,
            preselected: None,
            pending: Recent::default(),
            sessions: Recent::default(),
            codes: Recent::default(),
            access_tokens: Recent::default(),
            id_tokens: Recent::default(),
            assertions: Recent::default(),
            calls: HashMap::new(),
            nameless_calls: 0,
            user_agents: HashSet::new(),
            courier: None,
            answers_to_notices: Vec::new(),
        }
    }

    /// Who is signed in in this browser, if anybody is.
    pub(super) fn session(&mut self, id: &str, now: Timestamp) -> Option<Session> {
        let session = self.sessions.get_mut(id)?;
        if now.duration_since(session.last_used) > SESSION_LIFE {
            return None;
        }
        session.last_used = now;
        Some(session.clone())
    }
}
