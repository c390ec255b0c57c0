//! What holds for every page in every state, in both brands.

use std::{collections::BTreeSet, fs, path::Path};

mod staff;

use crate::{
    brands::{brands, govuk},
    dom::{Element, parse},
};
use pages::{Brand, Exhibit, assets, gallery_in};

fn every_page() -> Vec<(Exhibit, Element)> {
    let exhibits: Vec<Exhibit> = brands().into_iter().flat_map(gallery_in).collect();
    exhibits
        .into_iter()
        .map(|exhibit| {
            let page = parse(&exhibit.markup.0);
            (exhibit, page)
        })
        .collect()
}

fn is_for_staff(exhibit: &Exhibit) -> bool {
    exhibit.slug.starts_with("staff-")
}

fn title(page: &Element) -> String {
    page.named("head")[0].named("title")[0].text()
}

#[test]
fn the_gallery_shows_every_page_under_a_name_of_its_own() {
    let gallery = pages::gallery();
    let slugs: BTreeSet<&str> = gallery.iter().map(|exhibit| exhibit.slug.as_str()).collect();

    assert_eq!(slugs.len(), gallery.len());
    assert!(
        slugs
            .iter()
            .all(|slug| slug.chars().all(|letter| letter == '-' || letter.is_ascii_lowercase()))
    );
}

#[test]
fn no_page_is_missing_from_the_gallery() {
    let source = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let shown: String = ["questions.rs", "entries.rs", "staff.rs", "staff/tasks.rs"]
        .map(|file| source(&format!("src/gallery/{file}")).unwrap())
        .concat();
    for (library, not_pages) in [
        ("src/lib.rs", ["assets", "components"].as_slice()),
        ("src/information.rs", &[]),
        ("src/staff.rs", &[]),
    ] {
        for line in source(library).unwrap().lines() {
            let Some(module) = line.strip_prefix("pub mod ") else { continue };
            let module = module.trim_end_matches(';');
            let is_shown = not_pages.contains(&module) || shown.contains(&format!("{module}::"));
            assert!(is_shown, "{module}");
        }
    }
}

#[test]
fn a_page_has_one_main_heading_and_its_title_says_it() {
    for (exhibit, page) in every_page() {
        let headings = page.named("h1");

        assert_eq!(headings.len(), 1, "{}", exhibit.slug);
        let heading = headings[0].text();
        let title = title(&page);
        let said = title.strip_prefix("Error: ").unwrap_or(&title);
        let said = said.strip_suffix(" – GOV.UK").unwrap_or(said);
        if is_for_staff(&exhibit) {
            let said = said.strip_suffix(" – Connect your teaching record: support").unwrap();
            let (said, _) = said.split_once(" (page ").unwrap_or((said, ""));
            assert_eq!(said, heading);
        } else if heading == "Connect your teaching record" {
            assert_eq!(said, heading);
        } else {
            assert_eq!(said, format!("{heading} – Connect your teaching record"));
        }
    }
}

#[test]
fn only_the_govuk_brand_says_govuk_in_its_titles() {
    for brand in brands() {
        for exhibit in gallery_in(brand) {
            let title = title(&parse(&exhibit.markup.0));

            assert_eq!(title.ends_with(" – GOV.UK"), brand == govuk(), "{title}");
        }
    }
}

#[test]
fn a_page_with_an_error_says_so_in_its_title_first_thing_and_beside_the_field() {
    let mut errors = 0;
    for (exhibit, page) in every_page() {
        let summary = page.with_class("govuk-error-summary");
        assert_eq!(title(&page).starts_with("Error: "), summary.is_some(), "{}", exhibit.slug);
        let Some(summary) = summary else { continue };
        errors += 1;

        let beside: Vec<String> = page
            .all()
            .into_iter()
            .filter(|one| one.attribute("class") == Some("govuk-error-message"))
            .map(Element::text)
            .collect();
        let said: Vec<String> =
            summary.named("a").iter().map(|link| format!("Error: {}", link.text())).collect();
        assert_eq!(said, beside, "{}", exhibit.slug);
        for link in summary.named("a") {
            let target = link.attribute("href").unwrap().strip_prefix('#').unwrap();
            let control = page.all().into_iter().find(|one| one.attribute("id") == Some(target));
            assert_eq!(control.unwrap().name, "input", "{}", exhibit.slug);
        }
        let main = page.named("main")[0].all();
        let first = main.iter().position(|one| *one == summary).unwrap();
        let heading = main.iter().position(|one| one.name == "h1").unwrap();
        assert!(first < heading, "{}", exhibit.slug);
    }
    assert_eq!(errors, 36, "eighteen pages with a mistake in two brands");
}

#[test]
fn a_field_with_an_error_can_be_seen() {
    for (exhibit, page) in every_page() {
        for hidden in page.all().into_iter().filter(|one| {
            one.attribute("class").is_some_and(|class| class.ends_with("__conditional--hidden"))
        }) {
            assert!(hidden.with_class("govuk-error-message").is_none(), "{}", exhibit.slug);
        }
    }
}

#[test]
fn every_form_posts_to_where_it_is_with_a_token_and_leaves_checking_to_us() {
    let mut forms = 0;
    for (exhibit, page) in every_page() {
        if is_for_staff(&exhibit) {
            continue;
        }
        for form in page.named("form") {
            forms += 1;
            assert_eq!(form.attribute("method"), Some("post"), "{}", exhibit.slug);
            assert_eq!(form.attribute("action"), None);
            assert!(form.attribute("novalidate").is_some());
            let hidden: Vec<&Element> = form
                .named("input")
                .into_iter()
                .filter(|input| input.attribute("type") == Some("hidden"))
                .collect();
            // The way on from the wait page is an answer to the question that was asked.
            let answers = usize::from(exhibit.slug == "too-many-tries");
            assert_eq!(hidden.len(), 1 + answers, "{}", exhibit.slug);
            assert_eq!(hidden[0].attribute("name"), Some("csrf"));
            assert_eq!(hidden[0].attribute("value"), Some("kq3Vb0Zr4o2m9xWl"));
            assert_eq!(form.named("button").len(), 1, "{}", exhibit.slug);
        }
    }
    assert!(forms > 0);
}

#[test]
fn a_page_loads_the_files_of_its_own_brand_alone() {
    for brand in brands() {
        for exhibit in gallery_in(brand) {
            for link in parse(&exhibit.markup.0).named("link") {
                let href = link.attribute("href").unwrap();
                assert!(assets::find(brand, href).is_some(), "{}: {href}", exhibit.slug);
            }
        }
    }
}

#[test]
fn no_page_has_a_script_a_style_or_anything_from_another_host() {
    for (exhibit, page) in every_page() {
        for element in page.all() {
            assert!(!["script", "style", "iframe", "object"].contains(&element.name.as_str()));
            for (name, value) in &element.attributes {
                assert!(name != "style" && !name.starts_with("on"), "{}: {name}", exhibit.slug);
                assert!(!value.starts_with("javascript:"), "{}: {value}", exhibit.slug);
            }
            assert_eq!(element.attribute("src"), None, "{}", exhibit.slug);
        }
    }
}

#[test]
fn every_id_is_there_once_and_everything_that_names_one_finds_it() {
    for (exhibit, page) in every_page() {
        let mut ids = BTreeSet::new();
        for id in page.all().iter().filter_map(|element| element.attribute("id")) {
            assert!(ids.insert(id), "{}: {id} twice", exhibit.slug);
        }
        for element in page.all() {
            for name in ["for", "aria-describedby", "data-aria-controls"] {
                for id in element.attribute(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{}: {name} {id}", exhibit.slug);
                }
            }
        }
        assert!(ids.contains("main-content"), "the skip link leads there");
    }
}

#[test]
fn every_visible_control_has_a_label() {
    for (exhibit, page) in every_page() {
        let labelled: BTreeSet<&str> =
            page.named("label").iter().filter_map(|label| label.attribute("for")).collect();
        for select in page.named("select") {
            assert!(labelled.contains(select.attribute("id").unwrap()), "{}", exhibit.slug);
        }
        for input in page.named("input") {
            if input.attribute("type") != Some("hidden") {
                assert!(labelled.contains(input.attribute("id").unwrap()), "{}", exhibit.slug);
            }
        }
    }
}

/// What stands before the heading of the page has a title of its own.
fn is_of_a_notice(class: &str) -> bool {
    ["govuk-error-summary__title", "govuk-notification-banner__title"].contains(&class)
}

#[test]
fn no_heading_level_is_skipped() {
    for (exhibit, page) in every_page() {
        let main = page.named("main")[0];
        let levels = main.all().into_iter().filter_map(|element| match element.name.as_str() {
            "h1" => Some(1),
            "h2" if element.attribute("class").is_some_and(is_of_a_notice) => None,
            "h2" => Some(2),
            "h3" => Some(3),
            _ => None,
        });
        let mut deepest = 0;
        for level in levels {
            assert!(level <= deepest + 1, "{}", exhibit.slug);
            deepest = level;
        }
    }
}

#[test]
fn every_page_offers_help_at_its_foot() {
    for (exhibit, page) in every_page() {
        if is_for_staff(&exhibit) {
            continue;
        }
        let foot = page.named("footer")[0];
        let links: Vec<&str> = foot
            .named("li")
            .iter()
            .filter_map(|item| item.named("a")[0].attribute("href"))
            .collect();

        assert_eq!(
            links,
            [
                "/accessibility-statement",
                "/cookies",
                "/privacy-notice",
                "mailto:support@teaching-record.example"
            ],
            "{}",
            exhibit.slug
        );
    }
}

#[test]
fn no_page_of_the_generic_brand_carries_the_crown_or_the_logo() {
    for exhibit in gallery_in(Brand::Generic) {
        let page = parse(&exhibit.markup.0);

        assert!(page.with_class("govuk-header").is_none(), "{}", exhibit.slug);
        assert!(page.with_class("govuk-footer__crown").is_none(), "{}", exhibit.slug);
        assert!(page.with_class("govuk-footer__copyright-logo").is_none(), "{}", exhibit.slug);
    }
}

#[test]
fn the_text_never_blames_and_never_begs() {
    for (exhibit, page) in every_page() {
        let text = page.named("main")[0].text().to_lowercase();
        for word in ["please", "invalid ", "oops", "illegal", "failed to"] {
            assert!(!text.contains(word), "{}: {word}", exhibit.slug);
        }
    }
}
