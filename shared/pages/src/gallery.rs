//! Every page in every state: to look at, and to hold the laws of all pages against.

mod entries;
mod questions;
mod staff;

use maud::Markup;

use crate::frame::{Brand, Frame, Support};

/// One page in one state.
pub struct Exhibit {
    /// A short name for its address, such as `nino-empty`.
    pub slug: String,
    /// Which page in which state, in words.
    pub title: String,
    /// The whole document.
    pub markup: Markup,
}

/// Every page in every state, in the default brand.
pub fn gallery() -> Vec<Exhibit> {
    gallery_in(Brand::default())
}

/// Every page in every state, as `brand` looks.
pub fn gallery_in(brand: Brand) -> Vec<Exhibit> {
    let stranger = Frame::new(
        brand,
        Support { email: "support@teaching-record.example", phone: Some("020 7946 0100") },
    );
    let visitor = stranger.from_client("Register for a national professional qualification");
    let person = visitor.signed_in("/sign-out");
    let mut exhibits = questions::all(&person);
    exhibits.extend(entries::signed_in(&person));
    exhibits.extend(entries::on_the_way(&visitor));
    exhibits.extend(entries::of_anyone(&stranger));
    exhibits.extend(staff::all(brand));
    exhibits
}

fn exhibit(slug: &str, title: &str, markup: Markup) -> Exhibit {
    Exhibit { slug: slug.to_owned(), title: title.to_owned(), markup }
}
