//! *We found your teaching record*: shown once, on the visit that found it.

use maud::{Markup, html};

use crate::{
    components::{button, details, panel},
    frame::Frame,
    layout,
    parts::{contact, paragraph},
};

const HEADING: &str = "We found your teaching record";

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
    let numbers = match record.matched_on {
        MatchedOn::Nino => "National Insurance number",
        MatchedOn::Trn => "TRN",
        MatchedOn::NinoAndTrn => "National Insurance number and TRN",
    };
    let becomes = if record.former_trn.is_some() { "Your TRN is now" } else { "Your TRN is" };
    let content = html! {
        (panel::confirmation(HEADING, &html! { (becomes) br; strong { (record.trn) } }))
        @if let Some(former) = record.former_trn {
            p class="govuk-body" {
                "The TRN you gave, " (former) ", has been replaced. Use the new one from now on."
            }
        }
        p class="govuk-body" {
            "We matched the name and date of birth from GOV.UK One Login and the " (numbers)
            " you gave."
        }
        (paragraph("Next time, you only need to sign in with GOV.UK One Login."))
        (button::link(&format!("Continue to {}", frame.client_name()), record.continue_to))
        (details::render("If this is not your TRN", &html! {
            p class="govuk-body" {
                "Tell us before you continue. Email " (contact(frame.support)) "."
            }
        }))
    };
    layout::message(frame, HEADING, content)
}
