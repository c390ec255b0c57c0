//! One thing done wrong at a time.

use super::twists::{DOCUMENTS, ID_TOKEN, TOKEN_RESPONSE};
use crate::one_login::twist::Lie;

/// One thing that the stand-in does wrong, or does in an unusual way that is right. It is done on every
/// trip until the stand-in is told to be honest again.
#[derive(Debug)]
pub struct Twist {
    /// What is wrong, in words; the part of the protocol comes first.
    pub name: &'static str,
    /// How the trip has to end.
    pub end: End,
    pub(super) lie: Lie,
}

/// How the trip of a caseworker has to end, for a relying party that pins the organisation, takes RS256
/// alone and had nothing cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing is wrong: they are signed in.
    SignedIn,
    /// Nothing of it is believed.
    NotBelieved,
    /// They are who they are, and have no role.
    NoRole,
    /// The provider does not answer, or not with an answer.
    Unreachable,
    /// The provider answers that it cannot answer.
    Unavailable,
    /// The code is refused: a new sign-in has to begin.
    CodeNotGood,
    /// The provider refuses our request.
    RequestRefused,
    /// The browser comes back with this `error` instead of a code.
    TurnedBack(&'static str),
}

impl Twist {
    /// Every twist, by part of the protocol.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [TOKEN_RESPONSE, ID_TOKEN, DOCUMENTS].into_iter().flatten()
    }

    /// The twist of this name.
    ///
    /// # Panics
    ///
    /// If there is none: a test that names it has a typing mistake.
    pub fn named(name: &str) -> &'static Self {
        Self::all().find(|twist| twist.name == name).expect("a twist has this name")
    }
}
