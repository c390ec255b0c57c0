//! [Footer](https://design-system.service.gov.uk/components/footer/): the same links on every page, and the crown and
//! the licence where the brand has them.

use maud::{Markup, PreEscaped, html};

use crate::{
    brand::{Brand, Govuk},
    frame::Frame,
    information,
    words::Words,
};

const LICENCE_TEXT: &str =
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
const COPYRIGHT: &str = "https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/";

/// The bar at the foot.
pub fn render(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.around;
    html! {
        div class="govuk-footer" {
            div class="govuk-width-container" {
                @match frame.brand {
                    Brand::Generic => {}
                    Brand::Govuk(govuk) => (PreEscaped(govuk.0.crown))
                }
                div class="govuk-footer__meta" {
                    div class="govuk-footer__meta-item govuk-footer__meta-item--grow" {
                        h2 class="govuk-visually-hidden" { (words.support_links) }
                        ul class="govuk-footer__inline-list" {
                            (item(words.accessibility, information::ACCESSIBILITY_PATH))
                            (item(words.cookies, information::COOKIES_PATH))
                            (item(words.privacy, information::PRIVACY_PATH))
                            (item(words.contact, &format!("mailto:{}", frame.support.email)))
                        }
                        @match frame.brand {
                            Brand::Generic => {}
                            Brand::Govuk(govuk) => (licence(govuk, frame.words))
                        }
                    }
                    @match frame.brand {
                        Brand::Generic => {}
                        Brand::Govuk(_) => (copyright(frame.words))
                    }
                }
            }
        }
    }
}

fn item(text: &str, href: &str) -> Markup {
    html! {
        li class="govuk-footer__inline-list-item" {
            a class="govuk-footer__link" href=(href) { (text) }
        }
    }
}

fn licence(govuk: Govuk, words: &Words) -> Markup {
    html! {
        (PreEscaped(govuk.0.licence))
        span class="govuk-footer__licence-description" {
            (words.around.licence(&|text| html! {
                a class="govuk-footer__link" href=(LICENCE_TEXT) rel="license" { (text) }
            }))
        }
    }
}

fn copyright(words: &Words) -> Markup {
    html! {
        div class="govuk-footer__meta-item" {
            a class="govuk-footer__link govuk-footer__copyright-logo" href=(COPYRIGHT) {
                (words.around.copyright)
            }
        }
    }
}
