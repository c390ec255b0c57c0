//! What the list is narrowed to: a plain form whose answers stand in the address.

use maud::{Markup, html};

use crate::{
    components::{button, select},
    parts::link,
    staff::Kind,
    words::StaffWords,
};

/// What the list is narrowed to: the query fields `type` (a [`Kind::value`]) and `late` (`yes`), beside `page`.
#[derive(Clone, Copy)]
pub struct Filter<'a> {
    /// Where the list is.
    pub path: &'a str,
    /// Tasks of this kind alone.
    pub kind: Option<Kind>,
    /// Late tasks alone.
    pub is_late: bool,
}

impl Filter<'_> {
    pub(super) fn is_set(&self) -> bool {
        self.kind.is_some() || self.is_late
    }

    /// The address of a page of what is left.
    pub(super) fn href(&self, page: usize) -> String {
        let kind = self.kind.map_or(String::new(), |kind| format!("type={}&", kind.value()));
        let late = if self.is_late { "late=yes&" } else { "" };
        format!("{}?{kind}{late}page={page}", self.path)
    }
}

/// The filter with *Apply filters* and, where one is set, *Clear filters*.
pub(super) fn form(staff: &StaffWords, filter: &Filter<'_>) -> Markup {
    let words = &staff.list;
    let all = select::Item { value: "", text: words.all_types, selected: filter.kind.is_none() };
    let mut kinds = vec![all];
    kinds.extend(Kind::ALL.into_iter().map(|kind| select::Item {
        value: kind.value(),
        text: kind.text(&staff.kind),
        selected: filter.kind == Some(kind),
    }));
    let days = [
        select::Item { value: "", text: words.any_day, selected: !filter.is_late },
        select::Item { value: "yes", text: words.late_only, selected: filter.is_late },
    ];
    html! {
        form method="get" action=(filter.path) novalidate autocomplete="off" {
            div class="app-controls__fields" {
                (select::render("type", words.kind, &kinds))
                (select::render("late", words.due, &days))
            }
            div class="govuk-button-group" {
                (button::secondary(words.apply))
                @if filter.is_set() { (link(words.clear, filter.path)) }
            }
        }
    }
}
