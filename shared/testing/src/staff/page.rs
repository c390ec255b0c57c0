//! The pages of the stand-in: plain, and like nobody's own.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{people::Persona, settings::Settings};
use crate::one_login::page::STYLE;

/// Errors that a person can choose to come back with.
const ERRORS: [&str; 3] = ["access_denied", "login_required", "temporarily_unavailable"];

/// The list of members of staff.
pub(super) fn choose(settings: &Settings, people: &[Persona], request: &str) -> String {
    let action = settings.endpoint("authorize/choose");
    let content = html! {
        p {
            "This stands in for the sign-in of an organisation on one machine. Choose who you are: \
             beside each name stands what they may do."
        }
        form method="post" action=(action) {
            input type="hidden" name="request" value=(request);
            table {
                @for person in people {
                    tr {
                        td { button name="persona" value=(person.key) { (person.name) } }
                        td { (person.outcome) }
                    }
                }
            }
            h2 { "Come back with an error instead" }
            @for error in ERRORS { button name="error" value=(error) { (error) } " " }
        }
    };
    whole("Which member of staff is signing in?", &content)
}

/// What is wrong with a request that cannot go back where it came from.
pub(super) fn wrong(what: &str) -> String {
    whole("This request cannot be answered", &html! { p { (what) } })
}

/// Where a sign-out ends that does not say where to go.
pub(super) fn signed_out() -> String {
    whole("You have signed out", &html! { p { "No service asked to have you back." } })
}

fn whole(title: &str, content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – staff sign-in stand-in" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (content) } }
        }
    };
    page.into_string()
}
