//! *Ask for a TRN*: for a person who has none, where the calling service may have one given.

use maud::{Markup, html};

use crate::{
    components::{
        button,
        summary_list::{self, Change, Row},
    },
    frame::Frame,
    layout::{self, ONE_LOGIN_HOME, Page, under_heading},
    parts::{actions, csrf_field, link, paragraph, sentence},
};

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
    let (words, shared) = (&frame.words.ask_for_trn, &frame.words.shared);
    let fact = |key, value: &str| Row { key, value: html! { (value) }, change: None };
    let rows = [
        fact(shared.name, details.name),
        fact(shared.date_of_birth, details.date_of_birth),
        fact(shared.email, details.email),
        Row {
            key: shared.nino,
            value: html! { (details.nino.unwrap_or(shared.not_provided)) },
            change: Some(Change { href: details.change_nino, what: shared.nino }),
        },
    ];
    let content = html! {
        (paragraph(&words.lead(frame.client_name())))
        (paragraph(words.first))
        (summary_list::list(frame.words, &rows))
        (sentence(&words.if_wrong(&|text| link(text, ONE_LOGIN_HOME))))
        form method="post" novalidate {
            (csrf_field(details.csrf))
            (actions(
                &button::submit(words.request),
                &link(words.after_all, details.have_trn),
            ))
        }
    };
    let content = under_heading(words.heading, &content);
    let back = Some(details.back);
    layout::render(frame, &Page { heading: words.heading, back, has_error: false, content })
}
