//! The files a page loads: built by `cargo assets`, embedded here, served by the `site` function.

use crate::frame::Brand;

/// One file, ready to be served and cached for ever: its name changes when its bytes do.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its address on our own host, such as `/assets/generic-3f9c1a2b.css`.
    pub path: &'static str,
    /// The brand whose pages load it: no other may show it, nor hand it out.
    pub brand: Brand,
    /// The value of its `Content-Type` header.
    pub content_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
    /// The same as `gzip` packs it, where that is worth it.
    pub gzip: Option<&'static [u8]>,
}

/// Every file of every brand.
pub fn all() -> &'static [Asset] {
    built::ALL
}

/// The file of `brand` at `path`, such as `/assets/generic-3f9c1a2b.css`.
pub fn find(brand: Brand, path: &str) -> Option<&'static Asset> {
    all().iter().find(|asset| asset.brand == brand && asset.path == path)
}

/// What the build script wrote.
pub(crate) mod built {
    use super::Asset;
    use crate::frame::Brand;

    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}
