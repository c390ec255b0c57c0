//! The way in and out for support staff, and what stands in it.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    components::button,
    parts::{link, paragraph},
};

/// Why somebody who is signed in may not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// They have no part in this service.
    NoRole,
    /// They may look and not decide.
    ViewOnly,
}

/// *Sign in to review requests*. `href` leads to the sign-in of their organisation.
pub fn start(frame: &Frame<'_>, href: &str) -> Markup {
    let content = html! {
        (paragraph(
            "For support staff who check requests for a TRN and look for teaching records. You sign in \
             with the account you use for work.",
        ))
        (paragraph("What you look at and what you decide is recorded."))
        (button::link("Sign in", href))
        (teachers())
    };
    layout::message(frame, "Sign in to review requests", &content)
}

/// *You are signed out*. `href` leads back in.
pub fn signed_out(frame: &Frame<'_>, href: &str) -> Markup {
    let content = html! {
        (paragraph("You may still be signed in to your work account. If others use this computer, \
                    sign out of that too."))
        p class="govuk-body" { (link("Sign in again", href)) }
    };
    layout::message(frame, "You are signed out", &content)
}

/// The session has ended. Served with status 401. `href` leads back in.
pub fn ended(frame: &Frame<'_>, href: &str) -> Markup {
    let content = html! {
        (paragraph(
            "You were signed out because you did nothing for a while, or have been signed in for a long \
             time. Nothing was lost: what you decided before is saved, and the task you were looking at \
             has not changed.",
        ))
        (button::link("Sign in", href))
    };
    layout::message(frame, "Sign in again", &content)
}

/// They are signed in, and may not do this. Served with status 403.
pub fn not_allowed(frame: &Frame<'_>, why: NotAllowed) -> Markup {
    let (heading, text) = match why {
        NotAllowed::NoRole => (
            "You cannot use this service yet",
            "You are signed in, but you have not been given access to review tasks.",
        ),
        NotAllowed::ViewOnly => (
            "You can look at tasks but not decide them",
            "You are signed in, but your access is for looking alone. Nothing was changed.",
        ),
    };
    let content = html! {
        (paragraph(text))
        p class="govuk-body" {
            "If you need it for your work, ask your manager, or email "
            (link(frame.help, &format!("mailto:{}", frame.help))) "."
        }
    };
    layout::message(frame, heading, &content)
}

/// Somebody came back from the sign-in of their organisation, and it cannot be used. Served with status 400.
pub fn not_finished(frame: &Frame<'_>, href: &str, reference: &str) -> Markup {
    let content = html! {
        (paragraph("Signing in did not finish. This happens when it takes long, or when you go back in the browser."))
        (button::link("Sign in", href))
        p class="govuk-body" {
            "If it happens again, email " (link(frame.help, &format!("mailto:{}", frame.help)))
            " and quote " (crate::parts::reference(reference)) "."
        }
    };
    layout::message(frame, "Sign in again to continue", &content)
}

fn teachers() -> Markup {
    paragraph(
        "If you are a teacher, go to the service you were using and sign in there with GOV.UK One \
         Login.",
    )
}
