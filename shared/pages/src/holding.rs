//! The holding page: a person has to decide, and until then every visit comes here.

use maud::{Markup, html};

use crate::{
    components::{button, inset_text},
    frame::Frame,
    layout,
    parts::{self, contact, link, paragraph},
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
    let content = html! {
        @if is_answered(request) {
            (paragraph("Thank you for telling us more. Someone will look at what you sent."))
        } @else {
            (why(request.awaiting))
        }
        p class="govuk-body" { (what_comes(request)) }
        (after_the_email(frame, request))
        (ways_on(frame, request))
        p class="govuk-body" {
            "If something has changed, email " (contact(frame.support))
            " and quote your reference number."
        }
    };
    layout::headed(frame, heading(request.awaiting), &content)
}

fn late(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "We said we would email " (request.masked_email) " by " (request.by)
            ". Your request is still open and someone will look at it."
        }
        p class="govuk-body" {
            "To ask about it, email " (contact(frame.support)) " and quote your reference number."
        }
        (after_the_email(frame, request))
        (ways_on(frame, request))
    };
    layout::headed(frame, "This is taking longer than we said", &content)
}

fn asking(frame: &Frame<'_>, request: &Request<'_>, form: &str) -> Markup {
    let content = html! {
        (paragraph(
            "Someone has looked at your request and needs to know more. We cannot decide until you \
             tell us.",
        ))
        (button::link("Give more information", form))
        (reference(request))
        @if request.can_continue { (meanwhile(frame, request)) }
        p class="govuk-body" {
            (link(&format!("Return to {}", frame.client_name()), request.return_to))
        }
        p class="govuk-body" {
            "If you cannot answer, email " (contact(frame.support))
            " and quote your reference number."
        }
    };
    layout::headed(frame, "We need more information from you", &content)
}

fn is_answered(request: &Request<'_>) -> bool {
    match request.more {
        Some(More::Received(_)) => true,
        None | Some(More::Welcome(_) | More::Needed(_)) => false,
    }
}

fn reference(request: &Request<'_>) -> Markup {
    inset_text::render(&html! {
        "Your reference number is " (parts::reference(request.reference)) br;
        "You asked on " (request.asked_on)
    })
}

fn after_the_email(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    html! {
        (reference(request))
        p class="govuk-body" {
            "When you get the email, sign in again with the same GOV.UK One Login and you will go \
             straight to " (frame.client_name()) ". Do not send another request; it will not be quicker."
        }
        (meanwhile(frame, request))
    }
}

fn meanwhile(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let client = frame.client_name();
    html! {
        p class="govuk-body" {
            @if request.can_continue {
                "You can use " (client) " while you wait."
            } @else {
                "You may not be able to use " (client) " until then."
            }
        }
    }
}

fn ways_on(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    html! {
        (button::link(&format!("Return to {}", frame.client_name()), request.return_to))
        @if let Some(more) = request.more {
            p class="govuk-body" { (link("I have found my TRN", more.form())) }
        }
    }
}

fn heading(awaiting: Awaiting) -> &'static str {
    match awaiting {
        Awaiting::NewTrn => "We need to check your details before giving you a TRN",
        Awaiting::Record => "We need to check which teaching record is yours",
        Awaiting::LookUp => "We are still looking into your request",
    }
}

fn why(awaiting: Awaiting) -> Markup {
    match awaiting {
        Awaiting::NewTrn => paragraph(
            "We may already hold a record for you. So that you do not end up with two, someone will \
             check it. You do not need to do anything.",
        ),
        Awaiting::Record => paragraph(
            "The details you gave need a person to look at them. So that you get the right record, \
             someone will check them. You do not need to do anything.",
        ),
        Awaiting::LookUp => paragraph(
            "You asked us to look for your teaching record. Someone checks each request. You do not \
             need to do anything.",
        ),
    }
}

fn what_comes(request: &Request<'_>) -> String {
    let Request { masked_email, by, .. } = request;
    match request.awaiting {
        Awaiting::NewTrn => format!("We will email your TRN to {masked_email} by {by}."),
        Awaiting::Record | Awaiting::LookUp => format!("We will email {masked_email} by {by}."),
    }
}
