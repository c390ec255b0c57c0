//! One thing done wrong at a time.

use super::{
    change::Change,
    forging::Forgery,
    twists::{AUTHORIZE, DOCUMENTS, ID_TOKEN, IDENTITY, LOGOUT_TOKEN, TOKEN_RESPONSE, USER_INFO},
};

/// One thing that the stand-in does wrong, or does in an unusual way that is right. It is done on every
/// trip until the stand-in is told to be honest again; a twist of the credential shows only on a trip
/// that proves identity.
#[derive(Debug)]
pub struct Twist {
    /// What is wrong, in words; the part of the protocol comes first.
    pub name: &'static str,
    /// How a trip that proves identity has to end.
    pub end: End,
    pub(crate) lie: Lie,
}

/// How a trip that proves identity has to end for a relying party that had nothing cached, when the
/// person could have proved theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing is wrong: they are signed in, and their identity is proved.
    Proved,
    /// They are signed in, and their identity is not proved.
    SignedInOnly,
    /// Nothing of it is believed.
    NotBelieved,
    /// GOV.UK One Login does not answer, or not with an answer.
    Unreachable,
    /// The code is refused: a new sign-in has to begin.
    CodeNotGood,
    /// The browser comes back with this `error` instead of a code.
    TurnedBack(&'static str),
}

impl Twist {
    /// Every twist, by part of the protocol.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [AUTHORIZE, TOKEN_RESPONSE, ID_TOKEN, USER_INFO, IDENTITY, DOCUMENTS].into_iter().flatten()
    }

    /// The twist of this name.
    ///
    /// # Panics
    ///
    /// If there is none: a test that names it has a typing mistake.
    pub fn named(name: &str) -> &'static Self {
        Self::all().find(|twist| twist.name == name).expect("a twist has this name")
    }

    /// The document that it spoils, if it spoils one.
    pub fn document(&self) -> Option<Endpoint> {
        match &self.lie {
            Lie::Answer(endpoint, _) | Lie::Member(endpoint, _) => match endpoint {
                Endpoint::Discovery | Endpoint::Keys | Endpoint::Did => Some(*endpoint),
                Endpoint::Token | Endpoint::UserInfo => None,
            },
            Lie::TurnBack { .. } | Lie::Refuse { .. } | Lie::Token(..) => None,
        }
    }
}

/// One thing wrong with a logout token, or unusual and right.
#[derive(Debug)]
pub struct LogoutTwist {
    /// What is wrong, in words.
    pub name: &'static str,
    /// Whether a relying party has to believe it all the same.
    pub is_right: bool,
    pub(crate) forgery: Forgery,
}

impl LogoutTwist {
    /// Every one.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        LOGOUT_TOKEN.iter()
    }
}

/// What a relying party calls directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// The discovery document.
    Discovery,
    /// The key set document.
    Keys,
    /// The DID document.
    Did,
    /// `/token`.
    Token,
    /// `/userinfo`.
    UserInfo,
}

/// What a twist does.
#[derive(Debug)]
pub(crate) enum Lie {
    /// The browser is sent back with this error.
    TurnBack { error: &'static str, description: Option<&'static str> },
    /// `/token` answers 400 with this error.
    Refuse { error: &'static str },
    /// An endpoint answers badly.
    Answer(Endpoint, Answer),
    /// A member of an endpoint's JSON is changed.
    Member(Endpoint, Change),
    /// A token is forged.
    Token(Token, Forgery),
}

/// A token that the stand-in signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Id,
    Identity,
    Logout,
}

/// An answer that is none.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    /// This status, and no body.
    Status(u16),
    /// 200, and a page in place of JSON.
    Page,
    /// 200, and this text said to be JSON.
    Text(&'static str),
    /// 302 to where the honest answer is.
    Redirect,
    /// The honest answer, later than anybody waits.
    Slow,
    /// The honest answer, followed by 300 KB of spaces.
    Oversized,
    /// The first half of the honest answer.
    Truncated,
    /// The honest answer, with this `Cache-Control`.
    Keep(&'static str),
}
