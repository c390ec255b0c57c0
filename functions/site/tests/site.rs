//! The root, the information pages, the pages for engineers, the static files, and everything else.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use axum::{Router, http::StatusCode};
use pages::{
    Brand,
    assets::{self, Asset},
    errors,
};
use ports::Variables;
use testing::{
    MovableClock, SystemEntropy,
    asking::{ask, get, post, request, with},
};
use web::{Deployment, ServiceHint};

fn function() -> Router {
    let settings = Variables::new(|name| match name {
        "ISSUER" => Some("https://ctr.example".to_owned()),
        "SUPPORT_EMAIL" => Some("help@ctr.example".to_owned()),
        _ => None,
    });
    let clock = Arc::new(MovableClock::default());
    site::router(&Deployment::read(&settings, clock, Arc::new(SystemEntropy)).unwrap())
}

/// The files of the brand that the function has.
fn files() -> impl Iterator<Item = &'static Asset> {
    assets::of(Brand::Generic).iter()
}

#[tokio::test]
async fn every_information_page_is_there_and_offers_help() {
    for path in ["/", "/cookies", "/accessibility-statement", "/privacy-notice"] {
        let page = ask(&function(), get(path)).await;

        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.heading().is_empty(), "{path}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
        assert!(!page.body.contains("<script"), "{path} ships no script");
        assert!(page.header("set-cookie").is_none(), "{path} sets no cookie");
    }
}

#[tokio::test]
async fn everything_a_page_links_to_here_is_here() {
    let function = function();
    for path in ["/", "/cookies", "/accessibility-statement", "/privacy-notice", "/nowhere"] {
        let page = ask(&function, get(path)).await;
        let linked = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for href in linked.filter(|href| href.starts_with('/')) {
            let there = ask(&function, get(href)).await;
            assert_eq!(there.status, StatusCode::OK, "{path} links to {href}");
        }
    }
}

#[tokio::test]
async fn a_file_is_served_as_it_is_and_may_be_kept_for_a_year() {
    assert!(files().count() > 0);
    for asset in files() {
        let file = ask(&function(), get(asset.path)).await;

        assert_eq!(file.status, StatusCode::OK, "{}", asset.path);
        assert_eq!(file.header("content-type"), Some(asset.content_type), "{}", asset.path);
        let kept = Some("public, max-age=31536000, immutable");
        assert_eq!(file.header("cache-control"), kept, "{}", asset.path);
        assert_eq!(file.body, String::from_utf8_lossy(asset.bytes), "{}", asset.path);
    }
}

#[tokio::test]
async fn a_style_sheet_comes_packed_to_whoever_can_unpack_it() {
    let sheet = files().find(|asset| asset.gzip.is_some()).unwrap();
    let packed = String::from_utf8_lossy(sheet.gzip.unwrap());
    let plain = String::from_utf8_lossy(sheet.bytes);

    for (accepts, is_packed) in [
        ("gzip, deflate, br, zstd", true),
        ("br;q=1.0, GZIP;q=0.8", true),
        ("gzip", true),
        ("gzip;q=0", false),
        ("gzip; q=0.000, br", false),
        ("br, x-gzipped", false),
        ("", false),
    ] {
        let file = ask(&function(), with(get(sheet.path), "accept-encoding", accepts)).await;

        assert_eq!(file.header("content-encoding"), is_packed.then_some("gzip"), "{accepts}");
        assert_eq!(file.header("vary"), Some("accept-encoding"), "{accepts}");
        assert!(file.body == if is_packed { &*packed } else { &*plain }, "{accepts}");
    }
}

#[tokio::test]
async fn no_page_is_packed_and_nothing_that_would_not_get_smaller() {
    let small = files().find(|asset| asset.gzip.is_none()).unwrap();
    for path in ["/", "/nowhere", small.path] {
        let answer = ask(&function(), with(get(path), "accept-encoding", "gzip")).await;

        assert_eq!(answer.header("content-encoding"), None, "{path}");
    }
}

#[tokio::test]
async fn a_file_of_another_brand_is_not_handed_out() {
    let others = assets::of(Brand::govuk().unwrap());
    for asset in others {
        let page = ask(&function(), get(asset.path)).await;

        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", asset.path);
    }
    assert!(!others.is_empty(), "fonts and crest are for hosts that may carry them");
}

#[tokio::test]
async fn a_file_of_another_name_is_not_there_and_is_not_kept() {
    let known = files().next().unwrap().path;
    let outdated = format!("{known}x");
    for path in [&outdated, "/assets/", "/assets/nothing.css", "/assets/..%2f..%2fCargo.toml"] {
        let page = ask(&function(), get(path)).await;

        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
    }
}

#[tokio::test]
async fn every_code_has_its_page_for_engineers() {
    for code in errors::CODES {
        let page = ask(&function(), get(&errors::path(code.code))).await;

        assert_eq!(page.status, StatusCode::OK, "{}", code.code);
        assert_eq!(page.heading(), code.title(pages::ENGLISH));
        assert!(page.text().contains(code.code) && page.text().contains(code.error));
    }
    let none = ask(&function(), get("/errors/nonsense")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_problem_that_services_are_told_of_has_its_page() {
    for problem in oidc::Problem::ALL {
        let page = ask(&function(), get(&format!("/errors/{}", problem.code()))).await;
        assert_eq!(page.status, StatusCode::OK, "{}", problem.code());
    }
}

#[tokio::test]
async fn whatever_else_is_asked_for_is_not_found() {
    for path in ["/nowhere", "/j/x/trn", "/..%2f", "/%3Cscript%3E", "/cookies/", "/index.php"] {
        let page = ask(&function(), get(path)).await;

        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.heading(), "Page not found", "{path}");
        assert!(!page.body.contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn nothing_can_be_sent_here() {
    for path in ["/", "/cookies", files().next().unwrap().path] {
        let refused = ask(&function(), post(path, &[("a", "b")])).await;

        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(refused.header("allow"), Some("GET,HEAD"), "{path}");
        assert_eq!(refused.heading(), "You cannot open this page in that way");
    }
}

#[tokio::test]
async fn a_head_has_no_body() {
    let head = ask(&function(), request("HEAD", "/cookies", None)).await;

    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.body, "");
}

#[tokio::test]
async fn a_remembered_service_changes_no_page_that_names_none() {
    let hint = ServiceHint {
        name: "Register for an NPQ".to_owned(),
        href: "https://npq.example".to_owned(),
    };
    let cookie = hint.remember();
    let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();

    let page = ask(&function(), with(get("/"), "cookie", &pair)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("npq.example"));
}
