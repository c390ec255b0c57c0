//! Turns the folder that `cargo assets` builds into a table of files, each under a name that holds its own hash, and the catalogue of words into Rust.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::exit,
};

use flate2::{Compression, write::GzEncoder};

/// The files a page names itself, and the constant that holds each one's address.
const NAMED: [(&str, &str); 9] = [
    ("GENERIC_CSS", "generic.css"),
    ("GENERIC_ICON", "icon.svg"),
    ("GOVUK_CSS", "govuk.css"),
    ("GOVUK_FAVICON", "favicon.ico"),
    ("GOVUK_ICON", "favicon.svg"),
    ("GOVUK_MASK_ICON", "govuk-icon-mask.svg"),
    ("GOVUK_TOUCH_ICON", "govuk-icon-180.png"),
    ("STAFF_GENERIC_CSS", "staff-generic.css"),
    ("STAFF_GOVUK_CSS", "staff-govuk.css"),
];

/// The files of the generic brand. Everything else is for hosts that may carry the GOV.UK brand.
const GENERIC: [&str; 3] = ["generic.css", "icon.svg", "staff-generic.css"];

/// The drawings that are written into a page rather than loaded.
const DRAWINGS: [(&str, &str); 3] =
    [("LOGOTYPE", "logotype.svg"), ("CROWN", "crown.svg"), ("LICENCE", "licence.svg")];

fn main() {
    catalogue::build(cfg!(feature = "pseudo-language"));
    println!("cargo::rerun-if-changed=assets");
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("assets");
    let output = PathBuf::from(variable("OUT_DIR"));
    let Some(files) = read(&folder) else { not_built() };

    let mut rows = Vec::new();
    let mut constants = Vec::new();
    let mut addresses = BTreeMap::new();
    for (name, bytes) in hashed(files) {
        let hashed = hashed_name(&name, &bytes);
        let stored = output.join(&hashed);
        fs::write(&stored, &bytes).expect("the output folder can be written");
        let packed = packed(&name, &bytes).map_or_else(
            || "None".to_owned(),
            |packed| {
                let stored = output.join(format!("{hashed}.gz"));
                fs::write(&stored, packed).expect("the output folder can be written");
                format!("Some(include_bytes!({:?}))", text(&stored))
            },
        );
        let (path, kind, stored) =
            (format!("/assets/{hashed}"), content_type(&name), text(&stored));
        let brand = if GENERIC.contains(&name.as_str()) { "Generic" } else { "Govuk" };
        rows.push(format!(
            "Asset {{ path: {path:?}, brand: Brand::{brand}, content_type: {kind:?}, bytes: include_bytes!({stored:?}), gzip: {packed} }},"
        ));
        addresses.insert(name, path);
    }
    for (constant, name) in NAMED {
        let Some(path) = addresses.get(name) else { not_built() };
        constants.push(format!("pub(crate) const {constant}: &str = {path:?};"));
    }
    for (constant, name) in DRAWINGS {
        let drawing = folder.join("inline").join(name);
        if !drawing.is_file() {
            not_built();
        }
        let drawing = text(&drawing);
        constants.push(format!("pub(crate) const {constant}: &str = include_str!({drawing:?});"));
    }
    let table = format!(
        "pub(super) const ALL: &[Asset] = &[\n{}\n];\n{}\n",
        rows.join("\n"),
        constants.join("\n"),
    );
    fs::write(output.join("assets.rs"), table).expect("the output folder can be written");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the paths of a checkout are UTF-8")
}

/// Every file of the folder by name; none when the folder is not there.
fn read(folder: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.ok()?.path();
        if path.is_file() {
            let name = path.file_name()?.to_str()?.to_owned();
            files.insert(name, fs::read(&path).ok()?);
        }
    }
    (!files.is_empty()).then_some(files)
}

/// The same files, with each style sheet naming the files it loads by their hashed names.
fn hashed(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let renamed: Vec<(String, String)> = files
        .iter()
        .filter(|(name, _)| !is_style_sheet(name))
        .map(|(name, bytes)| {
            (format!("/assets/{name}"), format!("/assets/{}", hashed_name(name, bytes)))
        })
        .collect();
    for (name, bytes) in &mut files {
        if is_style_sheet(name) {
            let mut sheet = String::from_utf8(std::mem::take(bytes)).expect("sass writes UTF-8");
            for (from, to) in &renamed {
                sheet = sheet.replace(from, to);
            }
            *bytes = sheet.into_bytes();
        }
    }
    files
}

fn is_style_sheet(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "css")
}

/// A style sheet as `gzip` packs it at its best. What else there is is packed already, or hardly worth it.
fn packed(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_style_sheet(name) {
        return None;
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory can be written");
    Some(packer.finish().expect("memory can be written"))
}

/// `generic.css` becomes `generic-3f9c1a2b.css`.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').expect("every asset has an extension");
    let hash = fnv1a(bytes);
    format!("{stem}-{:08x}.{extension}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// 64-bit FNV-1a: tells two versions of a file apart, and promises nothing against an attacker.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        other => panic!("no content type is known for .{other}"),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script through the environment"
)]
fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets it")
}

fn not_built() -> ! {
    println!("cargo::error=styles are not built: run `cargo assets`");
    exit(1)
}
