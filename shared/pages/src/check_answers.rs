//! *Check your answers before asking us to look*: the look-up found nothing, and a person may look instead.

use maud::{Markup, html};

use crate::{
    components::{
        button,
        summary_list::{self, Change, Row},
    },
    frame::Frame,
    layout::{self, ONE_LOGIN_HOME, Page, under_heading},
    parts::{actions, csrf_field, link, paragraph, sentence},
    words::SharedWords,
};

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
    let (words, shared) = (&frame.words.check_answers, &frame.words.shared);
    let row = |key, value: Option<&str>, href| Row {
        key,
        value: html! { (value.unwrap_or(shared.not_provided)) },
        change: Some(Change { href, what: key }),
    };
    let given = [
        row(shared.nino, answers.nino, answers.change_nino),
        row(shared.trn, answers.trn, answers.change_trn),
    ];
    let content = html! {
        (paragraph(words.not_found))
        (summary_list::card(frame.words, words.from_one_login, &verified(shared, answers)))
        (sentence(&words.if_wrong(&|text| link(text, ONE_LOGIN_HOME))))
        (summary_list::card(frame.words, words.from_you, &given))
        (paragraph(words.if_right))
        form method="post" novalidate {
            (csrf_field(answers.csrf))
            (actions(
                &button::submit(words.send),
                &link(&shared.go_back_to(frame.client_name()), answers.go_back),
            ))
        }
    };
    let content = under_heading(words.heading, &content);
    let back = Some(answers.back);
    layout::render(frame, &Page { heading: words.heading, back, has_error: false, content })
}

fn verified<'a>(words: &'a SharedWords, answers: &Answers<'a>) -> Vec<Row<'a>> {
    let fact = |key, value: &str| Row { key, value: html! { (value) }, change: None };
    let mut rows = vec![fact(words.name, answers.name)];
    if !answers.previous_names.is_empty() {
        let value = html! {
            @for (index, name) in answers.previous_names.iter().enumerate() {
                @if index > 0 { br; }
                (name)
            }
        };
        rows.push(Row { key: words.previous_names, value, change: None });
    }
    rows.push(fact(words.date_of_birth, answers.date_of_birth));
    rows.push(fact(words.email, answers.email));
    rows
}
