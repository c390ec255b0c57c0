//! The files a page loads: built by `cargo assets`, embedded here, served by the `site` function.

use crate::brand::Brand;

/// One file, ready to be served and cached for ever: its name changes when its bytes do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its address on our own host, such as `/assets/generic-3f9c1a2b.css`.
    pub path: &'static str,
    /// The value of its `Content-Type` header.
    pub content_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
    /// The same as `gzip` packs it, where that is worth it.
    pub gzip: Option<&'static [u8]>,
}

/// Every file of a brand. No other may show them, nor hand them out.
pub fn of(brand: Brand) -> &'static [Asset] {
    match brand {
        Brand::Generic => built::GENERIC,
        Brand::Govuk(govuk) => govuk.0.files,
    }
}

/// The file of `brand` at `path`, such as `/assets/generic-3f9c1a2b.css`.
pub fn find(brand: Brand, path: &str) -> Option<&'static Asset> {
    of(brand).iter().find(|asset| asset.path == path)
}

/// What the build script wrote.
pub(crate) mod built {
    use super::Asset;
    use crate::brand::Govuk;

    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}
