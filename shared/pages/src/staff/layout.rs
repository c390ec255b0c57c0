//! The page around the message, for support staff.

use maud::{Markup, html};

use super::{frame::Frame, visible::visible};
use crate::{
    assets::built,
    brand::Brand,
    components::service_navigation,
    layout::{Document, document, whole_title},
    parts::csrf_field,
};

/// One page: its title, the way back, whether an answer has to be corrected, and what it says.
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) back: Option<&'a str>,
    pub(super) has_error: bool,
    /// Columns of one row of the grid.
    pub(super) content: Markup,
}

/// The whole document.
pub(super) fn render(frame: &Frame<'_>, page: Page<'_>) -> Markup {
    let title = frame.words.title.page(page.title, frame.staff().service_name);
    document(&Document {
        words: frame.words,
        brand: frame.brand,
        title: whole_title(frame.words, frame.brand, title, page.has_error),
        more_styles: Some(match frame.brand {
            Brand::Generic => built::STAFF_GENERIC_CSS,
            Brand::Govuk(govuk) => govuk.0.staff_css,
        }),
        navigation: navigation(frame),
        back: page.back,
        content: page.content,
        footer: footer(frame),
    })
}

/// A page with a message alone, under its heading.
pub(super) fn message(frame: &Frame<'_>, heading: &str, content: &Markup) -> Markup {
    let content = two_thirds(&html! {
        h1 class="govuk-heading-l" { (heading) }
        (content)
    });
    render(frame, Page { title: heading, back: None, has_error: false, content })
}

/// Text at the width that is easy to read.
pub(super) fn two_thirds(content: &Markup) -> Markup {
    html! { div class="govuk-grid-column-two-thirds" { (content) } }
}

/// A table or anything else that needs room.
pub(super) fn full(content: &Markup) -> Markup {
    html! { div class="govuk-grid-column-full" { (content) } }
}

fn navigation(frame: &Frame<'_>) -> Markup {
    let (words, name) = (frame.words, frame.staff().service_name);
    let Some(signed_in) = frame.signed_in else {
        return service_navigation::render(words, name, &[]);
    };
    let tasks = service_navigation::Item { text: words.staff.tasks, href: signed_in.tasks };
    let end = html! {
        div class="app-signed-in" {
            span { (words.staff.signed_in_as(&visible(signed_in.name))) }
            form method="post" action=(signed_in.sign_out) novalidate {
                (csrf_field(signed_in.csrf))
                button type="submit" class="app-link-button" { (words.around.sign_out) }
            }
        }
    };
    service_navigation::ending_in(words, name, &[tasks], &end)
}

fn footer(frame: &Frame<'_>) -> Markup {
    html! {
        div class="govuk-footer" {
            div class="govuk-width-container" {
                div class="govuk-footer__meta" {
                    div class="govuk-footer__meta-item govuk-footer__meta-item--grow" {
                        h2 class="govuk-visually-hidden" { (frame.words.around.support_links) }
                        ul class="govuk-footer__inline-list" {
                            li class="govuk-footer__inline-list-item" {
                                a class="govuk-footer__link" href={ "mailto:" (frame.help) } {
                                    (frame.staff().help)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
