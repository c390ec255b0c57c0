//! *Wait before you try again*: never without a time. Served with status 429.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout,
    parts::{contact, link},
};

/// The page. `when` is when the person may try again, such as `10:40am on 21 November`.
pub fn page(frame: &Frame<'_>, when: &str, go_back: Option<&str>) -> Markup {
    let content = html! {
        p class="govuk-body" { "You have tried several times. You can try again after " (when) "." }
        p class="govuk-body" { "If you need help, email " (contact(frame.support)) "." }
        @if let Some(href) = go_back {
            p class="govuk-body" { (link(&format!("Go back to {}", frame.client_name()), href)) }
        }
    };
    layout::headed(frame, "Wait before you try again", &content)
}
