//! *Check your answers before asking us to look*: the look-up found nothing, and a person may look instead.

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

const HEADING: &str = "Check your answers before asking us to look";

/// What is played back, and where each thing is changed.
#[derive(Clone, Copy)]
pub struct Answers<'a> {
    /// The token of the form.
    pub csrf: &'a str,
    /// The page before.
    pub back: &'a str,
    /// The verified name.
    pub name: &'a str,
    /// Earlier names, as One Login knows them.
    pub previous_names: &'a [String],
    /// The verified date of birth, such as `31 March 1985`.
    pub date_of_birth: &'a str,
    /// The email address of the One Login user, in full.
    pub email: &'a str,
    /// The number they gave, in groups.
    pub nino: Option<&'a str>,
    /// The TRN they gave.
    pub trn: Option<&'a str>,
    /// Where the National Insurance number is asked for.
    pub change_nino: &'a str,
    /// Where the TRN is asked for.
    pub change_trn: &'a str,
    /// Back to the calling service without a record.
    pub go_back: &'a str,
}

/// The answers, with *Send request* (posts `csrf` to the address it is at).
pub fn page(frame: &Frame<'_>, answers: &Answers<'_>) -> Markup {
    let content = html! {
        (paragraph(
            "We looked for your teaching record using the details below and did not find it. A \
             typing mistake is the most common reason.",
        ))
        (summary_list::card("From GOV.UK One Login", &verified(answers)))
        p class="govuk-body" {
            "If your name or date of birth is wrong, "
            (link("change it in GOV.UK One Login", ONE_LOGIN_HOME)) "."
        }
        (summary_list::card("From you", &[
            row("National Insurance number", answers.nino, answers.change_nino),
            row("TRN", answers.trn, answers.change_trn),
        ]))
        (paragraph("If everything is right, send us a request and someone will look for you."))
        form method="post" novalidate {
            (csrf_field(answers.csrf))
            (actions(
                &button::submit("Send request"),
                &link(&format!("Go back to {}", frame.client_name()), answers.go_back),
            ))
        }
    };
    let content = under_heading(HEADING, &content);
    let page = Page { heading: HEADING, back: Some(answers.back), has_error: false, content };
    layout::render(frame, &page)
}

fn verified<'a>(answers: &Answers<'a>) -> Vec<Row<'a>> {
    let fact = |key, value: &str| Row { key, value: html! { (value) }, change: None };
    let mut rows = vec![fact("Name", answers.name)];
    if !answers.previous_names.is_empty() {
        let value = html! {
            @for (index, name) in answers.previous_names.iter().enumerate() {
                @if index > 0 { br; }
                (name)
            }
        };
        rows.push(Row { key: "Previous names", value, change: None });
    }
    rows.push(fact("Date of birth", answers.date_of_birth));
    rows.push(fact("Email", answers.email));
    rows
}

fn row<'a>(key: &'a str, value: Option<&str>, href: &'a str) -> Row<'a> {
    Row {
        key,
        value: html! { (value.unwrap_or("Not provided")) },
        change: Some(Change { href, what: key }),
    }
}
