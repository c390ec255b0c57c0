//! The pages behind `error_uri`, for the engineers of calling services: what a code means and what to do about it.

mod table;

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout,
    parts::{self, contact, paragraph, sentence},
    words::{ErrorsWords, Words},
};

pub use table::CODES;

/// One machine code, as it opens an `error_description`.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The code: stable, and the last part of the page's address.
    pub code: &'static str,
    /// The standard `error` it comes with.
    pub error: &'static str,
    /// What happened, in a few words.
    title: fn(&ErrorsWords) -> &'static str,
    /// What it means, then what to do: one paragraph each. What belongs in a program stands between backticks.
    explanation: fn(&ErrorsWords) -> &'static [&'static str],
}

impl Code {
    /// What happened, in a few words.
    pub fn title(&self, words: &Words) -> &'static str {
        (self.title)(&words.errors)
    }
}

/// Where the page of `code` is on our own host.
pub fn path(code: &str) -> String {
    format!("/errors/{code}")
}

/// The page of `code`; none for a code that does not exist.
pub fn page(frame: &Frame<'_>, code: &str) -> Option<Markup> {
    let code = CODES.iter().find(|known| known.code == code)?;
    let words = &frame.words.errors;
    let content = html! {
        (paragraph(words.for_engineers))
        (sentence(&html! {
            (words.code(&parts::code(code.code))) br;
            (words.comes_with(&parts::code(code.error)))
        }))
        @for text in (code.explanation)(words) { (sentence(&with_code(text))) }
        (sentence(&words.help(&contact(frame))))
    };
    Some(layout::headed(frame, code.title(frame.words), &content))
}

/// `text` with what stands between backticks set as code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 0 { (piece) } @else { code { (piece) } }
        }
    }
}
