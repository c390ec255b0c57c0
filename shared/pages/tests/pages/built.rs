//! What a program is given of the pages when it is built as functions are: the generic brand, and nothing of the other.

use std::{fs, path::PathBuf, process::Command};

use pages::{Brand, assets};
use serde_json::Value;

use crate::brands::govuk;

/// The library of the pages, built by itself and so without what tests ask for. Whatever a page is made of comes from it: no other package
/// embeds a file of either brand.
fn library() -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--package", "pages", "--lib", "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("BRAND")
        .output()
        .expect("cargo runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = output.stdout.split(|byte| *byte == b'\n');
    let mut built = messages.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let pages = built
        .find(|message| message["target"]["name"] == "pages" && message["filenames"].is_array())
        .unwrap();
    let files = pages["filenames"].as_array().unwrap().iter().filter_map(Value::as_str);
    let library = files.map(PathBuf::from).find(|file| file.extension().unwrap() == "rlib");
    fs::read(library.unwrap()).unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|part| part == needle)
}

#[test]
fn what_is_built_without_a_brand_has_no_font_crest_or_crown() {
    let library = library();

    for file in assets::of(Brand::Generic) {
        assert!(contains(&library, file.bytes), "{} is there", file.path);
    }
    for file in assets::of(govuk()) {
        assert!(!contains(&library, file.bytes), "{} is there", file.path);
        assert!(!file.gzip.is_some_and(|gzip| contains(&library, gzip)), "{}", file.path);
    }
    for drawing in ["logotype", "crown", "licence"] {
        let path = format!("{}/assets/govuk/inline/{drawing}.svg", env!("CARGO_MANIFEST_DIR"));
        assert!(!contains(&library, &fs::read(path).unwrap()), "{drawing} is there");
    }
    // What fonts begin with, what a style sheet loads them by, and the first jewel of the crown: in whatever file.
    for sign in ["wOF2", "wOFF", "@font-face", r#"<circle cx="20" cy="17.6" r="3.7"/>"#] {
        assert!(!contains(&library, sign.as_bytes()), "{sign}");
    }
}
