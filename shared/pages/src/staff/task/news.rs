//! What has just happened, first on the page.

use maud::{Markup, html};

use super::reference;
use crate::{
    components::{inset_text, notification_banner},
    staff::{By, Outcome},
};

/// The next task to look at: the oldest that is open.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    /// Its reference.
    pub reference: &'a str,
    /// Where it is.
    pub href: &'a str,
}

/// What the member of staff has just done.
#[derive(Clone, Copy)]
pub enum Done<'a> {
    /// They decided the task.
    Decided(Outcome<'a>),
    /// They brought in the record with this TRN.
    Compared(&'a str),
    /// They had the email sent again.
    SentAgain,
    /// They said that the person was told another way.
    ToldAnotherWay,
}

impl Done<'_> {
    fn text(self) -> String {
        match self {
            Self::Decided(outcome) => outcome.done(),
            Self::Compared(trn) => format!("The record with TRN {trn} is on this page."),
            Self::SentAgain => "The email is queued again.".to_owned(),
            Self::ToldAnotherWay => "The task is closed.".to_owned(),
        }
    }
}

/// What has just happened.
#[derive(Clone, Copy)]
pub enum News<'a> {
    /// It worked.
    Done {
        /// What.
        what: Done<'a>,
        /// The next task, where there is one.
        next: Option<Next<'a>>,
    },
    /// Nothing was decided: the candidates are not those the member of staff saw.
    MatchesChanged,
    /// Nothing was decided: something about the task or the person has changed.
    TaskChanged,
    /// Nothing was decided: somebody else was first.
    DecidedMeanwhile {
        /// Who.
        by: By<'a>,
        /// When, such as `10:42am on 2 September`.
        at: &'a str,
        /// What.
        outcome: Outcome<'a>,
    },
    /// Nothing was decided: no number is left for a new TRN.
    NoNumberLeft,
}

pub(super) fn render(news: &News<'_>) -> Markup {
    match news {
        News::Done { what, next } => notification_banner::success(&what.text(), &next_link(*next)),
        News::MatchesChanged => inset_text::render(&html! {
            "The matches changed since you opened this page. Nothing was decided. Compare them again \
             before you decide."
        }),
        News::TaskChanged => inset_text::render(&html! {
            "The task changed since you opened this page. Nothing was decided. Look at it again before \
             you decide."
        }),
        News::DecidedMeanwhile { by, at, outcome } => notification_banner::important(
            &format!("{} decided this task at {at}", by.text()),
            &html! {
                p class="govuk-body" { (by.text()) " " (outcome.text()) }
                p class="govuk-body" { "What you chose was not carried out." }
            },
        ),
        News::NoNumberLeft => notification_banner::important(
            "No new TRN can be given at the moment",
            &html! {
                p class="govuk-body" {
                    "Every number that this service may give is taken. Those who run it have been told."
                }
                p class="govuk-body" { "Nothing was decided. The task stays on the list." }
            },
        ),
    }
}

fn next_link(next: Option<Next<'_>>) -> Markup {
    html! {
        @if let Some(next) = next {
            p class="govuk-body" {
                a class="govuk-notification-banner__link" href=(next.href) {
                    "Go to the next task, " (reference(next.reference))
                }
                " (the oldest open)"
            }
        }
    }
}
