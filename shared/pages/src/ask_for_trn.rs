//! *Ask for a TRN*: for a person who has none, where the calling service may have one given.

use maud::{Markup, html};

use crate::{
    components::{
        button,
        summary_list::{self, Change, Row},
    },
    frame::Frame,
    layout::{self, ONE_LOGIN_HOME, Page, under_heading},
    parts::{actions, csrf_field, link, paragraph},
};

const HEADING: &str = "Ask for a TRN";

/// What the request will be made from.
#[derive(Clone, Copy)]
pub struct Details<'a> {
    /// The token of the form.
    pub csrf: &'a str,
    /// The page before.
    pub back: &'a str,
    /// The verified name.
    pub name: &'a str,
    /// The verified date of birth, such as `31 March 1985`.
    pub date_of_birth: &'a str,
    /// The email address of the One Login user, in full: the TRN is sent to it.
    pub email: &'a str,
    /// The number they gave, in groups.
    pub nino: Option<&'a str>,
    /// Where the National Insurance number is asked for.
    pub change_nino: &'a str,
    /// Where the TRN is asked for.
    pub have_trn: &'a str,
}

/// The details, with *Request a TRN* (posts `csrf` to the address it is at).
pub fn page(frame: &Frame<'_>, details: &Details<'_>) -> Markup {
    let fact = |key, value: &str| Row { key, value: html! { (value) }, change: None };
    let client = frame.client_name();
    let content = html! {
        p class="govuk-body" {
            "You said you do not have a TRN, or do not know it. We will give you one so that you can \
             use " (client) ". You keep it for life. It is not a qualification."
        }
        (paragraph(
            "Before we do, we check that no record already exists for you. Most people get a TRN \
             straight away. Sometimes it takes up to 5 working days.",
        ))
        (summary_list::list(&[
            fact("Name", details.name),
            fact("Date of birth", details.date_of_birth),
            fact("Email", details.email),
            Row {
                key: "National Insurance number",
                value: html! { (details.nino.unwrap_or("Not provided")) },
                change: Some(Change {
                    href: details.change_nino,
                    what: "National Insurance number",
                }),
            },
        ]))
        p class="govuk-body" {
            "We will email your TRN to the address above. If it, your name or your date of birth is \
             wrong, " (link("change it in GOV.UK One Login", ONE_LOGIN_HOME)) " first."
        }
        form method="post" novalidate {
            (csrf_field(details.csrf))
            (actions(
                &button::submit("Request a TRN"),
                &link("I have a TRN after all", details.have_trn),
            ))
        }
    };
    let content = under_heading(HEADING, &content);
    let page = Page { heading: HEADING, back: Some(details.back), has_error: false, content };
    layout::render(frame, &page)
}
