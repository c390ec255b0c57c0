//! Sentences and pieces that several pages share.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::{Frame, Service},
};

/// One paragraph of plain text.
pub(crate) fn paragraph(text: &str) -> Markup {
    html! { p class="govuk-body" { (text) } }
}

/// A plain link.
pub(crate) fn link(text: &str, href: &str) -> Markup {
    html! { a class="govuk-link" href=(href) { (text) } }
}

/// How to reach a person, as the end of a sentence: an address and, where there is one, a number.
pub(crate) fn contact(frame: &Frame<'_>) -> Markup {
    let email = link(frame.support.email, &format!("mailto:{}", frame.support.email));
    match frame.support.phone {
        // A number must not break at the end of a line.
        Some(phone) => frame.words.shared.contact(&email, &phone.replace(' ', "\u{a0}")),
        None => email,
    }
}

/// One paragraph with elements in it.
pub(crate) fn sentence(content: &Markup) -> Markup {
    html! { p class="govuk-body" { (content) } }
}

/// A heading below that of the page.
pub(crate) fn heading(text: &str) -> Markup {
    html! { h2 class="govuk-heading-m" { (text) } }
}

/// Text that belongs in a program.
pub(crate) fn code(text: &str) -> Markup {
    html! { code { (text) } }
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

/// The ways to set out again: a button that says `text` of a service where there is one, a list where there are several.
pub(crate) fn ways_on(
    frame: &Frame<'_>,
    text: &dyn Fn(&str) -> String,
    services: &[Service<'_>],
) -> Markup {
    let words = &frame.words.ways_on;
    match services {
        [] => paragraph(words.alone),
        [only] => button::link(&text(only.name), only.href),
        [_, _, ..] => html! {
            (paragraph(words.choose))
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
