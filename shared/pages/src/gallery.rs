//! Every page in every state: to look at, and to hold the laws of all pages against.

mod entries;
mod questions;
mod staff;

use maud::Markup;

use crate::{
    brand::Brand,
    frame::{Frame, Support},
    words::{ENGLISH, Words},
};

/// One page in one state.
pub struct Exhibit {
    /// A short name for its address, such as `nino-empty`.
    pub slug: String,
    /// Which page in which state, in words.
    pub title: String,
    /// The whole document.
    pub markup: Markup,
}

/// Every page in every state, in English and in the default brand.
pub fn gallery() -> Vec<Exhibit> {
    gallery_in(Brand::default())
}

/// Every page in every state, in English, as `brand` looks.
pub fn gallery_in(brand: Brand) -> Vec<Exhibit> {
    gallery_of(ENGLISH, brand)
}

/// Every page in every state, with these words, as `brand` looks.
pub fn gallery_of(words: &'static Words, brand: Brand) -> Vec<Exhibit> {
    let support =
        Support { email: "support@teaching-record.example", phone: Some("020 7946 0100") };
    let stranger = Frame { words, ..Frame::new(brand, support) };
    let visitor = stranger.from_client("Register for a national professional qualification");
    let person = visitor.signed_in("/sign-out");
    let mut exhibits = questions::all(&person);
    exhibits.extend(entries::signed_in(&person));
    exhibits.extend(entries::on_the_way(&visitor));
    exhibits.extend(entries::of_anyone(&stranger));
    exhibits.extend(staff::all(words, brand));
    exhibits
}

fn exhibit(slug: &str, title: &str, markup: Markup) -> Exhibit {
    Exhibit { slug: slug.to_owned(), title: title.to_owned(), markup }
}
