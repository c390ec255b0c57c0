//! What every answer carries: every route of the template is asked in every way, and so is every page of a walk.

use std::{collections::BTreeSet, fs, path::Path};

use local::gateway;
use reqwest::Method;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

const METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];

/// Word for word, but for where a form may lead.
const SAID: [(&str, &str); 7] = [
    ("strict-transport-security", "max-age=63072000; includeSubDomains; preload"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
         payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-robots-tag", "noindex"),
];

/// What anybody may keep for a while: files, and what calling services configure themselves from.
const KEPT: [&str; 2] = ["/assets/", "/.well-known/"];

/// Fails unless a page carries what every page carries.
#[track_caller]
fn is_safe(asked: &str, page: &Page) {
    let header = |name: &str| {
        page.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    };
    for (name, said) in SAID {
        assert_eq!(header(name), said, "{asked}: {}: {name}", page.status);
    }
    let policy: Vec<&str> = header("content-security-policy").split("; ").collect();
    let (forms, rest): (Vec<&str>, Vec<&str>) =
        policy.iter().partition(|each| each.starts_with("form-action "));
    let expected = [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ];
    assert_eq!(rest, expected, "{asked}: {}", page.status);
    assert!(forms.len() == 1 && forms[0].starts_with("form-action 'self'"), "{asked}: {forms:?}");
    assert!(!header("content-security-policy").contains("unsafe"), "{asked}");

    let kept = KEPT.iter().any(|start| page.url.path().starts_with(start));
    let cache = header("cache-control");
    assert!(kept || ["no-store", "private, no-cache"].contains(&cache), "{asked}: {cache:?}");
}

#[tokio::test]
async fn every_answer_of_every_route_carries_the_security_headers() {
    let town = Town::new().await;
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    let routes = gateway::routes(&fs::read_to_string(template).unwrap()).unwrap();
    let addresses = &town.stack.addresses;
    let mut browser = Browser::new();

    let mut statuses = BTreeSet::new();
    for route in &routes {
        let origin = match route.api.as_str() {
            gateway::API => &addresses.issuer,
            gateway::STAFF_API => &addresses.console,
            other => panic!("{other} is no API of ours"),
        };
        let path = match route.path.as_str() {
            "$default" => "/nothing-here".to_owned(),
            path => path.replace('{', "some-").replace('}', ""),
        };
        for method in METHODS {
            let url = format!("{origin}{path}");
            let page = browser.raw(method.clone(), &url, &[], None).await;

            is_safe(&format!("{method} {url}"), &page);
            statuses.insert(page.status.as_u16());
        }
    }

    assert!(routes.len() > 50, "{}", routes.len());
    for status in [200, 303, 400, 404, 405] {
        assert!(statuses.contains(&status), "{status} was never answered: {statuses:?}");
    }
}

#[tokio::test]
async fn every_page_on_the_way_to_a_record_carries_them() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    let mistaken = browser.send(&question, &[("have_nino", "yes"), ("nino", "x")]).await;
    assert_eq!(mistaken.status, 422);
    let found = browser.send(&mistaken, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;
    let leaves = browser.open_without_following(found.link("Continue to").as_str()).await;
    assert_eq!(leaves.status, 302);

    for page in [question, mistaken, found, leaves] {
        is_safe(page.url.path(), &page);
    }
}
