//! The way in and out for support staff, and what stands in it.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    components::button,
    parts::{self, link, paragraph, sentence},
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
    let words = &frame.staff().sign_in;
    let content = html! {
        (paragraph(words.who))
        (paragraph(words.recorded))
        (button::link(words.sign_in, href))
        (paragraph(words.teachers))
    };
    layout::message(frame, words.heading, &content)
}

/// *You are signed out*. `href` leads back in.
pub fn signed_out(frame: &Frame<'_>, href: &str) -> Markup {
    let words = &frame.staff().sign_in;
    let content = html! {
        (paragraph(words.work_account))
        (sentence(&link(words.again, href)))
    };
    layout::message(frame, words.signed_out, &content)
}

/// The session has ended. Served with status 401. `href` leads back in.
pub fn ended(frame: &Frame<'_>, href: &str) -> Markup {
    let words = &frame.staff().sign_in;
    let content = html! {
        (paragraph(words.ended))
        (button::link(words.sign_in, href))
    };
    layout::message(frame, words.again, &content)
}

/// They are signed in, and may not do this. Served with status 403.
pub fn not_allowed(frame: &Frame<'_>, why: NotAllowed) -> Markup {
    let words = &frame.staff().sign_in;
    let (heading, why) = match why {
        NotAllowed::NoRole => (words.no_role, words.no_role_why),
        NotAllowed::ViewOnly => (words.view_only, words.view_only_why),
    };
    let content = html! {
        (paragraph(why))
        (sentence(&words.if_needed(&help(frame))))
    };
    layout::message(frame, heading, &content)
}

/// Somebody came back from the sign-in of their organisation, and it cannot be used. Served with status 400.
pub fn not_finished(frame: &Frame<'_>, href: &str, reference: &str) -> Markup {
    let words = &frame.staff().sign_in;
    let content = html! {
        (paragraph(words.not_finished_why))
        (button::link(words.sign_in, href))
        (sentence(&words.happens_again(&help(frame), &parts::reference(reference))))
    };
    layout::message(frame, words.not_finished, &content)
}

fn help(frame: &Frame<'_>) -> Markup {
    link(frame.help, &format!("mailto:{}", frame.help))
}
