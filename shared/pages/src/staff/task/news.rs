//! What has just happened, first on the page.

use maud::{Markup, html};

use crate::{
    components::{inset_text, notification_banner},
    parts::{self, paragraph, sentence},
    staff::{By, Frame, Outcome},
    words::StaffWords,
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
    fn text(self, staff: &StaffWords) -> String {
        match self {
            Self::Decided(outcome) => outcome.done(staff),
            Self::Compared(trn) => staff.done.compared(trn),
            Self::SentAgain => staff.done.sent_again.to_owned(),
            Self::ToldAnotherWay => staff.done.told_another_way.to_owned(),
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

pub(super) fn render(frame: &Frame<'_>, news: &News<'_>) -> Markup {
    let (staff, words) = (frame.staff(), &frame.staff().news);
    let important =
        |heading: &str, more: &Markup| notification_banner::important(frame.words, heading, more);
    match news {
        News::Done { what, next } => {
            let more = next.map_or_else(Markup::default, |next| next_link(staff, next));
            notification_banner::success(frame.words, &what.text(staff), &more)
        }
        News::MatchesChanged => inset_text::render(&html! { (words.matches_changed) }),
        News::TaskChanged => inset_text::render(&html! { (words.task_changed) }),
        News::DecidedMeanwhile { by, at, outcome } => important(
            &words.decided_meanwhile(&by.text(staff), at),
            &html! {
                (paragraph(&outcome.decided(staff, *by)))
                (paragraph(words.not_carried_out))
            },
        ),
        News::NoNumberLeft => important(
            words.no_number,
            &html! {
                (paragraph(words.all_taken))
                (paragraph(words.stays))
            },
        ),
    }
}

fn next_link(staff: &StaffWords, next: Next<'_>) -> Markup {
    let task = html! {
        a class="govuk-notification-banner__link" href=(next.href) {
            (staff.done.next_task(&parts::reference(next.reference)))
        }
    };
    sentence(&staff.done.next(&task))
}
