//! [Service navigation](https://design-system.service.gov.uk/components/service-navigation/): our name and, on the
//! right, the way out.

use maud::{Markup, html};

use crate::words::Words;

/// One link of the navigation.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where it leads.
    pub href: &'a str,
}

/// The bar with the name of the service and `items`. Without a script the list is always open, so there is no button
/// to open it.
pub fn render(words: &Words, service_name: &str, items: &[Item<'_>]) -> Markup {
    ending_in(words, service_name, items, &html! {})
}

/// The same, with `end` after everything else.
pub fn ending_in(words: &Words, service_name: &str, items: &[Item<'_>], end: &Markup) -> Markup {
    html! {
        section aria-label=(words.around.service_information) class="govuk-service-navigation"
            data-module="govuk-service-navigation" {
            div class="govuk-width-container" {
                div class="govuk-service-navigation__container" {
                    span class="govuk-service-navigation__service-name" {
                        span class="govuk-service-navigation__text" { (service_name) }
                    }
                    @if !items.is_empty() {
                        nav aria-label=(words.around.menu) class="govuk-service-navigation__wrapper" {
                            ul class="govuk-service-navigation__list" id="navigation" {
                                @for item in items {
                                    li class="govuk-service-navigation__item" {
                                        a class="govuk-service-navigation__link" href=(item.href) {
                                            (item.text)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                (end)
            }
        }
    }
}
