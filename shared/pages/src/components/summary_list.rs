//! [Summary list](https://design-system.service.gov.uk/components/summary-list/), alone or in a card.

use maud::{Markup, html};

use crate::words::Words;

/// A way to change one answer.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Where the question is asked.
    pub href: &'a str,
    /// The answer it changes, for a person who hears the link alone.
    pub what: &'a str,
}

/// One answer played back.
#[derive(Clone)]
pub struct Row<'a> {
    /// What it is.
    pub key: &'a str,
    /// What was answered.
    pub value: Markup,
    /// The way to change it, where there is one.
    pub change: Option<Change<'a>>,
}

/// The answers, one below the other.
pub fn list(words: &Words, rows: &[Row<'_>]) -> Markup {
    rows_of(words, rows, None)
}

/// The answers in a card with a title.
pub fn card(words: &Words, title: &str, rows: &[Row<'_>]) -> Markup {
    html! {
        div class="govuk-summary-card" {
            div class="govuk-summary-card__title-wrapper" {
                h2 class="govuk-summary-card__title" { (title) }
            }
            div class="govuk-summary-card__content" { (rows_of(words, rows, Some(title))) }
        }
    }
}

fn rows_of(words: &Words, rows: &[Row<'_>], card: Option<&str>) -> Markup {
    let some_change = rows.iter().any(|row| row.change.is_some());
    html! {
        dl class="govuk-summary-list" {
            @for row in rows {
                div.govuk-summary-list__row
                    .govuk-summary-list__row--no-actions[some_change && row.change.is_none()] {
                    dt class="govuk-summary-list__key" { (row.key) }
                    dd class="govuk-summary-list__value" { (row.value) }
                    @if let Some(change) = row.change {
                        dd class="govuk-summary-list__actions" { (link(words, change, card)) }
                    }
                }
            }
        }
    }
}

fn link(words: &Words, change: Change<'_>, card: Option<&str>) -> Markup {
    html! {
        a class="govuk-link" href=(change.href) {
            (words.part.change)
            span class="govuk-visually-hidden" {
                @match card {
                    Some(card) => (words.part.change_what_on_card(change.what, card)),
                    None => (words.part.change_what(change.what)),
                }
            }
        }
    }
}
