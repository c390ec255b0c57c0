//! Who is let in: whoever comes through `CloudFront`, and nobody else.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, Response, StatusCode},
    routing::get,
};
use lambda::{ORIGIN_HEADER, behind_cloudfront};
use ports::{InvalidSetting, Variables};
use proptest::prelude::*;
use tower::ServiceExt;

const SECRET: &str = "a-secret-of-cloudfront-0123456789-abcdef";
const NEXT: &str = "the-secret-that-takes-its-place-01234567";

/// A function that answers with what it was told, behind what the setting says.
fn function(setting: Option<&str>) -> Result<Router, InvalidSetting> {
    let given = setting.map(str::to_owned);
    let variables = Variables::new(move |name| given.clone().filter(|_| name == "ORIGIN_SECRETS"));
    let told = async |headers: HeaderMap| format!("{} headers", headers.len());
    let routes = Router::new().route("/page", get(told)).fallback(async || "no page");
    behind_cloudfront(routes, &variables)
}

async fn ask(setting: &str, path: &str, said: &[&[u8]]) -> Response<Body> {
    let mut request = Request::get(path);
    for value in said {
        request = request.header(ORIGIN_HEADER, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    function(Some(setting)).unwrap().oneshot(request).await.unwrap()
}

async fn body(answer: Response<Body>) -> String {
    let bytes = to_bytes(answer.into_body(), 1_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn whoever_comes_through_cloudfront_is_served_and_the_secret_goes_no_further() {
    let answer = ask(SECRET, "/page", &[SECRET.as_bytes()]).await;

    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(body(answer).await, "0 headers");
}

#[tokio::test]
async fn whoever_comes_around_it_is_told_nothing_on_any_path() {
    for path in ["/page", "/no-such-page"] {
        for said in [&[][..], &[b"".as_slice()], &[NEXT.as_bytes()], &[b"none".as_slice()]] {
            let answer = ask(SECRET, path, said).await;

            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
            assert_eq!(answer.headers()["cache-control"], "no-store");
            assert_eq!(body(answer).await, "", "{path}");
        }
    }
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_no_way_in() {
    let request = Request::delete("/page").body(Body::empty()).unwrap();

    let answer = function(Some(SECRET)).unwrap().oneshot(request).await.unwrap();

    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn while_one_secret_takes_the_place_of_another_both_open() {
    let both = format!("{SECRET} {NEXT}\n");
    for secret in [SECRET, NEXT] {
        assert_eq!(ask(&both, "/page", &[secret.as_bytes()]).await.status(), StatusCode::OK);
    }
    // Each by itself: the list is no secret, and neither is a part of it.
    for wrong in [both.trim(), &SECRET[1..], &format!("{SECRET} ")] {
        let answer = ask(&both, "/page", &[wrong.as_bytes()]).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{wrong:?}");
    }
}

#[tokio::test]
async fn on_one_machine_nothing_stands_in_front() {
    assert_eq!(ask("none", "/page", &[]).await.status(), StatusCode::OK);
}

#[test]
fn a_setting_that_got_lost_closes_the_door() {
    for (setting, line) in [
        (None, "ORIGIN_SECRETS: is not set"),
        (Some(" "), "ORIGIN_SECRETS: is not set"),
        (Some("short"), "ORIGIN_SECRETS: has a secret of fewer than 32 characters"),
        (Some("none none"), "ORIGIN_SECRETS: has a secret of fewer than 32 characters"),
    ] {
        let refused = function(setting).err().map(|error| error.to_string());
        assert_eq!(refused.as_deref(), Some(line), "{setting:?}");
    }
}

proptest! {
    #[test]
    fn nothing_opens_but_the_secret(said in prop::collection::vec(32_u8..=126, 0..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();

        let answer = runtime.block_on(ask(SECRET, "/page", &[&said]));

        let opens = said == SECRET.as_bytes();
        prop_assert_eq!(answer.status() == StatusCode::OK, opens);
    }
}
