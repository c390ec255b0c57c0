//! What an email is made of, written out as plain text and as HTML.

use maud::{DOCTYPE, Markup, html};

use crate::{
    Email, Words,
    line::{bare_link, one_line},
};

/// One block, with an empty line before the next.
pub(crate) enum Block {
    /// A paragraph.
    Text(String),
    /// Words, then a value alone on its line, to be copied.
    Value { lead: String, value: String },
    /// Words, then a link alone on its line, written out.
    Link { lead: String, link: String },
    /// Words, then a list.
    List { lead: String, items: Vec<String> },
}

/// A paragraph.
pub(crate) fn text(text: impl AsRef<str>) -> Block {
    Block::Text(one_line(text.as_ref()))
}

/// `value` alone on the line below `lead`. Nothing follows it, so that it is copied without a full stop.
pub(crate) fn value(lead: &str, value: &str) -> Block {
    Block::Value { lead: one_line(lead), value: one_line(value) }
}

/// `link` alone on the line below `lead`, without a query or a fragment.
pub(crate) fn link(lead: impl AsRef<str>, link: &str) -> Block {
    Block::Link { lead: one_line(lead.as_ref()), link: bare_link(link) }
}

/// `items` below `lead`.
pub(crate) fn list(lead: &str, items: &[&str]) -> Block {
    Block::List { lead: one_line(lead), items: items.iter().map(|item| one_line(item)).collect() }
}

/// An email of these blocks, in both forms.
pub(crate) fn email(words: &Words, subject: &str, blocks: &[Block]) -> Email {
    let text: Vec<String> = blocks.iter().map(as_text).collect();
    Email {
        subject: one_line(subject),
        text: format!("{}\n", text.join("\n\n")),
        html: document(words, blocks).into_string(),
    }
}

fn as_text(block: &Block) -> String {
    match block {
        Block::Text(text) => text.clone(),
        Block::Value { lead, value } => format!("{lead}\n{value}"),
        Block::Link { lead, link } => format!("{lead}\n{link}"),
        Block::List { lead, items } => {
            let items: Vec<String> = items.iter().map(|item| format!("\n* {item}")).collect();
            format!("{lead}\n{}", items.concat())
        }
    }
}

fn as_html(block: &Block) -> Markup {
    match block {
        Block::Text(text) => html! { p { (text) } },
        Block::Value { lead, value } => html! {
            p { (lead) }
            p { strong { (value) } }
        },
        Block::Link { lead, link } => html! {
            p { (lead) }
            p { a href=(link) { (link) } }
        },
        Block::List { lead, items } => html! {
            p { (lead) }
            ul { @for item in items { li { (item) } } }
        },
    }
}

fn document(words: &Words, blocks: &[Block]) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // Phones take seven digits for a number to ring.
                meta name="format-detection" content="telephone=no";
                title { (words.sender) }
            }
            body { @for block in blocks { (as_html(block)) } }
        }
    }
}
