//! A small form with one field and a quiet button: search by reference, compare another record.

use maud::{Markup, html};

use super::Frame;
use crate::{
    components::{button, input},
    parts::csrf_field,
};

/// One field with its button. It posts the field and `csrf` to `action`.
pub(super) fn render(
    frame: &Frame<'_>,
    action: &str,
    field: &input::Input<'_>,
    text: &str,
) -> Markup {
    html! {
        form method="post" action=(action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            (input::render(frame.words, field))
            (button::secondary(text))
        }
    }
}
