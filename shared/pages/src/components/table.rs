//! [Table](https://design-system.service.gov.uk/components/table/).

use maud::{Markup, html};

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
