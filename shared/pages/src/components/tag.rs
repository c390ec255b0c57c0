//! [Tag](https://design-system.service.gov.uk/components/tag/): how something stands, in a word or two.

use maud::{Markup, html};

/// The colour of a tag. It repeats what the words say, and says nothing alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Nothing is expected of anybody here.
    Grey,
    /// As it should be.
    Blue,
    /// Somebody has to look.
    Red,
    /// Somebody else is waited for.
    Yellow,
}

/// `text` as a tag.
pub fn render(text: &str, colour: Colour) -> Markup {
    let colour = match colour {
        Colour::Grey => Some("govuk-tag--grey"),
        Colour::Blue => None,
        Colour::Red => Some("govuk-tag--red"),
        Colour::Yellow => Some("govuk-tag--yellow"),
    };
    html! { strong.govuk-tag.(colour.unwrap_or_default()) { (text) } }
}
