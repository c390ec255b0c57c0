//! [Button](https://design-system.service.gov.uk/components/button/): one that sends a form, or a link that looks
//! like one.

use maud::{Markup, html};

/// Sends the form it is in.
pub fn submit(text: &str) -> Markup {
    html! {
        button type="submit" data-prevent-double-click="true" class="govuk-button"
            data-module="govuk-button" { (text) }
    }
}

/// Sends the form it is in, where something else is the main action of the page.
pub fn secondary(text: &str) -> Markup {
    html! {
        button type="submit" data-prevent-double-click="true" class="govuk-button govuk-button--secondary"
            data-module="govuk-button" { (text) }
    }
}

/// A link to `href` that looks like a button. It has no `role="button"`: that would promise the space bar, which
/// needs a script.
pub fn link(text: &str, href: &str) -> Markup {
    html! {
        a href=(href) draggable="false" class="govuk-button" data-module="govuk-button" { (text) }
    }
}
