//! What the stand-in remembers.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::{people::Persona, request::Request, twist::Twist};
use crate::{
    Recent,
    one_login::{Endpoint, keys::Keys},
};

/// How long a code can be exchanged.
pub(super) const CODE_LIFE: SignedDuration = SignedDuration::from_secs(300);

pub(super) struct State {
    pub(super) keys: Keys,
    pub(super) twist: Option<&'static Twist>,
    /// Who signs in without being asked.
    pub(super) preselected: Option<Persona>,
    /// Requests whose person has not been chosen yet.
    pub(super) pending: Recent<Request>,
    pub(super) sessions: Recent<Session>,
    pub(super) codes: Recent<Grant>,
    pub(super) calls: HashMap<Endpoint, usize>,
}

/// A browser in which somebody is signed in.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) persona: Persona,
    pub(super) auth_time: Timestamp,
}

/// What a code stands for.
pub(super) struct Grant {
    pub(super) request: Request,
    pub(super) session: Session,
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
            calls: HashMap::new(),
        }
    }
}
