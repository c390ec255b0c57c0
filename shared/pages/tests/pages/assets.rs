//! The files that are embedded: their names, their types, and what is not in them.

use std::collections::BTreeSet;

use pages::{
    Brand,
    assets::{self, Asset},
    gallery_in,
};

use crate::{
    brands::{brands, govuk},
    dom::parse,
};

fn all() -> impl Iterator<Item = &'static Asset> {
    brands().into_iter().flat_map(assets::of)
}

fn one(start: &str, end: &str) -> &'static Asset {
    let mut found =
        all().filter(|asset| asset.path.starts_with(start) && asset.path.ends_with(end));
    let asset = found.next().unwrap();
    assert!(found.next().is_none());
    asset
}

fn text(asset: &Asset) -> &str {
    str::from_utf8(asset.bytes).unwrap()
}

/// Everything a style sheet loads.
fn loaded(sheet: &str) -> Vec<&str> {
    sheet
        .split("url(")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap().trim_matches('"'))
        .collect()
}

#[test]
fn every_file_has_a_name_with_its_hash_and_is_found_by_it() {
    let mut paths = BTreeSet::new();
    for asset in all() {
        let name = asset.path.strip_prefix("/assets/").unwrap();
        let (stem, _) = name.rsplit_once('.').unwrap();
        let (_, hash) = stem.rsplit_once('-').unwrap();

        assert_eq!(hash.len(), 8, "{name}");
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        assert!(!name.contains('/'), "one folder: {name}");
        assert!(paths.insert(asset.path));
        assert!(!asset.bytes.is_empty());
    }
    for brand in brands() {
        for asset in assets::of(brand) {
            assert_eq!(assets::find(brand, asset.path), Some(asset));
        }
    }
    assert!(assets::find(Brand::Generic, "/assets/generic.css").is_none());
}

/// What the design system gives no look of its own, or one that waits for a script.
const WITHOUT_A_LOOK: [&str; 11] = [
    "govuk-checkboxes",
    "govuk-generic-header__container",
    "govuk-header__container",
    "govuk-radios",
    "govuk-radios__conditional--hidden",
    "govuk-service-navigation__text",
    "govuk-table__body",
    "govuk-table__head",
    "govuk-table__row",
    "govuk-template__footer",
    "govuk-template__header",
];

#[test]
fn no_style_that_a_page_names_is_dropped_from_its_sheets() {
    let mut without = BTreeSet::new();
    for brand in brands() {
        for exhibit in gallery_in(brand) {
            let page = parse(&exhibit.markup.0);
            let sheets: String = page
                .named("link")
                .into_iter()
                .filter(|link| link.attribute("rel") == Some("stylesheet"))
                .map(|link| text(assets::find(brand, link.attribute("href").unwrap()).unwrap()))
                .collect();
            let classes = page.all().into_iter().filter_map(|element| element.attribute("class"));
            for class in classes.flat_map(str::split_whitespace) {
                let looks = sheets.match_indices(&format!(".{class}")).any(|(at, found)| {
                    let next = sheets[at + found.len()..].chars().next();
                    !next.is_some_and(|next| next.is_alphanumeric() || "-_".contains(next))
                });
                if !looks {
                    without.insert(class.to_owned());
                }
            }
        }
    }

    assert_eq!(without, WITHOUT_A_LOOK.map(str::to_owned).into());
}

#[test]
fn the_generic_style_sheet_loads_nothing_and_knows_no_font_of_govuk() {
    let sheet = text(one("/assets/generic-", ".css"));

    assert_eq!(loaded(sheet), Vec::<&str>::new());
    assert!(!sheet.contains("@font-face"));
    assert!(!sheet.contains("GDS Transport"));
    assert!(sheet.contains("Helvetica Neue"));
}

#[test]
fn the_generic_brand_has_two_sheets_and_an_icon_of_its_own_and_no_font_crest_or_crown() {
    let generic = assets::of(Brand::Generic).iter();
    let mut names: Vec<&str> = generic
        .map(|asset| asset.path.strip_prefix("/assets/").unwrap().rsplit_once('-').unwrap().0)
        .collect();
    names.sort_unstable();

    assert_eq!(names, ["generic", "icon", "staff-generic"]);
    for asset in assets::of(govuk()) {
        assert!(assets::find(Brand::Generic, asset.path).is_none(), "{}", asset.path);
    }
}

#[test]
fn the_govuk_style_sheet_loads_files_that_are_there() {
    let sheet = text(one("/assets/govuk-", ".css"));

    assert!(sheet.contains("@font-face"));
    let loaded = loaded(sheet);
    assert!(loaded.len() >= 4);
    for path in loaded {
        assert!(assets::find(govuk(), path).is_some(), "{path}");
    }
}

#[test]
fn the_sheets_of_support_staff_load_nothing_and_bring_no_font() {
    for sheet in [one("/assets/staff-generic-", ".css"), one("/assets/staff-govuk-", ".css")] {
        assert_eq!(loaded(text(sheet)), Vec::<&str>::new());
        assert!(!text(sheet).contains("@font-face"));
    }
    assert!(!text(one("/assets/staff-generic-", ".css")).contains("GDS Transport"));
}

#[test]
fn a_field_is_hidden_by_its_radio_only_where_the_browser_can_show_it_again() {
    for sheet in [one("/assets/generic-", ".css"), one("/assets/govuk-", ".css")] {
        let sheet = text(sheet);
        let rule = sheet.split("@supports selector(:has(*))").nth(1).unwrap();

        assert!(rule.starts_with(
            "{.govuk-radios__item:not(:has(:checked))+.govuk-radios__conditional{display:none}}"
        ));
    }
}

#[test]
fn every_file_says_what_it_is() {
    for asset in all() {
        let expected = match asset.path.rsplit_once('.').unwrap().1 {
            "css" => "text/css; charset=utf-8",
            "ico" => "image/x-icon",
            "png" => "image/png",
            "svg" => "image/svg+xml",
            "woff" => "font/woff",
            "woff2" => "font/woff2",
            other => panic!("{other} is new"),
        };
        assert_eq!(asset.content_type, expected);
    }
}
