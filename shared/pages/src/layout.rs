//! The page around the message: head, header, service navigation, footer.

use maud::{DOCTYPE, Markup, html};

use crate::{
    assets::built,
    brand::Brand,
    components::{back_link, footer, header, service_navigation, skip_link},
    frame::Frame,
    words::Words,
};

/// Where GOV.UK One Login shows a person their own account.
pub(crate) const ONE_LOGIN_HOME: &str = "https://home.account.gov.uk";

/// One page: its heading (for the title), the way back, whether an answer has to be corrected, and what it says.
pub(crate) struct Page<'a> {
    pub(crate) heading: &'a str,
    pub(crate) back: Option<&'a str>,
    pub(crate) has_error: bool,
    pub(crate) content: Markup,
}

/// A page with a message and no way back of ours.
pub(crate) fn message(frame: &Frame<'_>, heading: &str, content: Markup) -> Markup {
    render(frame, &Page { heading, back: None, has_error: false, content })
}

/// A page whose message opens with its own heading.
pub(crate) fn headed(frame: &Frame<'_>, heading: &str, content: &Markup) -> Markup {
    message(frame, heading, under_heading(heading, content))
}

/// `content` under the heading of the page.
pub(crate) fn under_heading(heading: &str, content: &Markup) -> Markup {
    html! {
        h1 class="govuk-heading-l" { (heading) }
        (content)
    }
}

/// The whole document.
pub(crate) fn render(frame: &Frame<'_>, page: &Page<'_>) -> Markup {
    let content = html! { div class="govuk-grid-column-two-thirds" { (page.content) } };
    document(&Document {
        words: frame.words,
        brand: frame.brand,
        title: title(frame, page),
        more_styles: None,
        navigation: service_navigation::render(
            frame.words,
            frame.words.service_name,
            &navigation(frame),
        ),
        back: page.back,
        content,
        footer: footer::render(frame),
    })
}

/// The parts of a page, whoever it is for.
pub(crate) struct Document<'a> {
    pub(crate) words: &'static Words,
    pub(crate) brand: Brand,
    pub(crate) title: String,
    pub(crate) more_styles: Option<&'static str>,
    pub(crate) navigation: Markup,
    pub(crate) back: Option<&'a str>,
    /// Columns of one row of the grid.
    pub(crate) content: Markup,
    pub(crate) footer: Markup,
}

/// Head, header, main part and footer, each where the design system has it.
pub(crate) fn document(document: &Document<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(document.words.language()) class="govuk-template" {
            head {
                meta charset="utf-8";
                title { (document.title) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content=(theme_color(document.brand));
                meta name="robots" content="noindex";
                (icons(document.brand))
                link rel="stylesheet" href=(style_sheet(document.brand));
                @if let Some(href) = document.more_styles { link rel="stylesheet" href=(href); }
            }
            body class="govuk-template__body" {
                (skip_link::render(document.words))
                header class="govuk-template__header" {
                    (header::render(document.words, document.brand))
                    (document.navigation)
                }
                div class="govuk-width-container" {
                    @if let Some(href) = document.back { (back_link::render(document.words, href)) }
                    main class="govuk-main-wrapper" id="main-content" {
                        div class="govuk-grid-row" { (document.content) }
                    }
                }
                footer class="govuk-template__footer" { (document.footer) }
            }
        }
    }
}

fn title(frame: &Frame<'_>, page: &Page<'_>) -> String {
    let name = frame.words.service_name;
    let title = if page.heading == name {
        name.to_owned()
    } else {
        frame.words.title.page(page.heading, name)
    };
    whole_title(frame.words, frame.brand, title, page.has_error)
}

/// A title with what stands before and behind it.
pub(crate) fn whole_title(words: &Words, brand: Brand, title: String, has_error: bool) -> String {
    let title = if has_error { words.title.error(&title) } else { title };
    match brand {
        Brand::Generic => title,
        Brand::Govuk(_) => title + " – GOV.UK",
    }
}

fn navigation<'a>(frame: &Frame<'a>) -> Vec<service_navigation::Item<'a>> {
    let Some(href) = frame.sign_out else { return Vec::new() };
    let around = &frame.words.around;
    vec![
        service_navigation::Item { text: around.one_login, href: ONE_LOGIN_HOME },
        service_navigation::Item { text: around.sign_out, href },
    ]
}

fn style_sheet(brand: Brand) -> &'static str {
    match brand {
        Brand::Generic => built::GENERIC_CSS,
        Brand::Govuk(govuk) => govuk.0.css,
    }
}

/// The brand's own blue, as in `styles/`.
fn theme_color(brand: Brand) -> &'static str {
    match brand {
        Brand::Generic => "#1f4e5f",
        Brand::Govuk(_) => "#1d70b8",
    }
}

fn icons(brand: Brand) -> Markup {
    match brand {
        Brand::Generic => html! {
            link rel="icon" sizes="any" href=(built::GENERIC_ICON) type="image/svg+xml";
        },
        Brand::Govuk(govuk) => html! {
            link rel="icon" sizes="48x48" href=(govuk.0.favicon);
            link rel="icon" sizes="any" href=(govuk.0.icon) type="image/svg+xml";
            link rel="mask-icon" href=(govuk.0.mask_icon) color=(theme_color(brand));
            link rel="apple-touch-icon" href=(govuk.0.touch_icon);
        },
    }
}
