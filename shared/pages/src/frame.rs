//! What every page has around it, whoever serves it.

use crate::{
    brand::Brand,
    words::{ENGLISH, Words},
};

/// Where a person can get help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support<'a> {
    /// The address that is read by a person.
    pub email: &'a str,
    /// The number to ring, as it is to be shown.
    pub phone: Option<&'a str>,
}

/// What all pages share. It needs no journey and no database, so that an error page always has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What the page says, in the language it is in.
    pub words: &'static Words,
    /// How the page looks.
    pub brand: Brand,
    /// Where the person can get help.
    pub support: Support<'a>,
    /// The display name of the calling service the person came from, where it is known.
    pub client: Option<&'a str>,
    /// Where *Sign out* leads: there for a person who is signed in, absent for anyone else.
    pub sign_out: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// The frame of somebody we know nothing about, in English.
    pub fn new(brand: Brand, support: Support<'a>) -> Self {
        Self { words: ENGLISH, brand, support, client: None, sign_out: None }
    }

    /// The same, in the language with this tag (BCP 47); as it was where we have no words of that language.
    #[must_use]
    pub fn in_language(self, tag: &str) -> Self {
        Self { words: Words::in_language(tag).unwrap_or(self.words), ..self }
    }

    /// The same, for a person who came from the calling service called `name`.
    #[must_use]
    pub fn from_client(self, name: &'a str) -> Self {
        Self { client: Some(name), ..self }
    }

    /// The same, for a person who is signed in and can sign out at `href`.
    #[must_use]
    pub fn signed_in(self, href: &'a str) -> Self {
        Self { sign_out: Some(href), ..self }
    }

    /// What to call the calling service in a sentence.
    pub(crate) fn client_name(&self) -> &'a str {
        self.client.unwrap_or(self.words.shared.some_service)
    }
}

/// A calling service that a person can set out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service<'a> {
    /// Its display name.
    pub name: &'a str,
    /// Where it starts a sign-in.
    pub href: &'a str,
}
