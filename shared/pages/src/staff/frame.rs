//! What every page of support staff has around it.

use crate::{
    brand::Brand,
    words::{ENGLISH, StaffWords, Words},
};

/// What all pages of support staff share.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// What the page says, in the language it is in.
    pub words: &'static Words,
    /// How the page looks.
    pub brand: Brand,
    /// The address of those who help support staff and let them in.
    pub help: &'a str,
    /// Who is signed in, if anybody is.
    pub signed_in: Option<SignedIn<'a>>,
}

/// A member of support staff who is signed in.
#[derive(Clone, Copy)]
pub struct SignedIn<'a> {
    /// What they are called. For display alone.
    pub name: &'a str,
    /// Where the list of tasks is.
    pub tasks: &'a str,
    /// Where *Sign out* posts to.
    pub sign_out: &'a str,
    /// The token of every form on the page.
    pub csrf: &'a str,
}

impl<'a> Frame<'a> {
    /// The frame of somebody who is not signed in, in English.
    pub fn new(brand: Brand, help: &'a str) -> Self {
        Self { words: ENGLISH, brand, help, signed_in: None }
    }

    /// What is said to support staff alone.
    pub(super) fn staff(&self) -> &'static StaffWords {
        &self.words.staff
    }

    /// The same, for somebody who is.
    #[must_use]
    pub fn signed_in(self, signed_in: SignedIn<'a>) -> Self {
        Self { signed_in: Some(signed_in), ..self }
    }

    /// The token of the forms; empty where nobody is signed in, and there no form is.
    pub(super) fn csrf(&self) -> &'a str {
        self.signed_in.map_or("", |signed_in| signed_in.csrf)
    }
}
