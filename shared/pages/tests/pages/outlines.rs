//! What every page says, in order, against the outline that is kept of it: nothing changes unseen.

use std::{collections::BTreeMap, fs};

use expect_test::expect_file;
use pages::{assets, gallery};

use crate::{
    brands::brands,
    dom::{Element, Node, parse},
};

/// Where the outlines are, one file for each page.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gallery");

/// Elements that begin a line of their own. What else there is goes on with the line it is in.
const LINES: [&str; 20] = [
    "title", "h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td", "caption", "label", "legend",
    "button", "summary", "form", "div", "option", "nav", "section",
];

#[derive(Default)]
struct Outline {
    lines: Vec<String>,
}

impl Outline {
    fn of(page: &Element) -> Self {
        let mut outline = Self::default();
        let language = page.named("html")[0].attribute("lang").unwrap();
        outline.begin(&format!("lang {language}"));
        for part in ["title", "body"] {
            outline.begin("");
            outline.element(page.named(part)[0]);
        }
        outline
    }

    fn text(&self) -> String {
        let lines = self.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    fn begin(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    fn go_on(&mut self, words: &str) {
        match self.lines.last_mut() {
            Some(line) => {
                line.push(' ');
                line.push_str(words);
            }
            None => self.begin(words),
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "svg" => return,
            "input" | "select" => self.begin(&control(element)),
            "a" => self.go_on(&format!("[{}]", element.attribute("href").unwrap_or_default())),
            name if LINES.contains(&name) => {
                let role = element.attribute("role").map(|role| format!(" role={role}"));
                let name = if ["div", "section"].contains(&name) { "" } else { name };
                self.begin(&format!("{name}{}", role.unwrap_or_default()));
            }
            _ => {}
        }
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child),
                Node::Text(text) => self.go_on(text),
            }
        }
    }
}

/// A field with everything that decides what is sent and what is read out.
fn control(element: &Element) -> String {
    let told =
        ["type", "name", "value", "checked", "aria-describedby", "inputmode", "autocomplete"];
    let said = told.iter().filter_map(|name| {
        let value = element.attribute(name)?;
        Some(format!("{name}={value:?}"))
    });
    let words: Vec<String> = std::iter::once(element.name.clone()).chain(said).collect();
    words.join(" ")
}

/// The outline of every page by the name of its file, and which styles there are.
fn outlines() -> BTreeMap<String, String> {
    let mut outlines: BTreeMap<String, String> = gallery()
        .iter()
        .map(|exhibit| {
            let outline = Outline::of(&parse(&exhibit.markup.0));
            (format!("{}.txt", exhibit.slug), outline.text())
        })
        .collect();
    let files = brands().into_iter().flat_map(assets::of);
    let mut styles: Vec<&str> =
        files.filter(|file| file.gzip.is_some()).map(|sheet| sheet.path).collect();
    styles.sort_unstable();
    outlines.insert("styles.txt".to_owned(), styles.join("\n") + "\n");
    outlines
}

#[test]
fn every_page_still_says_what_it_said() {
    let outlines = outlines();
    for (name, outline) in &outlines {
        expect_file![format!("{KEPT}/{name}")].assert_eq(outline);
    }

    let kept = fs::read_dir(KEPT).unwrap();
    let names = kept.map(|file| file.unwrap().file_name().into_string().unwrap());
    let of_no_page: Vec<String> = names.filter(|name| !outlines.contains_key(name)).collect();
    assert!(of_no_page.is_empty(), "delete {of_no_page:?}: no page is called so any more");
}
