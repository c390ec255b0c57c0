//! How pages look: for any host, or as GOV.UK.

use std::fmt;

use crate::assets::{Asset, built};

/// How the pages look. A deploy setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Brand {
    /// No crown, no GDS Transport, no GOV.UK header: for any host.
    #[default]
    Generic,
    /// The GOV.UK brand: only for hosts that may carry it, and only in a program that was built with it.
    Govuk(Govuk),
}

impl Brand {
    /// The GOV.UK brand, if this program was built with it: with `BRAND=govuk` in the environment.
    pub fn govuk() -> Option<Self> {
        built::GOVUK.map(Self::Govuk)
    }
}

/// What makes a page look like GOV.UK. A program that was not built with it has none to show, nor to hand out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Govuk(pub(crate) &'static Parts);

impl fmt::Debug for Govuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The addresses of the files that a page of GOV.UK loads, the drawings that are written into it, and the files themselves.
#[derive(PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) files: &'static [Asset],
    pub(crate) css: &'static str,
    pub(crate) staff_css: &'static str,
    pub(crate) favicon: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) mask_icon: &'static str,
    pub(crate) touch_icon: &'static str,
    pub(crate) logotype: &'static str,
    pub(crate) crown: &'static str,
    pub(crate) licence: &'static str,
}
