//! The way in: requests, people, sessions.

use axum::http::{
    StatusCode,
    header::{COOKIE, LOCATION, SET_COOKIE, USER_AGENT},
};
use jiff::SignedDuration;
use testing::one_login::Persona;

use crate::scene::{RETURN_CODE, ada, encoded, identity, parameters, query, scene, text, with};

#[tokio::test]
async fn an_unknown_client_or_redirect_uri_is_never_redirected() {
    let scene = scene();
    let rows = [
        ("client_id", ""),
        ("client_id", "another"),
        ("redirect_uri", ""),
        ("redirect_uri", "http://localhost:3000/callback"),
        ("redirect_uri", "https://evil.example/"),
        ("response_mode", "form_post"),
    ];
    for (name, value) in rows {
        let answer = scene.authorize(&with(name, value)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{name}={value}");
        assert!(!answer.headers().contains_key(LOCATION), "{name}={value}");
    }
}

#[tokio::test]
async fn a_request_that_is_wrong_goes_back_with_the_error_one_login_gives() {
    let scene = scene();
    let ours = Some("our-state");
    let rows = [
        ("response_type", "token", "unsupported_response_type", None),
        ("scope", "email", "invalid_scope", None),
        ("scope", "openid wallet", "invalid_scope", ours),
        ("state", "", "invalid_request", None),
        ("nonce", "", "invalid_request", ours),
        ("vtr", "Cl.Cm", "invalid_request", ours),
        ("vtr", "[\"Cl.Cm.P9\"]", "invalid_request", ours),
        ("vtr", "[\"Cl.Cm\",\"Cl.Cm.P2\"]", "invalid_request", ours),
        ("claims", "{", "invalid_request", ours),
        ("claims", "{\"userinfo\":{\"unknown\":null}}", "invalid_request", ours),
        ("code_challenge", "", "invalid_request", ours),
        ("code_challenge", "short", "invalid_request", ours),
        ("code_challenge_method", "plain", "invalid_request", ours),
    ];
    for (name, value, error, state) in rows {
        let answer = scene.authorize(&with(name, value)).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{name}={value}");
        let query = query(&answer);
        assert_eq!(query["error"], error, "{name}={value}");
        assert_eq!(query.get("state").map(String::as_str), state, "{name}={value}");
    }
    let mut twice = parameters();
    twice.push(("nonce", "another".to_owned()));
    assert_eq!(query(&scene.authorize(&twice).await)["error"], "invalid_request");
}

#[tokio::test]
async fn the_firewall_lets_no_long_query_through() {
    let scene = scene();
    for (path, longest) in [("/authorize", 4096), ("/logout", 2048)] {
        for (length, forbidden) in [(longest, false), (longest + 1, true)] {
            let query = format!("x={}", "a".repeat(length - 2));
            let answer = scene.get(&format!("{path}?{query}"), &[]).await;
            assert_eq!(answer.status() == StatusCode::FORBIDDEN, forbidden, "{path} {length}");
        }
    }
}

#[tokio::test]
async fn a_direct_call_without_a_user_agent_is_forbidden() {
    let scene = scene();
    let documents = ["openid-configuration", "jwks.json", "did.json"];
    let paths = documents.map(|name| format!("/.well-known/{name}"));
    for path in paths.iter().map(String::as_str).chain(["/userinfo"]) {
        let unnamed = scene.get(path, &[]).await;
        let empty = scene.get(path, &[(USER_AGENT.as_str(), "")]).await;
        let named = scene.get(path, &[(USER_AGENT.as_str(), "a test")]).await;
        assert_eq!(unnamed.status(), StatusCode::FORBIDDEN, "{path}");
        assert_eq!(empty.status(), StatusCode::FORBIDDEN, "{path}");
        assert_ne!(named.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(scene.stand_in.nameless_calls(), 8);
}

#[tokio::test]
async fn the_page_lists_everybody_as_text_and_a_request_is_answered_once() {
    let scene = scene();
    let page = text(scene.authorize(&parameters()).await).await;
    assert!(page.contains("value=\"ada\"") && page.contains("Ada &lt;b&gt;Lovelace&lt;/b&gt;"));
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let choose = async |request: &str, persona: &str| {
        let form = [("request", request.to_owned()), ("persona", persona.to_owned())];
        scene.post("/authorize/choose", &form).await.status()
    };

    assert_eq!(choose("unknown", "ada").await, StatusCode::BAD_REQUEST);
    assert_eq!(choose(id, "nobody").await, StatusCode::BAD_REQUEST);
    assert_eq!(choose(id, "ada").await, StatusCode::SEE_OTHER);
    assert_eq!(choose(id, "ada").await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_session_lasts_an_hour_from_when_it_was_last_used() {
    let scene = scene();
    scene.stand_in.preselect(ada());
    let answer = scene.authorize(&parameters()).await;
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap();
    scene.stand_in.ask();
    let path = format!("/authorize?{}", encoded(&parameters()));
    let again = async || scene.get(&path, &[(COOKIE.as_str(), cookie)]).await.status();

    for (minutes, status) in
        [(50, StatusCode::FOUND), (50, StatusCode::FOUND), (61, StatusCode::OK)]
    {
        scene.clock.advance(SignedDuration::from_mins(minutes));
        assert_eq!(again().await, status);
    }
}

#[tokio::test]
async fn who_cannot_prove_identity_is_turned_back_unless_return_codes_were_asked_for() {
    let scene = scene();
    let provable = with("vtr", "[\"Cl.Cm.P2\"]");

    scene.stand_in.preselect(Persona { provable: false, return_codes: vec!['A'], ..ada() });
    assert_eq!(query(&scene.authorize(&provable).await)["error"], "access_denied");
    assert!(query(&scene.authorize(&identity(RETURN_CODE)).await).contains_key("code"));

    scene.stand_in.preselect(Persona { turned_back: Some("login_required".into()), ..ada() });
    assert_eq!(query(&scene.authorize(&provable).await)["error"], "login_required");
    assert!(query(&scene.authorize(&parameters()).await).contains_key("code"));
}
