//! A small form with one field and a quiet button: search by reference, compare another record.

use maud::{Markup, html};

use crate::{
    components::{button, input},
    parts::csrf_field,
};

/// One field with its button. It posts the field and `csrf` to `action`.
pub(super) fn render(action: &str, csrf: &str, field: &input::Input<'_>, text: &str) -> Markup {
    html! {
        form method="post" action=(action) novalidate autocomplete="off" {
            (csrf_field(csrf))
            (input::render(field))
            (button::secondary(text))
        }
    }
}
