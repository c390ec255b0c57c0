//! Sentences and pieces that several pages share.

use maud::{Markup, html};

use crate::{components::button, frame::Service, frame::Support};

/// One paragraph of plain text.
pub(crate) fn paragraph(text: &str) -> Markup {
    html! { p class="govuk-body" { (text) } }
}

/// A plain link.
pub(crate) fn link(text: &str, href: &str) -> Markup {
    html! { a class="govuk-link" href=(href) { (text) } }
}

/// How to reach a person, as the end of a sentence: an address and, where there is one, a number.
pub(crate) fn contact(support: Support<'_>) -> Markup {
    html! {
        (link(support.email, &format!("mailto:{}", support.email)))
        // A number must not break at the end of a line.
        @if let Some(phone) = support.phone { " or call " (phone.replace(' ', "\u{a0}")) }
    }
}

/// A reference, which must not break at its hyphens.
pub(crate) fn reference(reference: &str) -> Markup {
    html! { strong class="app-reference" { (reference) } }
}

/// The token that shows that a form came from our own page.
pub(crate) fn csrf_field(csrf: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(csrf); }
}

/// A main action with a plain link beside it.
pub(crate) fn actions(main: &Markup, other: &Markup) -> Markup {
    html! { div class="govuk-button-group" { (main) (other) } }
}

/// The ways to set out again: a button where there is one service, a list where there are several.
pub(crate) fn ways_on(verb: &str, services: &[Service<'_>]) -> Markup {
    match services {
        [] => paragraph("Go back to the service you were using and sign in there."),
        [only] => button::link(&format!("{verb} {}", only.name), only.href),
        [_, _, ..] => html! {
            (paragraph("Choose the service you were using:"))
            (list_of(services))
        },
    }
}

/// The names of services, each leading to where it starts.
pub(crate) fn list_of(services: &[Service<'_>]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for service in services { li { (link(service.name, service.href)) } }
        }
    }
}

/// A list of plain sentences.
pub(crate) fn bullets(texts: &[impl AsRef<str>]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for text in texts { li { (text.as_ref()) } }
        }
    }
}
