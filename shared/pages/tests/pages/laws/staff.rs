//! What holds for the pages of support staff, besides.

use super::{every_page, is_for_staff};
use crate::dom::Element;

fn staff_pages() -> Vec<(String, Element)> {
    every_page()
        .into_iter()
        .filter(|(exhibit, _)| is_for_staff(exhibit))
        .map(|(exhibit, page)| (exhibit.slug, page))
        .collect()
}

fn hidden<'a>(form: &'a Element, name: &str) -> Vec<&'a str> {
    form.named("input")
        .into_iter()
        .filter(|input| input.attribute("type") == Some("hidden"))
        .filter(|input| input.attribute("name") == Some(name))
        .filter_map(|input| input.attribute("value"))
        .collect()
}

#[test]
fn what_changes_something_is_posted_with_a_token_and_what_does_not_is_not() {
    let (mut posts, mut gets) = (0, 0);
    for (slug, page) in staff_pages() {
        for form in page.named("form") {
            assert!(form.attribute("novalidate").is_some(), "{slug}");
            assert!(form.attribute("action").unwrap().starts_with("/staff/"), "{slug}");
            assert_eq!(form.named("button").len(), 1, "{slug}");
            match form.attribute("method").unwrap() {
                "post" => {
                    posts += 1;
                    assert_eq!(hidden(form, "csrf"), ["kq3Vb0Zr4o2m9xWl"], "{slug}");
                }
                "get" => {
                    gets += 1;
                    assert!(form.named("input").is_empty(), "{slug}: nothing personal in a query");
                }
                other => panic!("{slug}: {other}"),
            }
        }
    }
    assert!(posts > 0 && gets > 0);
}

#[test]
fn no_browser_remembers_what_staff_typed() {
    for (slug, page) in staff_pages() {
        for form in page.named("main")[0].named("form") {
            assert_eq!(form.attribute("autocomplete"), Some("off"), "{slug}");
        }
    }
}

#[test]
fn who_is_signed_in_can_be_read_and_can_sign_out_with_one_button() {
    for (slug, page) in staff_pages() {
        let header = page.named("header")[0];
        let out: Vec<&Element> = header
            .named("form")
            .into_iter()
            .filter(|form| form.attribute("action") == Some("/staff/sign-out"))
            .collect();
        if header.text().contains("Signed in as Sam Okafor") {
            assert_eq!(out.len(), 1, "{slug}");
            assert!(header.text().contains("Review tasks"), "{slug}");
        } else {
            assert!(out.is_empty(), "{slug}");
            let is_way_in =
                ["staff-start", "staff-signed-out", "staff-ended", "staff-not-finished"];
            assert!(is_way_in.contains(&slug.as_str()), "{slug}");
        }
    }
}

#[test]
fn every_page_of_staff_says_where_help_is() {
    for (slug, page) in staff_pages() {
        let foot = page.named("footer")[0];
        let link = foot.named("a")[0];
        let help = "mailto:console-help@teaching-record.example";
        assert_eq!(link.attribute("href"), Some(help), "{slug}");
    }
}

#[test]
fn nothing_is_chosen_before_somebody_chooses() {
    for slug in ["staff-task", "staff-task-waiting", "staff-task-two-records"] {
        let (_, page) = staff_pages().into_iter().find(|(one, _)| one == slug).unwrap();
        let chosen =
            page.all().into_iter().filter(|one| one.attribute("checked").is_some()).count();
        assert_eq!(chosen, 0, "{slug}");
    }
}

#[test]
fn every_cell_of_a_table_stands_under_a_heading() {
    let mut tables = 0;
    for (slug, page) in staff_pages() {
        for table in page.named("table") {
            tables += 1;
            let columns = table.named("thead")[0].named("th");
            assert!(columns.iter().all(|cell| cell.attribute("scope") == Some("col")), "{slug}");
            for row in table.named("tbody")[0].named("tr") {
                let heading = row.named("th");
                assert_eq!(heading.len(), 1, "{slug}");
                assert_eq!(heading[0].attribute("scope"), Some("row"), "{slug}");
                assert_eq!(row.named("td").len() + 1, columns.len(), "{slug}");
            }
            assert_eq!(table.named("caption").len(), 1, "{slug}");
        }
    }
    assert!(tables > 0);
}

#[test]
fn a_wide_table_moves_in_a_frame_that_the_keyboard_reaches_and_that_has_a_name_of_its_own() {
    for (slug, page) in staff_pages() {
        let frames: Vec<&Element> = page
            .all()
            .into_iter()
            .filter(|one| one.attribute("class") == Some("app-wide"))
            .collect();
        assert_eq!(frames.len(), page.named("table").len(), "{slug}");
        let mut names: Vec<&str> =
            frames.iter().map(|frame| frame.attribute("aria-label").unwrap()).collect();
        assert!(frames.iter().all(|frame| frame.attribute("tabindex") == Some("0")), "{slug}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), frames.len(), "{slug}");
    }
}

#[test]
fn only_the_pages_of_staff_load_their_styles() {
    for (exhibit, page) in every_page() {
        let sheets = page
            .named("link")
            .into_iter()
            .filter(|link| link.attribute("rel") == Some("stylesheet"))
            .count();
        assert_eq!(sheets, if is_for_staff(&exhibit) { 2 } else { 1 }, "{}", exhibit.slug);
    }
}
