//! *We found your teaching record*: shown once, on the visit that found it.

use maud::{Markup, html};

use crate::{
    components::{button, details, panel},
    frame::Frame,
    layout,
    parts::{contact, paragraph, sentence},
};

/// Which of the numbers the person gave led to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedOn {
    /// Their National Insurance number.
    Nino,
    /// Their TRN.
    Trn,
    /// Both.
    NinoAndTrn,
}

/// The record, as far as the page shows it: nothing the person did not give or is not given now.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// Its TRN.
    pub trn: &'a str,
    /// The TRN the person gave, where its record has since been merged into this one.
    pub former_trn: Option<&'a str>,
    /// What led to it.
    pub matched_on: MatchedOn,
    /// On to the calling service.
    pub continue_to: &'a str,
}

/// The page.
pub fn page(frame: &Frame<'_>, record: &Record<'_>) -> Markup {
    let (words, shared) = (&frame.words.found, &frame.words.shared);
    let matched = match record.matched_on {
        MatchedOn::Nino => words.matched_nino,
        MatchedOn::Trn => words.matched_trn,
        MatchedOn::NinoAndTrn => words.matched_both,
    };
    let becomes =
        if record.former_trn.is_some() { words.your_trn_is_now } else { shared.your_trn_is };
    let content = html! {
        (panel::confirmation(words.heading, &html! { (becomes) br; strong { (record.trn) } }))
        @if let Some(former) = record.former_trn { (paragraph(&words.replaced(former))) }
        (paragraph(matched))
        (paragraph(shared.next_time))
        (button::link(&shared.continue_to(frame.client_name()), record.continue_to))
        (details::render(words.not_yours, &sentence(&words.tell_us(&contact(frame)))))
    };
    layout::message(frame, words.heading, content)
}
