//! *Check and confirm*: what will happen, in order, and the email as it will be sent.

use maud::{Markup, html};

use super::{
    Choice, Frame, Kind, Reason, Wanted,
    layout::{self, Page, two_thirds},
    visible::{visible, visible_lines},
};
use crate::{
    components::button,
    parts::{actions, csrf_field, link},
};

/// The email as it will be sent.
#[derive(Clone, Copy)]
pub struct Preview<'a> {
    /// Where to.
    pub to: &'a str,
    /// Its subject line.
    pub subject: &'a str,
    /// Its plain text.
    pub text: &'a str,
}

/// A decision that is about to be carried out.
#[derive(Clone, Copy)]
pub struct Confirm<'a> {
    /// The reference of the task.
    pub reference: &'a str,
    /// What the task is about.
    pub kind: Kind,
    /// The calling service the person came from.
    pub from: &'a str,
    /// What is to be done.
    pub decision: Choice<'a>,
    /// What is asked for, where the decision is to ask.
    pub wanted: &'a [Wanted],
    /// Why, where the decision is to refuse.
    pub reason: Option<Reason>,
    /// The TRNs of the records on the page that are remembered as not the person's.
    pub not_theirs: &'a [&'a str],
    /// The email.
    pub email: Preview<'a>,
    /// What the member of staff has seen: it goes on with the decision.
    pub seen: &'a str,
    /// Where the form posts `decision`, `wanted`, `reason`, `seen` and `csrf`.
    pub action: &'a str,
    /// Back to the task.
    pub back: &'a str,
}

const HEADING: &str = "Check and confirm";

/// The page.
pub fn page(frame: &Frame<'_>, confirm: &Confirm<'_>) -> Markup {
    let content = two_thirds(&html! {
        span class="govuk-caption-l" { "Review task " (confirm.reference) }
        h1 class="govuk-heading-l" { (HEADING) }
        h2 class="govuk-heading-m" { "What will happen" }
        ol class="govuk-list govuk-list--number" {
            @for step in steps(confirm) { li { (step) } }
        }
        h2 class="govuk-heading-m" { "The email" }
        p class="govuk-body" { "To: " (visible(confirm.email.to)) }
        p class="govuk-body" { "Subject: " (visible(confirm.email.subject)) }
        pre class="app-email" { (visible_lines(confirm.email.text)) }
        form method="post" action=(confirm.action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            (hidden("seen", confirm.seen))
            (hidden("decision", &confirm.decision.value()))
            @for wanted in confirm.wanted { (hidden("wanted", wanted.value())) }
            @if let Some(reason) = confirm.reason { (hidden("reason", reason.value())) }
            (actions(
                &button::submit(confirm.decision.button(confirm.kind)),
                &link("Go back to the task without deciding", confirm.back),
            ))
        }
    });
    let page = Page { title: HEADING, back: Some(confirm.back), has_error: false, content };
    layout::render(frame, page)
}

fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn steps(confirm: &Confirm<'_>) -> Vec<String> {
    let mut steps = match confirm.decision {
        Choice::Link(trn) => vec![format!(
            "The record with TRN {trn} is connected to this person’s GOV.UK One Login."
        )],
        Choice::NewTrn => vec![
            "A teaching record with a new TRN is created from the name and date of birth that GOV.UK \
             One Login verified."
                .to_owned(),
            "The new record is connected to this person’s GOV.UK One Login.".to_owned(),
        ],
        Choice::Ask => {
            vec![format!("The task waits for the person: {}.", Wanted::listed(confirm.wanted))]
        }
        Choice::Refuse => {
            let why = confirm.reason.map(|reason| format!(" Reason: {}.", reason.text()));
            let closed = "The request is closed. No record is connected and no TRN is given.";
            vec![format!("{closed}{}", why.unwrap_or_default())]
        }
    };
    if !confirm.not_theirs.is_empty() {
        steps.push(format!(
            "It is remembered that these are not this person’s records, and they are never connected \
             automatically: {}.",
            confirm.not_theirs.join(", "),
        ));
    }
    steps.push(format!("The email below is sent to {}.", visible(confirm.email.to)));
    steps.push(match confirm.decision {
        Choice::Link(_) | Choice::NewTrn => format!(
            "When the person next signs in, they go straight on to {}.",
            visible(confirm.from),
        ),
        Choice::Ask => {
            "When the person next signs in, they are asked. The task is open again when \
                        they have answered."
                .to_owned()
        }
        Choice::Refuse => "The task leaves the list.".to_owned(),
    });
    steps
}
