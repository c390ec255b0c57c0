//! Somebody has to come back later: ourselves, GOV.UK One Login or the record store.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{actions, contact, link, paragraph, sentence},
    words::UnavailableWords,
};

/// What cannot be reached, and what the person can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// We are closed as planned, until the given time, such as `9am on Monday 1 December 2025`.
    Closed {
        /// When it opens.
        until: &'a str,
    },
    /// GOV.UK One Login has closed its door to us.
    Deactivated,
    /// GOV.UK One Login is busy.
    OneLoginBusy {
        /// Another try.
        try_again: &'a str,
    },
    /// GOV.UK One Login cannot be reached, or answered with an error.
    OneLoginUnreachable {
        /// Another try.
        try_again: &'a str,
    },
    /// Our own store is slow or away.
    RecordsSlow {
        /// Another try.
        try_again: &'a str,
    },
}

impl<'a> Cause<'a> {
    fn heading(self, words: &UnavailableWords) -> &'static str {
        match self {
            Self::Closed { .. } | Self::Deactivated => words.heading,
            Self::OneLoginBusy { .. } => words.one_login_busy,
            Self::OneLoginUnreachable { .. } => words.one_login_unreachable,
            Self::RecordsSlow { .. } => words.slow,
        }
    }

    fn advice(self, words: &UnavailableWords) -> Markup {
        match self {
            Self::Closed { until } => paragraph(&words.closed_until(until)),
            Self::Deactivated => paragraph(words.deactivated),
            Self::OneLoginBusy { .. } => paragraph(words.wait),
            Self::OneLoginUnreachable { .. } => paragraph(words.nothing_lost),
            Self::RecordsSlow { .. } => paragraph(words.not_looked_at),
        }
    }

    fn try_again(self) -> Option<&'a str> {
        match self {
            Self::Closed { .. } | Self::Deactivated => None,
            Self::OneLoginBusy { try_again }
            | Self::OneLoginUnreachable { try_again }
            | Self::RecordsSlow { try_again } => Some(try_again),
        }
    }
}

/// The page. `go_back` leads to the calling service, where it is known.
pub fn page(frame: &Frame<'_>, cause: Cause<'_>, go_back: Option<&str>) -> Markup {
    let (words, shared) = (&frame.words.unavailable, &frame.words.shared);
    let back = go_back.map(|href| link(&shared.go_back_to(frame.client_name()), href));
    let content = html! {
        (cause.advice(words))
        (sentence(&shared.help(&contact(frame))))
        @match (cause.try_again(), back) {
            (Some(href), back) => {
                (actions(&button::link(shared.try_again, href), &back.unwrap_or_default()))
            }
            (None, Some(back)) => (sentence(&back)),
            (None, None) => {}
        }
    };
    layout::headed(frame, cause.heading(words), &content)
}
