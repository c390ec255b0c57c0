//! The two brands: tests have both.

use pages::Brand;

pub(crate) fn govuk() -> Brand {
    Brand::govuk().expect("tests are built with the feature `govuk`")
}

pub(crate) fn brands() -> [Brand; 2] {
    [Brand::Generic, govuk()]
}
