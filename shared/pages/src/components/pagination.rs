//! [Pagination](https://design-system.service.gov.uk/components/pagination/), with numbers.

use maud::{Markup, html};

use crate::words::Words;

const PREVIOUS: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const NEXT: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

/// How many pages before and after the current one have a link of their own.
const NEAR: usize = 2;

/// Links to the pages of a list: `href` gives the address of a page by its number, from 1. `current` is one of `pages`.
pub fn render(
    words: &Words,
    current: usize,
    pages: usize,
    href: &dyn Fn(usize) -> String,
) -> Markup {
    html! {
        nav class="govuk-pagination" aria-label=(words.part.pagination) {
            @if current > 1 {
                div class="govuk-pagination__prev" {
                    a class="govuk-link govuk-pagination__link" href=(href(current - 1)) rel="prev" {
                        (arrow("govuk-pagination__icon--prev", PREVIOUS))
                        (title(&words.part.previous(&hidden)))
                    }
                }
            }
            ul class="govuk-pagination__list" {
                @for item in items(current, pages) {
                    @match item {
                        Item::Page(number) => (page(words, number, current, &href(number))),
                        Item::Gap => {
                            li class="govuk-pagination__item govuk-pagination__item--ellipsis" { "⋯" }
                        }
                    }
                }
            }
            @if current < pages {
                div class="govuk-pagination__next" {
                    a class="govuk-link govuk-pagination__link" href=(href(current + 1)) rel="next" {
                        (title(&words.part.next(&hidden)))
                        (arrow("govuk-pagination__icon--next", NEXT))
                    }
                }
            }
        }
    }
}

enum Item {
    Page(usize),
    Gap,
}

/// The first, the last and those near the current one, with a gap for the rest.
fn items(current: usize, pages: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        if number == 1 || number == pages || number.abs_diff(current) <= NEAR {
            if number - last > 1 {
                items.push(Item::Gap);
            }
            items.push(Item::Page(number));
            last = number;
        }
    }
    items
}

fn page(words: &Words, number: usize, current: usize, href: &str) -> Markup {
    let is_current = number == current;
    html! {
        li.govuk-pagination__item.govuk-pagination__item--current[is_current] {
            a class="govuk-link govuk-pagination__link" href=(href) aria-label=(words.part.page(&number.to_string()))
                aria-current=[is_current.then_some("page")] { (number) }
        }
    }
}

fn title(text: &Markup) -> Markup {
    html! { span class="govuk-pagination__link-title" { (text) } }
}

fn hidden(text: &str) -> Markup {
    html! { span class="govuk-visually-hidden" { (text) } }
}

fn arrow(class: &str, path: &str) -> Markup {
    html! {
        svg class={ "govuk-pagination__icon " (class) } xmlns="http://www.w3.org/2000/svg" height="13"
            width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" {
            path d=(path) {}
        }
    }
}
