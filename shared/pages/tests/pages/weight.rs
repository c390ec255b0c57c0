//! What a phone has to fetch before a teacher sees a page.

use std::io::Read;

use flate2::read::GzDecoder;
use pages::{Brand, assets, gallery_in};

use crate::{
    brands::brands,
    dom::{Element, parse},
};

/// What a page and its styles may weigh, in bytes. The font of GOV.UK comes on top.
const MOST: usize = 20_000;

fn styles(brand: Brand, page: &Element) -> Vec<&'static assets::Asset> {
    page.named("link")
        .into_iter()
        .filter(|link| link.attribute("rel") == Some("stylesheet"))
        .map(|link| assets::find(brand, link.attribute("href").unwrap()).unwrap())
        .collect()
}

#[test]
fn a_teacher_loads_a_page_and_one_style_sheet_and_together_they_are_small() {
    for brand in brands() {
        for exhibit in gallery_in(brand) {
            if exhibit.slug.starts_with("staff-") {
                continue;
            }
            let page = parse(&exhibit.markup.0);
            let styles = styles(brand, &page);

            assert_eq!(styles.len(), 1, "{}", exhibit.slug);
            // Nothing else is needed to draw it: no script, no image, no frame.
            for name in ["script", "img", "picture", "video", "iframe", "object", "embed"] {
                assert!(page.named(name).is_empty(), "{}: {name}", exhibit.slug);
            }
            // The page is sent as it is, its styles packed.
            let all = exhibit.markup.0.len() + styles[0].gzip.unwrap().len();
            assert!(all < MOST, "{}: {all} bytes", exhibit.slug);
        }
    }
}

#[test]
fn what_is_packed_is_the_file_itself() {
    let mut packed = 0;
    for asset in brands().into_iter().flat_map(assets::of) {
        let Some(gzip) = asset.gzip else { continue };
        packed += 1;
        let mut unpacked = Vec::new();
        GzDecoder::new(gzip).read_to_end(&mut unpacked).unwrap();

        assert!(unpacked == asset.bytes, "{}", asset.path);
        assert!(gzip.len() * 4 < asset.bytes.len(), "{}", asset.path);
    }
    assert_eq!(packed, 4, "each style sheet");
}
