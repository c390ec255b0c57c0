//! What a service does with tokens when nobody is there: it refreshes them, takes them back, and asks how far
//! a TRN request is.

use oidc::registration::{self, Place};
use reqwest::Method;
use serde_json::Value;
use url::Url;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A service nobody runs: its people never arrive, and the test reads what they would have brought.
const SERVICE: &str = r#"
[[client]]
client_id = "lasting"
name = "A lasting service"
redirect_uris = ["http://localhost:1/callback"]
auth_method = "client_secret_post"
client_secret = "a-secret-for-walks-alone-0123456789"
record_policy = "allocate"
allow_pending = true

[[client]]
client_id = "other"
name = "Another service"
redirect_uris = ["http://localhost:1/callback"]
auth_method = "client_secret_post"
client_secret = "a-secret-for-walks-alone-0123456789"
record_policy = "allocate"
"#;

async fn town() -> Town {
    let town = Town::new().await;
    for client in registration::read(SERVICE, Place::LocalStack).unwrap() {
        town.stack.store.register(&client).await.unwrap();
    }
    town
}

/// Where the service sends people.
fn authorize(town: &Town, also: &[(&str, &str)]) -> String {
    let mut url = Url::parse(&town.url("/oauth2/authorize")).unwrap();
    url.query_pairs_mut()
        .append_pair("client_id", "lasting")
        .append_pair("redirect_uri", "http://localhost:1/callback")
        .append_pair("response_type", "code")
        .append_pair("scope", "openid teaching_record offline_access")
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(also);
    url.into()
}

/// What a service posts to an endpoint: the status, and what is answered.
async fn post(town: &Town, path: &str, client: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", client)
        .append_pair("client_secret", "a-secret-for-walks-alone-0123456789")
        .extend_pairs(form)
        .finish();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = Browser::new().raw(Method::POST, &town.url(path), &form, Some(body)).await;
    (answer.status.as_u16(), serde_json::from_str(&answer.body).unwrap_or_default())
}

/// What the service is given for the code that a page brings back.
async fn exchange(town: &Town, page: &Page) -> Value {
    let back = page.location().unwrap();
    let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", "http://localhost:1/callback"),
        ("code_verifier", VERIFIER),
    ];
    let (status, tokens) = post(town, "/oauth2/token", "lasting", &form).await;
    assert_eq!(status, 200, "{tokens}");
    tokens
}

/// Anne, who is found, signs in to the service.
async fn anne(town: &Town) -> (Browser, Value) {
    let mut browser = Browser::new();
    town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let mut page = browser.open_without_following(&authorize(town, &[("prompt", "none")])).await;
    while page.location().unwrap().path() != "/callback" {
        page = browser.open_without_following(page.location().unwrap().as_str()).await;
    }
    let tokens = exchange(town, &page).await;
    (browser, tokens)
}

async fn refresh(town: &Town, tokens: &Value) -> (u16, Value) {
    let token = tokens["refresh_token"].as_str().unwrap();
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    post(town, "/oauth2/token", "lasting", &form).await
}

/// What a bearer of this token is answered.
async fn bearer(town: &Town, path: &str, token: &Value, also: &[(&str, &str)]) -> Page {
    let authorization = format!("Bearer {}", token.as_str().unwrap());
    let headers = [&[("authorization", &*authorization)], also].concat();
    Browser::new().raw(Method::GET, &town.url(path), &headers, None).await
}

async fn userinfo(town: &Town, tokens: &Value) -> u16 {
    bearer(town, "/oauth2/userinfo", &tokens["access_token"], &[]).await.status.as_u16()
}

#[tokio::test]
async fn a_service_refreshes_its_tokens_for_days_after_the_browser_has_gone() {
    let town = town().await;
    let (_, first) = anne(&town).await;

    let mut latest = first.clone();
    for _ in 0..6 {
        town.wait(jiff::SignedDuration::from_hours(24));
        let (status, next) = refresh(&town, &latest).await;
        assert_eq!(status, 200, "{next}");
        assert_eq!(userinfo(&town, &next).await, 200);
        latest = next;
    }
    town.wait(jiff::SignedDuration::from_hours(24));
    let (status, over) = refresh(&town, &latest).await;

    assert_eq!((status, &over["error"]), (400, &"invalid_grant".into()));
}

#[tokio::test]
async fn a_refresh_token_that_is_used_twice_ends_everything() {
    let town = town().await;
    let (_, first) = anne(&town).await;
    let (_, second) = refresh(&town, &first).await;

    let (again, refused) = refresh(&town, &first).await;

    assert_eq!((again, &refused["error"]), (400, &"invalid_grant".into()));
    for tokens in [&first, &second] {
        assert_eq!(userinfo(&town, tokens).await, 401);
        assert_eq!(refresh(&town, tokens).await.0, 400);
    }
}

#[tokio::test]
async fn signing_out_ends_refresh_tokens_also_when_the_browser_has_long_gone() {
    for later in [0, 26] {
        let town = town().await;
        let (mut browser, first) = anne(&town).await;
        let (_, second) = refresh(&town, &first).await;
        town.wait(jiff::SignedDuration::from_hours(later));
        let hint = first["id_token"].as_str().unwrap();

        browser.open(&town.url(&format!("/oauth2/logout?id_token_hint={hint}"))).await;

        assert_eq!(refresh(&town, &second).await.0, 400, "after {later} hours");
        assert_eq!(userinfo(&town, &second).await, 401);
    }
}

#[tokio::test]
async fn a_service_takes_back_what_it_was_given() {
    let town = town().await;
    let (_, first) = anne(&town).await;
    let (_, second) = refresh(&town, &first).await;
    let token = second["refresh_token"].as_str().unwrap();

    let theirs = post(&town, "/oauth2/revoke", "other", &[("token", token)]).await;
    assert_eq!(
        (theirs.0, userinfo(&town, &second).await),
        (200, 200),
        "not another's to take back"
    );
    let own = post(&town, "/oauth2/revoke", "lasting", &[("token", token)]).await;

    assert_eq!(own.0, 200);
    assert_eq!(userinfo(&town, &second).await, 401);
    assert_eq!(refresh(&town, &second).await.0, 400);
}

/// A token of a service itself.
async fn own_token(town: &Town, client: &str) -> Value {
    let form = [("grant_type", "client_credentials"), ("scope", "trn_requests")];
    let (status, tokens) = post(town, "/oauth2/token", client, &form).await;
    assert_eq!(status, 200, "{tokens}");
    tokens["access_token"].clone()
}

#[tokio::test]
async fn a_service_asks_how_far_a_trn_request_is_until_there_is_a_trn() {
    let town = town().await;
    let mut browser = Browser::new();
    let picker = browser.open(&authorize(&town, &[])).await;
    let nino = browser.send(&picker, &[("persona", "ida")]).await;
    let trn = browser.send(&nino, &[("have_nino", "no")]).await;
    let ask = browser.send(&trn, &[("have_trn", "unknown")]).await;
    let holding = browser.send(&ask, &[]).await;
    let back = browser.open_without_following(holding.link("Return to").as_str()).await;
    let tokens = exchange(&town, &back).await;
    let claims = bearer(&town, "/oauth2/userinfo", &tokens["access_token"], &[]).await;
    let claims: Value = serde_json::from_str(&claims.body).unwrap();
    let path = format!("/trn-requests/{}", claims["trn_request_id"].as_str().unwrap());
    let token = own_token(&town, "lasting").await;

    let pending = bearer(&town, &path, &token, &[]).await;
    assert_eq!((pending.status.as_u16(), &*pending.body), (200, r#"{"status":"pending"}"#));
    assert_eq!(pending.headers["retry-after"], "300");
    let tag = pending.headers["etag"].to_str().unwrap().to_owned();
    let same = bearer(&town, &path, &token, &[("if-none-match", &tag)]).await;
    assert_eq!(same.status, 304);
    assert_eq!(bearer(&town, &path, &own_token(&town, "other").await, &[]).await.status, 404);
    assert_eq!(bearer(&town, &path, &tokens["access_token"], &[]).await.status, 401);
    assert_eq!(bearer(&town, "/oauth2/userinfo", &token, &[]).await.status, 401);

    town.decide(&[("decision", "link-2912345")]).await;
    let completed = bearer(&town, &path, &token, &[("if-none-match", &tag)]).await;
    assert_eq!(completed.status, 200);
    assert_eq!(completed.body, r#"{"status":"completed","trn":"2912345"}"#);
    let (_, refreshed) = refresh(&town, &tokens).await;
    let claims = bearer(&town, "/oauth2/userinfo", &refreshed["access_token"], &[]).await;
    assert!(claims.body.contains("2912345"), "{}", claims.body);
}
