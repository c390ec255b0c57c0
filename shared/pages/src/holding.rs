//! The holding page: a person has to decide, and until then every visit comes here.

use maud::{Markup, html};

use crate::{
    components::{button, inset_text},
    frame::Frame,
    layout,
    parts::{self, contact, link, paragraph, sentence},
    words::HoldingWords,
};

/// What is being decided. The page never says which other record there is, nor what made us look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    /// A TRN, after a check that the person has none.
    NewTrn,
    /// Which record is theirs, where the numbers they gave do not agree.
    Record,
    /// The look-up they asked for on *Check your answers*.
    LookUp,
}

/// How the promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The promised day has not passed.
    Open,
    /// It has.
    Broken,
}

/// What the person can still tell us, and the address of the form for it.
#[derive(Clone, Copy)]
pub enum More<'a> {
    /// Nothing was asked for. A person who finds their TRN need not wait.
    Welcome(&'a str),
    /// Staff asked, and decide nothing until they are answered.
    Needed(&'a str),
    /// Staff asked and the person has answered.
    Received(&'a str),
}

impl<'a> More<'a> {
    fn form(self) -> &'a str {
        match self {
            Self::Welcome(form) | Self::Needed(form) | Self::Received(form) => form,
        }
    }
}

/// The request as it stands.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What is being decided.
    pub awaiting: Awaiting,
    /// How the promise stands.
    pub promise: Promise,
    /// What the person can still tell us, where there is a form for it.
    pub more: Option<More<'a>>,
    /// Its reference, such as `TR-7K4M-92`.
    pub reference: &'a str,
    /// The day it was made, such as `29 August`.
    pub asked_on: &'a str,
    /// The day we promised, such as `Friday 5 September`.
    pub by: &'a str,
    /// Where the answer goes, masked.
    pub masked_email: &'a str,
    /// Whether the calling service lets people in before it is decided.
    pub can_continue: bool,
    /// Back to the calling service.
    pub return_to: &'a str,
}

/// The page as it is on every visit until the request is settled.
pub fn page(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    match (request.more, request.promise) {
        // It is not us who are late while the person is asked.
        (Some(More::Needed(form)), Promise::Open | Promise::Broken) => asking(frame, request, form),
        (None | Some(More::Welcome(_) | More::Received(_)), Promise::Open) => {
            waiting(frame, request)
        }
        (None | Some(More::Welcome(_) | More::Received(_)), Promise::Broken) => {
            late(frame, request)
        }
    }
}

fn waiting(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let words = &frame.words.holding;
    let why = if is_answered(request) { words.answered } else { why(words, request.awaiting) };
    let content = html! {
        (paragraph(why))
        (paragraph(&what_comes(words, request)))
        (after_the_email(frame, request))
        (ways_on(frame, request))
        (sentence(&words.if_changed(&contact(frame))))
    };
    layout::headed(frame, heading(words, request.awaiting), &content)
}

fn late(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let words = &frame.words.holding;
    let content = html! {
        (paragraph(&words.late(request.masked_email, request.by)))
        (sentence(&words.ask_about_it(&contact(frame))))
        (after_the_email(frame, request))
        (ways_on(frame, request))
    };
    layout::headed(frame, words.heading_late, &content)
}

fn asking(frame: &Frame<'_>, request: &Request<'_>, form: &str) -> Markup {
    let words = &frame.words.holding;
    let return_to = frame.words.shared.return_to(frame.client_name());
    let content = html! {
        (paragraph(words.asking))
        (button::link(words.give, form))
        (reference(words, request))
        @if request.can_continue { (meanwhile(frame, request)) }
        (sentence(&link(&return_to, request.return_to)))
        (sentence(&words.cannot_answer(&contact(frame))))
    };
    layout::headed(frame, words.heading_asking, &content)
}

fn is_answered(request: &Request<'_>) -> bool {
    match request.more {
        Some(More::Received(_)) => true,
        None | Some(More::Welcome(_) | More::Needed(_)) => false,
    }
}

fn reference(words: &HoldingWords, request: &Request<'_>) -> Markup {
    inset_text::render(&html! {
        (words.your_reference(&parts::reference(request.reference))) br;
        (words.asked_on(request.asked_on))
    })
}

fn after_the_email(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let words = &frame.words.holding;
    html! {
        (reference(words, request))
        (paragraph(&words.after_the_email(frame.client_name())))
        (meanwhile(frame, request))
    }
}

fn meanwhile(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let (words, client) = (&frame.words.holding, frame.client_name());
    paragraph(&if request.can_continue { words.can_use(client) } else { words.cannot_use(client) })
}

fn ways_on(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let return_to = frame.words.shared.return_to(frame.client_name());
    html! {
        (button::link(&return_to, request.return_to))
        @if let Some(more) = request.more {
            (sentence(&link(frame.words.holding.found_trn, more.form())))
        }
    }
}

fn heading(words: &HoldingWords, awaiting: Awaiting) -> &'static str {
    match awaiting {
        Awaiting::NewTrn => words.heading_new_trn,
        Awaiting::Record => words.heading_record,
        Awaiting::LookUp => words.heading_look_up,
    }
}

fn why(words: &HoldingWords, awaiting: Awaiting) -> &'static str {
    match awaiting {
        Awaiting::NewTrn => words.why_new_trn,
        Awaiting::Record => words.why_record,
        Awaiting::LookUp => words.why_look_up,
    }
}

fn what_comes(words: &HoldingWords, request: &Request<'_>) -> String {
    let Request { masked_email, by, .. } = request;
    match request.awaiting {
        Awaiting::NewTrn => words.we_email_trn(masked_email, by),
        Awaiting::Record | Awaiting::LookUp => words.we_email(masked_email, by),
    }
}
