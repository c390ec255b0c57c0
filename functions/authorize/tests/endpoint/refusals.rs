//! Requests that begin no journey. Each reason is in the rulebook's own tests; here is what becomes of it.

use axum::http::StatusCode;
use testing::{
    asking::{ask, get, in_session, request},
    id_tokens::{claims, keys, signed},
    journeys::{CALLBACK, ISSUER, found},
};

use crate::scene::{Scene, asked};

#[tokio::test]
async fn without_a_known_client_and_its_address_nobody_is_redirected() {
    let scene = Scene::new().await;
    let twice = format!("{}&client_id=register-for-npq", asked(&[]));
    let two_uris = format!("{}&redirect_uri=https://evil.example/", asked(&[]));
    let cases = [
        (asked(&[("client_id", "")]), "unknown_client"),
        (asked(&[("client_id", "nobody")]), "unknown_client"),
        (asked(&[("client_id", "REGISTER-FOR-NPQ")]), "unknown_client"),
        (asked(&[("client_id", "<script>")]), "unknown_client"),
        (twice, "unknown_client"),
        (asked(&[("redirect_uri", "")]), "unknown_redirect_uri"),
        (asked(&[("redirect_uri", "https://evil.example/")]), "unknown_redirect_uri"),
        (asked(&[("redirect_uri", &format!("{CALLBACK}/"))]), "unknown_redirect_uri"),
        (asked(&[("redirect_uri", &CALLBACK.to_uppercase())]), "unknown_redirect_uri"),
        (asked(&[("redirect_uri", &format!("{CALLBACK}#x"))]), "unknown_redirect_uri"),
        (two_uris, "unknown_redirect_uri"),
        (asked(&[("padding", &"x".repeat(9000))]), "invalid_request"),
        ("/oauth2/authorize".to_owned(), "unknown_client"),
    ];
    for (path, code) in cases {
        let page = ask(&scene.function, get(&path)).await;

        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(page.heading(), "There is a problem with the link you used", "{path}");
        assert!(page.text().contains(code), "{path}: {}", page.text());
        assert!(!page.body.contains("evil.example"), "{path} is not reflected");
        assert!(page.header("set-cookie").is_none() && page.location().is_empty(), "{path}");
    }
    assert_eq!(scene.written().await, 0);
    assert!(scene.one_login.trips().is_empty());
}

#[tokio::test]
async fn a_known_client_is_told_what_is_wrong_at_its_own_address() {
    let scene = Scene::new().await;
    let foreign =
        signed(&keys(), &claims("somebody-else", "urn:fdc:gov.uk:2022:anne", "sid")).await;
    for (changes, error, description) in [
        (("response_type", ""), "invalid_request", "response_type_missing"),
        (("response_type", "token"), "unsupported_response_type", "unsupported_response_type"),
        (("response_mode", "fragment"), "invalid_request", "unsupported_response_mode"),
        (("scope", "openid"), "invalid_scope", "invalid_scope"),
        (("code_challenge", ""), "invalid_request", "pkce_required"),
        (("code_challenge_method", "plain"), "invalid_request", "pkce_required"),
        (("prompt", "none login"), "invalid_request", "malformed_parameter prompt"),
        (("max_age", "-1"), "invalid_request", "malformed_parameter max_age"),
        (("request", "e30."), "request_not_supported", "request_not_supported"),
        (("id_token_hint", &foreign), "invalid_request", "invalid_id_token_hint"),
        (("nonce", &"x".repeat(513)), "invalid_request", "parameter_too_long nonce"),
    ] {
        let answer = ask(&scene.function, get(&asked(&[changes]))).await;

        assert_eq!(answer.status, StatusCode::FOUND, "{description}");
        assert!(answer.location().starts_with(&format!("{CALLBACK}?")), "{description}");
        assert_eq!(answer.parameter("error").as_deref(), Some(error));
        assert_eq!(answer.parameter("error_description").as_deref(), Some(description));
        let code = description.split(' ').next().unwrap();
        assert_eq!(answer.parameter("error_uri"), Some(format!("{ISSUER}/errors/{code}")));
        assert_eq!(answer.parameter("state").as_deref(), Some("their state"), "{description}");
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER), "{description}");
        assert!(answer.session().is_none(), "{description}");
    }
    assert_eq!(scene.written().await, 0);
    assert!(scene.one_login.trips().is_empty());
}

#[tokio::test]
async fn a_state_that_cannot_be_read_is_not_handed_back() {
    let scene = Scene::new().await;
    let repeated = format!("{}&state=other", asked(&[]));
    for path in [repeated, asked(&[("state", &"x".repeat(1025))])] {
        let answer = ask(&scene.function, get(&path)).await;

        assert_eq!(answer.parameter("error").as_deref(), Some("invalid_request"));
        assert_eq!(answer.parameter("state"), None);
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
    }
}

#[tokio::test]
async fn a_refusal_leaves_a_session_as_it_is() {
    let scene = Scene::new().await;
    let visitor = scene.world.visitor(found()).await;
    let before = scene.world.items(dynamodb::Table::Journeys).await;

    let bad = in_session(get(&asked(&[("scope", "openid")])), &visitor.session);
    ask(&scene.function, bad).await;

    assert_eq!(scene.world.items(dynamodb::Table::Journeys).await, before);
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_are_not() {
    let scene = Scene::new().await;

    let refused = ask(&scene.function, request("PUT", &asked(&[]), None)).await;

    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("allow"), Some("GET,HEAD,POST"));
}
