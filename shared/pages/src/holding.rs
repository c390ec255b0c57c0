//! The holding page: a person has to decide, and until then every visit comes here.

use maud::{Markup, html};

use crate::{
    components::{button, inset_text},
    frame::Frame,
    layout,
    parts::{self, contact, paragraph},
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

/// The request as it stands.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What is being decided.
    pub awaiting: Awaiting,
    /// How the promise stands.
    pub promise: Promise,
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
    let client = frame.client_name();
    let heading = match request.promise {
        Promise::Open => heading(request.awaiting),
        Promise::Broken => "This is taking longer than we said",
    };
    let content = html! {
        @match request.promise {
            Promise::Open => {
                (why(request.awaiting))
                p class="govuk-body" { (what_comes(request)) }
            }
            Promise::Broken => (apology(frame, request))
        }
        (inset_text::render(&html! {
            "Your reference number is " (parts::reference(request.reference)) br;
            "You asked on " (request.asked_on)
        }))
        p class="govuk-body" {
            "When you get the email, sign in again with the same GOV.UK One Login and you will go \
             straight to " (client) ". Do not send another request; it will not be quicker."
        }
        p class="govuk-body" {
            @if request.can_continue {
                "You can use " (client) " while you wait."
            } @else {
                "You may not be able to use " (client) " until then."
            }
        }
        (button::link(&format!("Return to {client}"), request.return_to))
        @match request.promise {
            Promise::Open => p class="govuk-body" {
                "If something has changed, email " (contact(frame.support))
                " and quote your reference number."
            }
            Promise::Broken => {}
        }
    };
    layout::headed(frame, heading, &content)
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

fn apology(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    html! {
        p class="govuk-body" {
            "We said we would email " (request.masked_email) " by " (request.by)
            ". Your request is still open and someone will look at it."
        }
        p class="govuk-body" {
            "To ask about it, email " (contact(frame.support)) " and quote your reference number."
        }
    }
}
