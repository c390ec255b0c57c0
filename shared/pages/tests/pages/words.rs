//! What a person reads, page by page.

mod outcomes;
mod questions;
mod staff;

use maud::Markup;
use pages::{Brand, Exhibit, Frame, Support, gallery};

use crate::dom::parse;

const CLIENT: &str = "Register for an NPQ";

fn frame() -> Frame<'static> {
    let support = Support { email: "help@record.example", phone: None };
    Frame::new(Brand::Generic, support).from_client(CLIENT).signed_in("/sign-out")
}

fn words(page: &Markup) -> String {
    parse(&page.0).named("main")[0].text()
}

fn shown(slug: &str) -> Exhibit {
    gallery().into_iter().find(|exhibit| exhibit.slug == slug).unwrap()
}

/// Where the link that says `text` leads.
fn leads(page: &Markup, text: &str) -> Option<String> {
    let page = parse(&page.0);
    let link = page.named("a").into_iter().find(|link| link.text() == text)?;
    link.attribute("href").map(str::to_owned)
}
