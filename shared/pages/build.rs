//! Turns what `cargo assets` builds into a table of files for each brand, each file under a name that holds its own hash, and the catalogue of
//! words into Rust.
//!
//! A program has the generic brand, and that of GOV.UK only if it is built with `BRAND=govuk` in the environment: whoever may not show a
//! font or a crown should not be handed them either.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::exit,
};

use flate2::{Compression, write::GzEncoder};

/// The files that a page of the generic brand names itself, and the constant that holds each one's address.
const GENERIC: [(&str, &str); 3] = [
    ("GENERIC_CSS", "generic.css"),
    ("GENERIC_ICON", "icon.svg"),
    ("STAFF_GENERIC_CSS", "staff-generic.css"),
];

/// The files that a page of GOV.UK names itself, and the field that holds each one's address.
const GOVUK: [(&str, &str); 6] = [
    ("css", "govuk.css"),
    ("staff_css", "staff-govuk.css"),
    ("favicon", "favicon.ico"),
    ("icon", "favicon.svg"),
    ("mask_icon", "govuk-icon-mask.svg"),
    ("touch_icon", "govuk-icon-180.png"),
];

/// The drawings that are written into a page of GOV.UK rather than loaded.
const DRAWINGS: [(&str, &str); 3] =
    [("logotype", "logotype.svg"), ("crown", "crown.svg"), ("licence", "licence.svg")];

fn main() {
    catalogue::build(cfg!(feature = "pseudo-language"));
    println!("cargo::rerun-if-changed=assets");
    let assets = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("assets");
    let output = PathBuf::from(variable("OUT_DIR"));
    let written = [generic(&assets, &output), govuk(&assets, &output)].concat();
    fs::write(output.join("assets.rs"), written).expect("the output folder can be written");
}

fn generic(assets: &Path, output: &Path) -> String {
    let files = Files::of(&assets.join("generic"), output);
    let table = format!("pub(super) const GENERIC: &[Asset] = {};\n", files.table());
    let addresses = GENERIC.map(|(constant, name)| {
        format!("pub(crate) const {constant}: &str = {:?};\n", files.address(name))
    });
    table + &addresses.concat()
}

fn govuk(assets: &Path, output: &Path) -> String {
    let is = "pub(crate) const GOVUK: Option<Govuk> =";
    if !has_govuk() {
        return format!("{is} None;\n");
    }
    let folder = assets.join("govuk");
    let files = Files::of(&folder, output);
    let mut fields = vec![format!("files: {}", files.table())];
    for (field, name) in GOVUK {
        fields.push(format!("{field}: {:?}", files.address(name)));
    }
    for (field, name) in DRAWINGS {
        let drawing = folder.join("inline").join(name);
        if !drawing.is_file() {
            not_built();
        }
        fields.push(format!("{field}: include_str!({:?})", text(&drawing)));
    }
    format!("{is} Some(Govuk(&crate::brand::Parts {{ {} }}));\n", fields.join(",\n"))
}

/// Whether the program shall have the brand of GOV.UK. Tests and the local stack have it always, by the feature: they need not be built anew
/// for whoever sets `BRAND`.
fn has_govuk() -> bool {
    if cfg!(feature = "govuk") {
        return true;
    }
    println!("cargo::rerun-if-env-changed=BRAND");
    match setting("BRAND").as_deref() {
        None | Some("" | "generic") => false,
        Some("govuk") => true,
        Some(_) => fail("BRAND: is generic or govuk"),
    }
}

/// The files of a brand, by their names.
struct Files(BTreeMap<String, File>);

struct File {
    address: String,
    row: String,
}

impl Files {
    /// Every file of the folder, stored for the compiler to embed.
    fn of(folder: &Path, output: &Path) -> Self {
        let Some(files) = read(folder) else { not_built() };
        let stored = hashed(files).into_iter().map(|(name, bytes)| {
            let file = store(&name, &bytes, output);
            (name, file)
        });
        Self(stored.collect())
    }

    fn address(&self, name: &str) -> &str {
        let Some(file) = self.0.get(name) else { not_built() };
        &file.address
    }

    fn table(&self) -> String {
        let rows: Vec<&str> = self.0.values().map(|file| file.row.as_str()).collect();
        format!("&[\n{}\n]", rows.join("\n"))
    }
}

fn store(name: &str, bytes: &[u8], output: &Path) -> File {
    let hashed = hashed_name(name, bytes);
    let stored = output.join(&hashed);
    fs::write(&stored, bytes).expect("the output folder can be written");
    let packed = packed(name, bytes).map_or_else(
        || "None".to_owned(),
        |packed| {
            let stored = output.join(format!("{hashed}.gz"));
            fs::write(&stored, packed).expect("the output folder can be written");
            format!("Some(include_bytes!({:?}))", text(&stored))
        },
    );
    let (address, kind, stored) = (format!("/assets/{hashed}"), content_type(name), text(&stored));
    let row = format!(
        "Asset {{ path: {address:?}, content_type: {kind:?}, bytes: include_bytes!({stored:?}), gzip: {packed} }},"
    );
    File { address, row }
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

fn variable(name: &str) -> String {
    setting(name).expect("cargo sets it")
}

#[expect(clippy::disallowed_methods, reason = "a build is told what to do through the environment")]
fn setting(name: &str) -> Option<String> {
    env::var(name).ok()
}

fn not_built() -> ! {
    fail("styles are not built: run `cargo assets`")
}

fn fail(why: &str) -> ! {
    println!("cargo::error={why}");
    exit(1)
}
