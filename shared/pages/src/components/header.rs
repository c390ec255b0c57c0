//! [Header](https://design-system.service.gov.uk/components/header/), with the GOV.UK logo or with a mark of our own.

use maud::{Markup, PreEscaped, html};

use crate::{brand::Brand, words::Words};

/// The bar at the top.
pub fn render(words: &Words, brand: Brand) -> Markup {
    match brand {
        Brand::Generic => bar("govuk-generic", "/", &mark(words)),
        Brand::Govuk(govuk) => bar("govuk", "//gov.uk", &html! { (PreEscaped(govuk.0.logotype)) }),
    }
}

/// The bar of either header: they differ in the first part of each class.
fn bar(namespace: &str, href: &str, logo: &Markup) -> Markup {
    html! {
        div class={ (namespace) "-header" } {
            div class={ (namespace) "-header__container govuk-width-container" } {
                div class={ (namespace) "-header__logo" } {
                    a href=(href) class={ (namespace) "-header__homepage-link" } { (logo) }
                }
            }
        }
    }
}

/// Two ends joined by a line: ours, and in the colour of the text around it.
fn mark(words: &Words) -> Markup {
    html! {
        svg width="30" height="30" viewBox="0 0 30 30" role="img" aria-label=(words.service_name)
            focusable="false" xmlns="http://www.w3.org/2000/svg" {
            g fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" {
                path d="M12.5 19.5 17.5 10.5" {}
                circle cx="9.5" cy="22" r="4" {}
                circle cx="20.5" cy="8" r="4" {}
            }
        }
    }
}
