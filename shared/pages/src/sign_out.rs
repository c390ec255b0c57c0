//! *Sign out?* and *You are signed out*.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout::{self, SERVICE_NAME},
    parts::{actions, csrf_field, link, paragraph},
};

/// Asks first: opening a link must never sign anybody out. Posts `csrf` to the address it is at.
pub fn question(frame: &Frame<'_>, csrf: &str, stay: &str) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "You will be signed out of " (SERVICE_NAME) " and GOV.UK One Login."
        }
        (paragraph("If you are using a shared computer, sign out when you finish."))
        form method="post" novalidate {
            (csrf_field(csrf))
            (actions(&button::submit("Sign out"), &link("Stay signed in", stay)))
        }
    };
    layout::headed(frame, "Sign out?", &content)
}

/// It is done. `return_to` leads back to the calling service, where it is known.
pub fn done(frame: &Frame<'_>, return_to: Option<&str>) -> Markup {
    let content = html! {
        (paragraph("If you are using a shared computer, close the browser."))
        @if let Some(href) = return_to {
            p class="govuk-body" { (link(&format!("Go to {}", frame.client_name()), href)) }
        }
    };
    layout::headed(frame, "You are signed out", &content)
}
