//! *Wait before you try again*: never without a time, and never without a way on. Served with status 429.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{contact, csrf_field, link, paragraph},
};

/// What the page says.
#[derive(Clone, Copy)]
pub struct Wait<'a> {
    /// From when on they may try again, such as `10:40am on 21 November 2026`.
    pub when: &'a str,
    /// How they go on without waiting.
    pub way_on: WayOn<'a>,
    /// Back to the calling service.
    pub go_back: &'a str,
}

/// How somebody goes on without waiting.
#[derive(Clone, Copy)]
pub enum WayOn<'a> {
    /// They answer the question that they are at without a number: a form that posts to the address it is at.
    Without {
        /// What they go on without, such as `a TRN`.
        number: &'a str,
        /// The field of the question, and the answer.
        field: (&'a str, &'a str),
        /// The token of the form.
        csrf: &'a str,
    },
    /// They go back to where they were, with the answers they gave before.
    Back(&'a str),
}

/// The page.
pub fn page(frame: &Frame<'_>, wait: &Wait<'_>) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "You have tried several times. You can try again after " (wait.when) "."
        }
        @match wait.way_on {
            WayOn::Without { number, field: (name, value), csrf } => {
                (paragraph(&format!(
                    "You do not have to wait. You can continue without {number}, and we will look for \
                     your teaching record in another way.",
                )))
                form method="post" novalidate {
                    (csrf_field(csrf))
                    input type="hidden" name=(name) value=(value);
                    (button::submit(&format!("Continue without {number}")))
                }
            }
            WayOn::Back(href) => {
                (paragraph(
                    "You do not have to wait. You can continue with the answers you gave before.",
                ))
                (button::link("Continue with the answers you gave before", href))
            }
        }
        p class="govuk-body" { "If you need help, email " (contact(frame.support)) "." }
        p class="govuk-body" {
            (link(&format!("Go back to {}", frame.client_name()), wait.go_back))
        }
    };
    layout::headed(frame, "Wait before you try again", &content)
}
