//! The words of every email, as pure functions of plain values: no ports, no dates worked out.
//!
//! Plain text comes first, and the HTML says the same. No email holds a date of birth or a National
//! Insurance number, and no link in one holds a secret. All English of the emails is here.

mod request_received;

use maud::{DOCTYPE, Markup, html};

pub use request_received::{RequestReceived, request_received};

/// An email, ready to be addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// The subject line: one line, whatever was put into it.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// An email of these paragraphs, in both forms.
fn of_paragraphs(subject: &str, paragraphs: &[String]) -> Email {
    Email {
        // A line break in a subject would begin another header (RFC 5322 section 2.2).
        subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        text: format!("{}\n", paragraphs.join("\n\n")),
        html: document(&html! { @for text in paragraphs { p { (text) } } }),
    }
}

fn document(content: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Connect your teaching record" } }
            body { (content) }
        }
    }
    .into_string()
}
