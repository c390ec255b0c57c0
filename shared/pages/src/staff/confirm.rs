//! *Check and confirm*: what will happen, in order, and the email as it will be sent.

use maud::{Markup, html};

use super::{
    Choice, Frame, Kind, Reason, Wanted,
    layout::{self, Page, two_thirds},
    visible::{visible, visible_lines},
};
use crate::{
    components::button,
    parts::{actions, csrf_field, heading, link, paragraph},
    words::StaffWords,
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

/// The page.
pub fn page(frame: &Frame<'_>, confirm: &Confirm<'_>) -> Markup {
    let (staff, words) = (frame.staff(), &frame.staff().confirm);
    let content = two_thirds(&html! {
        span class="govuk-caption-l" { (staff.task(confirm.reference)) }
        h1 class="govuk-heading-l" { (words.heading) }
        (heading(words.what_happens))
        ol class="govuk-list govuk-list--number" {
            @for step in steps(staff, confirm) { li { (step) } }
        }
        (heading(words.email))
        (paragraph(&words.to(&visible(confirm.email.to))))
        (paragraph(&words.subject(&visible(confirm.email.subject))))
        pre class="app-email" { (visible_lines(confirm.email.text)) }
        form method="post" action=(confirm.action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            (hidden("seen", confirm.seen))
            (hidden("decision", &confirm.decision.value()))
            @for wanted in confirm.wanted { (hidden("wanted", wanted.value())) }
            @if let Some(reason) = confirm.reason { (hidden("reason", reason.value())) }
            (actions(
                &button::submit(confirm.decision.button(words, confirm.kind)),
                &link(words.go_back, confirm.back),
            ))
        }
    });
    let back = Some(confirm.back);
    layout::render(frame, Page { title: words.heading, back, has_error: false, content })
}

fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn steps(staff: &StaffWords, confirm: &Confirm<'_>) -> Vec<String> {
    let words = &staff.confirm;
    let mut steps = match confirm.decision {
        Choice::Link(trn) => vec![words.connected(trn)],
        Choice::NewTrn => vec![words.created.to_owned(), words.new_connected.to_owned()],
        Choice::Ask => vec![words.waits(&Wanted::listed(staff, confirm.wanted))],
        Choice::Refuse => vec![match confirm.reason {
            Some(reason) => words.closed_because(reason.text(&staff.reason)),
            None => words.closed.to_owned(),
        }],
    };
    if !confirm.not_theirs.is_empty() {
        steps.push(words.not_theirs(&confirm.not_theirs.join(staff.comma)));
    }
    steps.push(words.sent(&visible(confirm.email.to)));
    steps.push(match confirm.decision {
        Choice::Link(_) | Choice::NewTrn => words.straight_on(&visible(confirm.from)),
        Choice::Ask => words.asked.to_owned(),
        Choice::Refuse => words.leaves.to_owned(),
    });
    steps
}
