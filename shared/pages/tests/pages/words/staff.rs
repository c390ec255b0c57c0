//! What support staff read.

mod decided;

use pages::staff::{Choice, Kind, Reason, Wanted, tasks::Paging, visible};

use super::{leads, shown, words};
use crate::dom::{Element, parse};

fn values(page: &Element, name: &str) -> Vec<String> {
    page.named("input")
        .into_iter()
        .filter(|input| input.attribute("name") == Some(name))
        .filter_map(|input| input.attribute("value"))
        .map(str::to_owned)
        .collect()
}

fn row(page: &Element, heading: &str) -> Vec<String> {
    let rows = page.named("tr");
    let row = rows.into_iter().find(|row| {
        row.named("th").first().is_some_and(|th| th.text() == heading)
            && !row.named("td").is_empty()
    });
    row.unwrap().named("td").iter().map(|cell| cell.text()).collect()
}

#[test]
fn a_mark_that_cannot_be_seen_is_written_out() {
    for (stored, read) in [
        ("Anne", "Anne"),
        ("Anne\u{202e} htimS", "Anne[U+202E] htimS"),
        ("\u{200b}\u{200d}\u{feff}", "[U+200B][U+200D][U+FEFF]"),
        ("a\r\nb\tc\0", "a[U+000D][U+000A]b[U+0009]c[U+0000]"),
        ("\u{e0041}\u{2067}\u{3164}\u{ad}", "[U+E0041][U+2067][U+3164][U+00AD]"),
        ("José O’Neill-ß 李 محمد", "José O’Neill-ß 李 محمد"),
    ] {
        assert_eq!(visible(stored), read);
    }
    for letter in ('\0'..=char::MAX).filter(|letter| letter.is_control()) {
        assert!(!visible(&letter.to_string()).contains(letter), "{letter:?}");
    }
    for letter in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        assert!(!visible(&letter.to_string()).contains(letter), "{letter:?}");
    }
}

#[test]
fn no_page_of_staff_holds_a_mark_that_cannot_be_seen() {
    for exhibit in pages::gallery() {
        let page = exhibit.markup.0;
        if exhibit.slug.starts_with("staff-") {
            assert!(!page.contains(['\u{202e}', '\u{200b}']), "{}", exhibit.slug);
        }
    }
    let page = shown("staff-task").markup;
    assert!(words(&page).contains("Anne[U+202E] htimS[U+200B]"), "the gallery has one to show");
}

#[test]
fn the_list_says_what_is_late_and_how_each_task_stands_in_words() {
    let page = parse(&shown("staff-tasks").markup.0);

    assert_eq!(
        row(&page, "TRN-7K4M-92QX")[3..],
        ["Friday 5 September Late".to_owned(), "Open".to_owned()]
    );
    assert_eq!(row(&page, "TRN-3H8P-47WD").last().unwrap(), "Waiting for the person");
    assert_eq!(row(&page, "TRN-9C6N-53RT").last().unwrap(), "Email not delivered");
    assert!(
        words(&shown("staff-tasks").markup).contains("Showing 1 to 3 of 3 tasks, oldest first")
    );
}

#[test]
fn an_empty_list_says_why() {
    let none = shown("staff-tasks-none").markup;
    assert!(words(&none).contains("No tasks to do."));
    assert_eq!(leads(&none, "Clear filters"), None);

    let unmatched = shown("staff-tasks-unmatched").markup;
    assert!(words(&unmatched).contains("No tasks match these filters."));
    assert_eq!(leads(&unmatched, "Clear filters").as_deref(), Some("/staff/tasks"));
}

#[test]
fn a_page_of_a_long_list_keeps_the_filter_and_says_which_it_is() {
    let many = shown("staff-tasks-many").markup;
    let page = parse(&many.0);

    let title = page.named("title")[0].text();
    assert!(title.starts_with("Review tasks (page 7 of 14) – "), "{title}");
    let next = page.named("a").into_iter().find(|link| link.attribute("rel") == Some("next"));
    assert_eq!(
        next.unwrap().attribute("href"),
        Some("/staff/tasks?type=possible_duplicate&late=yes&page=8")
    );
    assert!(words(&many).contains("Showing 121 to 123 of 271 tasks"));
}

#[test]
fn a_page_past_the_end_is_the_last_one() {
    for (asked, total, page, pages, skipped) in [
        (1, 0, 1, 1, 0),
        (0, 5, 1, 1, 0),
        (1, 20, 1, 1, 0),
        (2, 21, 2, 2, 20),
        (99, 271, 14, 14, 260),
        (usize::MAX, 40, 2, 2, 20),
    ] {
        let paging = Paging::new(asked, total);
        assert_eq!((paging.current(), paging.pages(), paging.skipped()), (page, pages, skipped));
    }
}

#[test]
fn what_differs_says_how_and_what_agrees_says_nothing() {
    let page = parse(&shown("staff-task").markup.0);

    let name = row(&page, "Name");
    assert_eq!(name[0], "Anne Marie Smith");
    assert_eq!(name[1], "Annie O’Neill Nickname");
    assert_eq!(row(&page, "Date of birth")[1], "1 May 1990 Day and month swapped");
    assert_eq!(row(&page, "National Insurance number")[1], "AB 12 34 56 C");
    assert_eq!(row(&page, "National Insurance number")[2], "ZY 98 76 54 A Different");
    assert_eq!(row(&page, "Email")[1], "None on record Missing");
    assert_eq!(row(&page, "TRN")[0], "Not given");
    for mark in page.named("mark") {
        assert!(!mark.text().is_empty(), "never by colour alone");
    }
    assert_eq!(
        page.named("table").len(),
        3,
        "two records beside the request, then one, then history"
    );
    assert!(words(&shown("staff-task").markup).contains("Record B has an open alert."));
}

#[test]
fn each_kind_of_task_offers_its_own_decisions() {
    let decisions = |slug: &str| values(&parse(&shown(slug).markup.0), "decision");
    assert_eq!(
        decisions("staff-task"),
        ["link-1234567", "link-2345678", "new-trn", "ask", "refuse"],
        "a record that was merged is not offered"
    );
    assert_eq!(
        decisions("staff-task-two-records"),
        ["link-1234567", "link-2345678", "ask", "refuse"],
        "a look-up asked for no TRN"
    );
    assert_eq!(decisions("staff-task-alone"), ["ask", "refuse"]);
    assert!(decisions("staff-task-viewer").is_empty());
    assert!(decisions("staff-task-settled").is_empty());

    let reasons = |slug: &str| values(&parse(&shown(slug).markup.0), "reason");
    assert_eq!(reasons("staff-task").len(), 5);
    assert!(!reasons("staff-task-two-records").contains(&"not_needed".to_owned()));
}

#[test]
fn what_the_forms_send_is_what_is_read() {
    for choice in [Choice::Link("0000042"), Choice::NewTrn, Choice::Ask, Choice::Refuse] {
        assert_eq!(Choice::from_value(&choice.value()), Some(choice));
    }
    for nothing in ["", "link", "LINK-1234567", "new_trn", "delete"] {
        assert_eq!(Choice::from_value(nothing), None, "{nothing}");
    }
    for wanted in Wanted::ALL {
        assert_eq!(Wanted::from_value(wanted.value()), Some(wanted));
    }
    for reason in Reason::ALL {
        assert_eq!(Reason::from_value(reason.value()), Some(reason));
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::from_value(kind.value()), Some(kind));
    }
    assert_eq!(Wanted::from_value("name"), None);
    assert_eq!(Reason::from_value("other"), None);
    assert_eq!(Kind::from_value(""), None);
}

#[test]
fn what_was_seen_goes_with_the_decision() {
    for slug in ["staff-task", "staff-confirm-link"] {
        assert_eq!(values(&parse(&shown(slug).markup.0), "seen"), ["c2Vlbg"], "{slug}");
    }
}

#[test]
fn every_mistake_has_its_message_beside_its_question() {
    for (slug, message) in [
        ("staff-task-nothing-chosen", "Select what to do with this request"),
        ("staff-task-nothing-wanted", "Select what to ask the person for"),
        ("staff-task-no-reason", "Select why"),
    ] {
        let page = shown(slug).markup;
        assert_eq!(words(&page).matches(message).count(), 2, "{slug}");
    }
}
