//! [Table](https://design-system.service.gov.uk/components/table/).

use maud::{Markup, html};

/// One row of a [`wide`] table.
#[derive(Clone)]
pub struct Row {
    /// What the row is about.
    pub heading: Markup,
    /// One cell for each column after the first.
    pub cells: Vec<Markup>,
}

/// Rows of anything under `head`. On a narrow screen the table moves sideways in a frame of its own, which the keyboard
/// reaches.
pub fn wide(caption: &str, head: &[&str], rows: &[Row]) -> Markup {
    html! {
        div class="app-wide" role="region" aria-label=(caption) tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" { (caption) }
                thead class="govuk-table__head" {
                    tr class="govuk-table__row" {
                        @for cell in head { th scope="col" class="govuk-table__header" { (cell) } }
                    }
                }
                tbody class="govuk-table__body" {
                    @for row in rows {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" { (row.heading) }
                            @for cell in &row.cells { td class="govuk-table__cell" { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

/// Rows of text, the first cell of each being its heading.
pub fn render<const COLUMNS: usize>(
    caption: &str,
    head: [&str; COLUMNS],
    rows: &[[&str; COLUMNS]],
) -> Markup {
    html! {
        table class="govuk-table" {
            caption class="govuk-table__caption govuk-table__caption--m" { (caption) }
            thead class="govuk-table__head" {
                tr class="govuk-table__row" {
                    @for cell in head { th scope="col" class="govuk-table__header" { (cell) } }
                }
            }
            tbody class="govuk-table__body" {
                @for row in rows {
                    tr class="govuk-table__row" {
                        @for (column, cell) in row.iter().enumerate() {
                            @if column == 0 {
                                th scope="row" class="govuk-table__header" { (cell) }
                            } @else {
                                td class="govuk-table__cell" { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}
