//! Our components against the fixtures of `govuk-frontend`: the same elements with the same attributes and words.
//!
//! Where ours says more than a fixture can, or less, the test names it.

mod every;
mod fields;
mod staff;

use std::fs;

use crate::{
    brands::govuk,
    dom::{Element, Node, parse},
};
use maud::{Markup, html};
use pages::{
    Brand, ENGLISH, Frame, Support,
    components::{
        back_link, button, details, error_message, error_summary, footer, header, inset_text,
        panel, service_navigation, skip_link, summary_list, table, warning_text,
    },
};
use serde_json::Value;

const FRONTEND: &str = "styles/node_modules/govuk-frontend/dist/govuk/components";

/// What `govuk-frontend` makes of the options of one fixture.
fn fixture(component: &str, name: &str) -> String {
    let path = format!("{}/{FRONTEND}/{component}/fixtures.json", env!("CARGO_MANIFEST_DIR"));
    let file = fs::read(path).expect("the npm packages are there: run `cargo assets`");
    let file: Value = serde_json::from_slice(&file).unwrap();
    let fixtures = file["fixtures"].as_array().unwrap();
    let fixture = fixtures.iter().find(|fixture| fixture["name"] == name).unwrap();
    fixture["html"].as_str().unwrap().to_owned()
}

fn same(ours: &Markup, component: &str, name: &str) {
    assert_eq!(parse(&ours.0), parse(&fixture(component, name)), "{component}: {name}");
}

fn without(html: &str, extras: &[&str]) -> String {
    extras.iter().fold(html.to_owned(), |html, extra| {
        assert!(html.contains(extra), "{extra} is not there to be taken away");
        html.replace(extra, "")
    })
}

fn text(text: &str) -> Markup {
    html! { (text) }
}

#[test]
fn links_and_buttons() {
    same(&back_link::render(ENGLISH, "#"), "back-link", "default");
    same(&button::submit("Submit"), "button", "prevent double click");
    let theirs = fixture("button", "explicit link");
    assert_eq!(
        parse(&button::link("Continue", "/").0),
        parse(&without(&theirs, &[r#" role="button""#])),
        "a link stays a link: without a script the space bar would do nothing"
    );
    let theirs = fixture("skip-link", "default").replace("#test-target-element", "#main-content");
    assert_eq!(parse(&skip_link::render(ENGLISH).0), parse(&theirs));
}

#[test]
fn text_set_apart() {
    let long = "It can take up to 8 weeks to register a lasting power of attorney if there are no \
                mistakes in the application.";
    same(&inset_text::render(&text(long)), "inset-text", "default");
    let fine = "You can be fined up to £5,000 if you don’t register.";
    same(&warning_text::render(ENGLISH, fine), "warning-text", "default");
    let number = html! { "Your reference number" br; strong { "HDJ2123F" } };
    same(&panel::confirmation("Application complete", &number), "panel", "default");
    let more = html! { "More about " b { "bold text" } };
    same(&details::render("Expand this section", &more), "details", "html");
}

#[test]
fn errors() {
    same(
        &error_message::render(ENGLISH, "my-error-message-id", "This is an error message"),
        "error-message",
        "id",
    );
    same(
        &error_summary::render(
            ENGLISH,
            "Descriptive link to the <b>question</b> with an error",
            "error-1",
        ),
        "error-summary",
        "error list with html as text link",
    );
}

#[test]
fn answers_played_back() {
    let row = |key, value: &str| summary_list::Row { key, value: text(value), change: None };
    let card = summary_list::card(
        ENGLISH,
        "Undergraduate teaching assistant",
        &[row("Name", "Firstname Lastname"), row("Date of birth", "13/08/1980")],
    );
    same(&card, "summary-list", "as a summary card with a text header");

    let change = summary_list::Change { href: "#", what: "date of birth" };
    let changeable =
        summary_list::Row { change: Some(change), ..row("Date of birth", "13/08/1980") };
    let ours =
        parse(&summary_list::card(ENGLISH, "Undergraduate teaching assistant", &[changeable]).0);
    let theirs =
        parse(&fixture("summary-list", "as a summary card with actions plus summary list actions"));
    assert_eq!(
        ours.with_class("govuk-summary-list").unwrap().children.first(),
        theirs.with_class("govuk-summary-list").unwrap().children.last(),
    );

    let first = summary_list::Row { change: Some(change), ..row("Name", "Firstname Lastname") };
    let ours = parse(&summary_list::list(ENGLISH, &[first, row("Contact information", "")]).0);
    let theirs = parse(&fixture("summary-list", "with some actions"));
    let last = |list: &Element| match list.with_class("govuk-summary-list").unwrap().children.last()
    {
        Some(Node::Element(row)) => row.attributes.clone(),
        Some(Node::Text(_)) | None => panic!("a list has rows"),
    };
    assert_eq!(last(&ours), last(&theirs), "a row without a link keeps the columns");
}

#[test]
fn a_table_with_headings_both_ways() {
    let ours = table::render(
        "Months and rates",
        ["Month you apply", "Rate for bicycles", "Rate for vehicles"],
        &[["January", "£85", "£95"], ["February", "£75", "£55"], ["March", "£165", "£125"]],
    );
    let ours = parse(&without(&ours.0, &[" govuk-table__caption--m"]));

    let plain = |html: String| {
        parse(
            &html
                .replace(" govuk-table__cell--numeric", "")
                .replace(" govuk-table__header--numeric", ""),
        )
    };
    let head = plain(fixture("table", "with head"));
    let body = plain(fixture("table", "with firstCellIsHeader true"));
    assert_eq!(ours.named("thead"), head.named("thead"));
    assert_eq!(ours.named("tbody"), body.named("tbody"));
}

#[test]
fn the_bar_with_the_name_and_the_way_out() {
    same(
        &service_navigation::render(ENGLISH, "Service name", &[]),
        "service-navigation",
        "with service name",
    );
    let log_out = service_navigation::Item { text: "Log out", href: "#/1" };
    let ours =
        parse(&service_navigation::render(ENGLISH, "Apply for a juggling license", &[log_out]).0);
    let theirs = parse(&fixture("service-navigation", "with a single navigation item"));
    assert_eq!(ours.named("nav"), theirs.named("nav"));
}

#[test]
fn the_header_of_either_brand() {
    same(&header::render(ENGLISH, govuk()), "header", "default");

    let theirs = parse(&fixture("generic-header", "default"));
    let mut ours = parse(&header::render(ENGLISH, Brand::Generic).0);
    empty(&mut ours, "a", &[Node::Text("My cool service".to_owned())]);
    assert_eq!(ours, theirs);
}

/// Puts `children` in the place of what the elements called `name` hold.
fn empty(element: &mut Element, name: &str, children: &[Node]) {
    if element.name == name {
        element.children = children.to_vec();
    }
    for child in &mut element.children {
        match child {
            Node::Element(child) => empty(child, name, children),
            Node::Text(_) => {}
        }
    }
}

#[test]
fn the_footer_of_the_govuk_brand() {
    let frame = Frame::new(govuk(), Support { email: "a@b.example", phone: None });
    let ours = parse(&footer::render(&frame).0);
    let theirs = parse(&fixture("footer", "default"));
    let links = parse(&fixture("footer", "with meta"));

    for class in [
        "govuk-footer__crown",
        "govuk-footer__licence-logo",
        "govuk-footer__licence-description",
        "govuk-footer__copyright-logo",
    ] {
        assert_eq!(ours.with_class(class), theirs.with_class(class), "{class}");
    }
    let mut item = ours.with_class("govuk-footer__inline-list-item").unwrap().clone();
    let mut expected = links.with_class("govuk-footer__inline-list-item").unwrap().clone();
    for one in [&mut item, &mut expected] {
        let [Node::Element(link)] = one.children.as_mut_slice() else { panic!("one link") };
        link.attributes.remove("href");
        link.children.clear();
    }
    assert_eq!(item, expected);
}
