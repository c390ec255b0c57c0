//! [Notification banner](https://design-system.service.gov.uk/components/notification-banner/): what has just happened.

use maud::{Markup, html};

use crate::words::Words;

/// Something the person did has worked. `more` stands below `heading`.
pub fn success(words: &Words, heading: &str, more: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner govuk-notification-banner--success" role="alert"
            aria-labelledby="govuk-notification-banner-title" data-module="govuk-notification-banner" {
            (content(words.part.success, heading, more))
        }
    }
}

/// Something the person has to know before they go on. `more` stands below `heading`.
pub fn important(words: &Words, heading: &str, more: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner" role="region"
            aria-labelledby="govuk-notification-banner-title" data-module="govuk-notification-banner" {
            (content(words.part.important, heading, more))
        }
    }
}

fn content(title: &str, heading: &str, more: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner__header" {
            h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title" {
                (title)
            }
        }
        div class="govuk-notification-banner__content" {
            p class="govuk-notification-banner__heading" { (heading) }
            (more)
        }
    }
}
