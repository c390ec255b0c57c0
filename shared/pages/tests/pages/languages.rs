//! That a page is wholly in its language, with nothing left that only English has.

use std::{cmp::Reverse, collections::BTreeSet};

use jiff::civil::{date, datetime};
use pages::{Brand, ENGLISH, Frame, Support, Words, gallery_of, sign_out};

use crate::{
    brands::govuk,
    dom::{Element, Node, parse},
};

/// What pages show that no catalogue has: names, and values of the gallery.
const NOT_WORDS: &[&str] = &[
    "GOV.UK",
    // Services, people, addresses.
    "Register for a national professional qualification",
    "Register for an NPQ",
    "Access your teaching qualifications",
    "Anne Featherstonehaugh-Cholmondeley",
    "Anne Marie O’Neill",
    "Anne Marie Smith",
    "Anne[U+202E] htimS[U+200B]",
    "Anne O’Neill",
    "Annie O’Neill",
    "Sam Okafor",
    "Priya Nair",
    "O’Neill",
    "support@teaching-record.example",
    "console-help@teaching-record.example",
    "anne.smith@example.com",
    "a.smith@school.example",
    "a••••h@example.com",
    // Days and moments, which a caller hands in.
    "Friday 5 September",
    "2:30pm on 29 August",
    "29 August",
    "4:03pm on 1 September",
    "1 September",
    "9:15am on 2 September",
    "10:42am on 2 September",
    "10:43am on 2 September",
    "10:40am on 21 November 2026",
    "10:40am",
    "31 March 1985",
    "5 January 1990",
    "1 May 1990",
    "9am on Monday 1 December 2025",
    // What was typed, references, letters of records.
    "AB 12 34 56 C",
    "ZY 98 76 54 A",
    "TRN-7K4M-92QX",
    "TRN-3H8P-47WD",
    "TRN-9C6N-53RT",
    "TR-7K4M-92",
    "01JF8Z6Q3M",
    "__Host-session",
    "__Host-service",
    " A",
    " B",
    " C",
    // The email that is shown before it is sent is in the language of the person.
    "We found your teaching record: request ",
    "Dear Anne We found your teaching record and connected it to your GOV.UK One Login. Your TRN is",
    // What the matching engine says of a record.
    "same NINO",
    "day and month of birth are swapped",
    "last name agrees with a previous name",
    "similar first name",
    "same email address",
];

/// Attributes that somebody reads or hears.
const READ: [&str; 4] = ["alt", "aria-label", "placeholder", "title"];

fn accented() -> &'static Words {
    Words::in_language("en-XA").unwrap()
}

/// Everything that somebody reads or hears.
fn read(element: &Element, found: &mut Vec<String>) {
    if ["code", "style"].contains(&element.name.as_str()) {
        return;
    }
    found.extend(READ.iter().filter_map(|name| element.attribute(name)).map(str::to_owned));
    for child in &element.children {
        match child {
            Node::Element(child) => read(child, found),
            Node::Text(text) => found.push(text.clone()),
        }
    }
}

/// The letters that only English has, of what is no value of the gallery.
fn english(text: &str) -> String {
    let mut text = text.to_owned();
    let mut values = NOT_WORDS.to_vec();
    values.sort_by_key(|value| Reverse(value.len()));
    for value in values {
        text = text.replace(value, "");
    }
    text.chars().filter(char::is_ascii_alphabetic).collect()
}

#[test]
fn every_page_is_wholly_in_its_language() {
    let mut left = BTreeSet::new();
    for exhibit in gallery_of(accented(), govuk()) {
        let page = parse(&exhibit.markup.0);
        assert_eq!(page.named("html")[0].attribute("lang"), Some("en-XA"), "{}", exhibit.slug);
        let mut found = Vec::new();
        read(&page, &mut found);
        left.extend(found.into_iter().filter(|text| !english(text).is_empty()));
    }
    assert_eq!(left, BTreeSet::new());
}

#[test]
fn a_page_stays_in_english_where_we_have_no_words_of_a_language() {
    let support = Support { email: "help@record.example", phone: None };
    let frame = Frame::new(Brand::Generic, support);
    for (tag, words) in [("cy", ENGLISH), ("en", ENGLISH), ("EN-xa", accented())] {
        let page = sign_out::done(&frame.in_language(tag), None).0;

        assert_eq!(parse(&page).named("html")[0].attribute("lang"), Some(words.language()));
    }
}

#[test]
fn days_and_moments_are_written_as_people_write_them() {
    assert_eq!(ENGLISH.near(date(2026, 4, 1)), "Wednesday 1 April");
    assert_eq!(ENGLISH.near(date(2026, 4, 10)), "Friday 10 April");
    assert_eq!(ENGLISH.far(date(1990, 5, 1)), "1 May 1990");
    for (hour, said) in [
        (0, "12:05am"),
        (1, "1:05am"),
        (11, "11:05am"),
        (12, "12:05pm"),
        (13, "1:05pm"),
        (23, "11:05pm"),
    ] {
        let moment = ENGLISH.moment(datetime(2026, 4, 1, hour, 5, 59, 0));
        assert_eq!(moment, format!("{said} on 1 April 2026"));
    }
}

#[test]
fn every_day_and_month_has_a_name_of_its_own() {
    for words in [ENGLISH, accented()] {
        let days: Vec<String> = (1..=7).map(|day| words.near(date(2026, 6, day))).collect();
        let months: Vec<String> = (1..=12).map(|month| words.far(date(2026, month, 1))).collect();
        for said in days.iter().chain(&months) {
            assert!(said.split(' ').all(|part| !part.is_empty()), "{said}");
        }
        let weekdays: Vec<&str> = days.iter().filter_map(|day| day.split(' ').next()).collect();
        assert_eq!(weekdays.iter().collect::<BTreeSet<_>>().len(), 7, "{weekdays:?}");
        assert_eq!(months.iter().collect::<BTreeSet<_>>().len(), 12);
    }
}
