//! *We need proof of your identity before you can continue*: an outcome, not a mistake.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{self, actions, contact, link, paragraph, sentence},
};

/// The ways on.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'a> {
    /// What to quote to support, where there is a journey to name.
    pub reference: Option<&'a str>,
    /// Another try with GOV.UK One Login.
    pub try_again: &'a str,
    /// Back to the calling service, which is told that identity was not proved.
    pub go_back: Option<&'a str>,
}

/// The page.
pub fn page(frame: &Frame<'_>, ways: &Ways<'_>) -> Markup {
    let (words, shared) = (&frame.words.not_verified, &frame.words.shared);
    let back = html! {
        @if let Some(href) = ways.go_back {
            (link(&shared.go_back_to(frame.client_name()), href))
        }
    };
    let tried_before = match ways.reference {
        Some(reference) => words.tried_before_quote(&contact(frame), &parts::reference(reference)),
        None => words.tried_before(&contact(frame)),
    };
    let content = html! {
        (paragraph(words.could_not_confirm))
        (paragraph(words.other_ways))
        (sentence(&tried_before))
        (actions(&button::link(shared.try_again_with_one_login, ways.try_again), &back))
    };
    layout::headed(frame, words.heading, &content)
}
