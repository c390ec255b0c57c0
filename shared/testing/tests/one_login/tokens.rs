//! Assertions, tokens, userinfo, and the way out.

use axum::http::{
    StatusCode,
    header::{AUTHORIZATION, LOCATION, USER_AGENT},
};
use jiff::SignedDuration;
use ports::Clock;
use serde_json::{Value, json};
use testing::one_login::Settings;

use crate::scene::{CREDENTIAL, ISSUER, OUT, encoded, identity, parameters, scene, text, with};

#[tokio::test]
async fn only_a_new_assertion_by_a_registered_key_gets_tokens() {
    let scene = scene();
    let now = scene.clock.now().as_second();
    let rows = [
        (None, json!({}), None),
        (None, json!({ "aud": ISSUER }), None),
        (None, json!({ "exp": now - 20 }), None),
        (None, json!({ "exp": now - 31 }), Some("invalid_grant")),
        (None, json!({ "aud": "https://evil.example/token" }), Some("invalid_client")),
        (None, json!({ "sub": "another", "iss": "another" }), Some("invalid_client")),
        (None, json!({ "iss": "another" }), Some("invalid_client")),
        (None, json!({ "jti": 1 }), Some("invalid_request")),
        (Some("another"), json!({}), Some("invalid_client")),
    ];
    for (kid, changes, error) in rows {
        let code = scene.code(&parameters()).await;
        let assertion = scene.assertion(kid, changes.clone()).await;
        let (status, answer) = scene.exchange(&code, assertion).await;
        assert_eq!(answer["error"].as_str(), error, "{changes}");
        assert_eq!(status == StatusCode::OK, error.is_none(), "{changes}");
    }

    let assertion = scene.assertion(None, json!({})).await;
    let (start, _) = assertion.rsplit_once('.').unwrap();
    let forged = format!("{start}.{}", "A".repeat(342));
    let codes = [scene.code(&parameters()).await, scene.code(&parameters()).await];
    assert_eq!(scene.exchange(&codes[0], forged).await.1["error"], "invalid_client");
    assert_eq!(scene.exchange(&codes[0], assertion.clone()).await.0, StatusCode::OK);
    assert_eq!(scene.exchange(&codes[1], assertion).await.1["error"], "invalid_client");
}

#[tokio::test]
async fn identity_comes_only_when_it_was_asked_for_and_while_the_token_lives() {
    let scene = scene();
    let mut without_level = parameters();
    without_level.push(("claims", json!({ "userinfo": { CREDENTIAL: null } }).to_string()));
    let without_claim = with("vtr", "[\"Cl.Cm.P2\"]");
    let rows = [(identity(CREDENTIAL), true), (without_level, false), (without_claim, false)];
    for (parameters, proved) in rows {
        let code = scene.code(&parameters).await;
        let (_, tokens) = scene.exchange(&code, scene.assertion(None, json!({})).await).await;
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let headers = [(USER_AGENT.as_str(), "a test"), (AUTHORIZATION.as_str(), bearer.as_str())];

        let answer = text(scene.get("/userinfo", &headers).await).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer[CREDENTIAL].is_string(), proved);
        assert_eq!(answer["email"], "ada@example.com");

        scene.clock.advance(SignedDuration::from_secs(181));
        assert_eq!(scene.get("/userinfo", &headers).await.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_sign_out_goes_on_only_to_a_registered_address_with_a_token_of_ours() {
    let scene = scene();
    let code = scene.code(&parameters()).await;
    let (_, tokens) = scene.exchange(&code, scene.assertion(None, json!({})).await).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let rows = [
        (hint, OUT, Some("http://localhost:3000/signed-out?state=s")),
        (hint, "https://evil.example/", None),
        ("another", OUT, None),
    ];
    for (hint, back, location) in rows {
        let query = [("id_token_hint", hint), ("post_logout_redirect_uri", back), ("state", "s")];
        let query = query.map(|(name, value)| (name, value.to_owned()));
        let answer = scene.get(&format!("/logout?{}", encoded(&query)), &[]).await;
        let there = answer.headers().get(LOCATION).map(|there| there.to_str().unwrap());
        assert_eq!(there, location);
    }
}

#[test]
fn the_did_is_derived_from_the_address() {
    let settings = Settings::at(ISSUER, Vec::new());
    assert_eq!(settings.did(), "did:web:localhost%3A3001");
    assert_eq!(settings.did_url(), "http://localhost:3001/.well-known/did.json");
    assert_ne!(settings.identity_issuer, settings.issuer);
}
