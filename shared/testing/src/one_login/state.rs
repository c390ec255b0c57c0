//! What the stand-in remembers.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    keys::Keys, notices::Courier, people::Persona, request::Request, twist::Endpoint, twist::Twist,
};

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
    pub(super) pending: HashMap<String, Request>,
    pub(super) sessions: HashMap<String, Session>,
    pub(super) codes: HashMap<String, Grant>,
    pub(super) access_tokens: HashMap<String, Access>,
    /// Every ID token ever issued, and the client it was issued to: sign-out looks at the signature
    /// alone, and never at the expiry.
    pub(super) id_tokens: HashMap<String, String>,
    /// The `jti` of every client assertion seen.
    pub(super) assertions: HashSet<String>,
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
            pending: HashMap::new(),
            sessions: HashMap::new(),
            codes: HashMap::new(),
            access_tokens: HashMap::new(),
            id_tokens: HashMap::new(),
            assertions: HashSet::new(),
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
