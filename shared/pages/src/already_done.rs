//! *You have already done this step*: for somebody who comes back through a door that has closed behind them.

use maud::{Markup, html};

use crate::{components::button, frame::Frame, layout, parts::paragraph};

/// The page, leading to where the person really is.
pub fn page(frame: &Frame<'_>, href: &str) -> Markup {
    let content = html! {
        (paragraph("You may have used the back button. Nothing is lost."))
        (button::link("Continue", href))
    };
    layout::headed(frame, "You have already done this step", &content)
}
