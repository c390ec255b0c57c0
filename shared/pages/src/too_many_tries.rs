//! *Wait before you try again*: never without a time, and never without a way on. Served with status 429.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{contact, csrf_field, link, paragraph, sentence},
};

/// What the page says.
#[derive(Clone, Copy)]
pub struct Wait<'a> {
    /// From when on they may try again, such as `10:40am on 21 November 2026`.
    pub when: &'a str,
    /// How they go on without waiting.
    pub way_on: WayOn<'a>,
    /// Back to the calling service.
    pub go_back: &'a str,
}

/// A number that somebody can go on without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// A National Insurance number.
    Nino,
    /// A TRN.
    Trn,
}

/// How somebody goes on without waiting.
#[derive(Clone, Copy)]
pub enum WayOn<'a> {
    /// They answer the question that they are at without a number: a form that posts to the address it is at.
    Without {
        /// What they go on without.
        number: Number,
        /// The field of the question, and the answer.
        field: (&'a str, &'a str),
        /// The token of the form.
        csrf: &'a str,
    },
    /// They go back to where they were, with the answers they gave before.
    Back(&'a str),
}

/// The page.
pub fn page(frame: &Frame<'_>, wait: &Wait<'_>) -> Markup {
    let (words, shared) = (&frame.words.too_many_tries, &frame.words.shared);
    let content = html! {
        (paragraph(&words.when(wait.when)))
        @match wait.way_on {
            WayOn::Without { number, field: (name, value), csrf } => {
                @let (way, text) = match number {
                    Number::Nino => (words.without_nino, words.continue_without_nino),
                    Number::Trn => (words.without_trn, words.continue_without_trn),
                };
                (paragraph(way))
                form method="post" novalidate {
                    (csrf_field(csrf))
                    input type="hidden" name=(name) value=(value);
                    (button::submit(text))
                }
            }
            WayOn::Back(href) => {
                (paragraph(words.with_answers))
                (button::link(words.continue_with_answers, href))
            }
        }
        (sentence(&shared.help(&contact(frame))))
        (sentence(&link(&shared.go_back_to(frame.client_name()), wait.go_back)))
    };
    layout::headed(frame, words.heading, &content)
}
