//! RP-initiated logout, module by module of the OpenID Foundation's conformance suite, under the names that
//! it has there, and what it does not ask about.

use axum::http::StatusCode;
use serde_json::json;
use signing::LocalKeys;
use testing::{
    asking::{Answer, ask, get, in_session, post, request, with},
    id_tokens::{keys, signed},
    journeys::SIGNED_OUT,
};

use crate::scene::{ONE_LOGIN, Scene};

/// Where the person is after all of it: back at the service, at this address, or on a page of ours.
#[derive(Debug, PartialEq, Eq)]
enum Ends {
    At(String),
    OnOurPage,
    Asked,
}

/// Follows the answer to where it ends.
async fn ends(scene: &Scene, answer: &Answer) -> Ends {
    if answer.location() == "/sign-out" {
        let question = in_session(get("/sign-out"), &scene.visitor.session);
        assert_eq!(ask(&scene.function, question).await.heading(), "Sign out?");
        return Ends::Asked;
    }
    assert!(answer.location().starts_with(ONE_LOGIN), "{}", answer.location());
    let state = answer.parameter("state").unwrap();
    let after = ask(&scene.function, get(&format!("/signed-out?state={state}"))).await;
    if after.location().is_empty() {
        assert_eq!(after.heading(), "You are signed out");
        return Ends::OnOurPage;
    }
    Ends::At(after.location().to_owned())
}

/// What comes of a request with these parameters, and whether the person is still signed in.
async fn outcome(scene: &Scene, pairs: &[(&str, &str)]) -> (Ends, bool) {
    let answer = ask(&scene.function, scene.logout(pairs)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (ends(scene, &answer).await, scene.is_signed_in().await)
}

const TO: (&str, &str) = ("post_logout_redirect_uri", SIGNED_OUT);
const STATE: (&str, &str) = ("state", "their-state");

#[tokio::test]
async fn oidcc_rp_initiated_logout() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;

    let outcome = outcome(&scene, &[("id_token_hint", &hint), TO, STATE]).await;

    assert_eq!(outcome, (Ends::At(format!("{SIGNED_OUT}?state=their-state")), false));
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_no_state() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;

    let outcome = outcome(&scene, &[("id_token_hint", &hint), TO]).await;

    assert_eq!(outcome, (Ends::At(SIGNED_OUT.to_owned()), false), "and nothing is added to it");
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_no_post_logout_redirect_uri() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;

    let outcome = outcome(&scene, &[("id_token_hint", &hint), STATE]).await;

    assert_eq!(outcome, (Ends::OnOurPage, false));
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_bad_post_logout_redirect_uri() {
    for uri in ["https://evil.example/", "https://npq.example.evil.example/", "//evil.example", "/"]
    {
        let scene = Scene::new().await;
        let hint = scene.hint().await;

        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", uri), STATE];
        let outcome = outcome(&scene, &pairs).await;

        assert_eq!(outcome, (Ends::OnOurPage, false), "{uri}");
    }
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let added = format!("{SIGNED_OUT}?foo=bar");

    let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", &added), STATE];
    let outcome = outcome(&scene, &pairs).await;

    assert_eq!(outcome, (Ends::OnOurPage, false));
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_no_id_token_hint() {
    let scene = Scene::new().await;

    let outcome = outcome(&scene, &[TO, STATE]).await;

    assert_eq!(outcome, (Ends::Asked, true));
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_bad_id_token_hint() {
    let scene = Scene::new().await;
    let foreign = signed(&LocalKeys::generate().unwrap(), &scene.claims()).await;
    for hint in [foreign.as_str(), "", "bad", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let outcome = outcome(&scene, &[("id_token_hint", hint), TO, STATE]).await;

        assert_eq!(outcome, (Ends::Asked, true), "{hint}");
    }
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_modified_id_token_hint() {
    let scene = Scene::new().await;
    let good = scene.hint().await;
    let segments: Vec<&str> = good.split('.').collect();
    let [header, payload, signature] = segments[..] else { panic!("{good}") };
    let mut other = scene.claims();
    other["sid"] = "another".into();
    let other = signed(&keys(), &other).await;
    let other_payload = other.split('.').nth(1).unwrap();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let flipped = format!("{first}{}", &signature[1..]);
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    for hint in [
        format!("{header}.{other_payload}.{signature}"),
        format!("{header}.{payload}.{flipped}"),
        format!("{header}.{payload}."),
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
    ] {
        let outcome = outcome(&scene, &[("id_token_hint", &hint), TO, STATE]).await;

        assert_eq!(outcome, (Ends::Asked, true), "{hint}");
    }
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_no_params() {
    let scene = Scene::new().await;

    assert_eq!(outcome(&scene, &[]).await, (Ends::Asked, true));
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_only_state() {
    let scene = Scene::new().await;

    assert_eq!(outcome(&scene, &[STATE]).await, (Ends::Asked, true));
}

#[tokio::test]
async fn a_hint_of_another_client_is_no_hint() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let pairs = [("id_token_hint", hint.as_str()), ("client_id", "another"), TO];

    assert_eq!(outcome(&scene, &pairs).await, (Ends::Asked, true));
}

#[tokio::test]
async fn a_hint_that_expired_long_ago_is_as_good_as_a_new_one() {
    for (iat, exp) in [(1, 301), (1_775_034_000, 1_775_034_300)] {
        let scene = Scene::new().await;
        let mut claims = scene.claims();
        claims["iat"] = json!(iat);
        claims["exp"] = json!(exp);
        let hint = signed(&keys(), &claims).await;

        let outcome = outcome(&scene, &[("id_token_hint", &hint), TO]).await;

        assert_eq!(outcome, (Ends::At(SIGNED_OUT.to_owned()), false), "{exp}");
    }
}

#[tokio::test]
async fn what_is_repeated_is_not_chosen_from() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let hint = ("id_token_hint", hint.as_str());
    assert_eq!(outcome(&scene, &[hint, hint, TO]).await, (Ends::Asked, true));
    let client = ("client_id", "register-for-npq");
    assert_eq!(outcome(&scene, &[hint, client, client, TO]).await, (Ends::Asked, true));
    for twice in [TO, STATE] {
        let scene = Scene::new().await;
        let hint = scene.hint().await;
        let pairs = [("id_token_hint", hint.as_str()), TO, STATE, twice];

        assert_eq!(outcome(&scene, &pairs).await, (Ends::OnOurPage, false), "{twice:?}");
    }
}

#[tokio::test]
async fn a_state_comes_back_as_it_was_and_one_that_is_too_long_is_no_state() {
    for state in ["a b&c=d#e", "ü€", "%2F", "+", &"x".repeat(1024)] {
        let scene = Scene::new().await;
        let hint = scene.hint().await;
        let pairs = [("id_token_hint", hint.as_str()), TO, ("state", state)];

        let (Ends::At(address), false) = outcome(&scene, &pairs).await else { panic!("{state}") };

        let (_, query) = address.split_once('?').unwrap();
        let back: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(back, [("state".to_owned(), state.to_owned())]);
    }
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let long = "x".repeat(1025);
    let pairs = [("id_token_hint", hint.as_str()), TO, ("state", &long)];
    assert_eq!(outcome(&scene, &pairs).await, (Ends::OnOurPage, false));
}

#[tokio::test]
async fn the_same_by_a_form() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let fields = [("id_token_hint", hint.as_str()), TO, STATE];

    let form = in_session(post("/oauth2/logout", &fields), &scene.visitor.session);
    let answer = ask(&scene.function, form).await;

    assert_eq!(ends(&scene, &answer).await, Ends::At(format!("{SIGNED_OUT}?state=their-state")));
    assert!(!scene.is_signed_in().await);
    let scene = Scene::new().await;
    let form = in_session(post("/oauth2/logout", &[TO, STATE]), &scene.visitor.session);
    let answer = ask(&scene.function, form).await;
    assert_eq!(ends(&scene, &answer).await, Ends::Asked);
    assert!(scene.is_signed_in().await);
}

#[tokio::test]
async fn looking_ahead_is_not_signing_out() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let pairs = [("id_token_hint", hint.as_str()), TO];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let path = format!("/oauth2/logout?{query}");
    let session = &scene.visitor.session;
    for ahead in [
        with(scene.logout(&pairs), "sec-purpose", "prefetch"),
        with(scene.logout(&pairs), "purpose", "prefetch"),
        in_session(request("HEAD", &path, None), session),
    ] {
        let answer = ask(&scene.function, ahead).await;

        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert!(answer.cookie("__Host-session").is_none());
        assert!(scene.is_signed_in().await);
    }
}

#[tokio::test]
async fn what_is_too_long_signs_nobody_out() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let padding = "x".repeat(8192);
    let pairs = [("id_token_hint", hint.as_str()), TO, ("padding", padding.as_str())];
    assert_eq!(ask(&scene.function, scene.logout(&pairs)).await.status, 413);
    let form = in_session(post("/oauth2/logout", &pairs), &scene.visitor.session);
    assert_eq!(ask(&scene.function, form).await.status, 413);
    let long = format!("{hint}{}", "A".repeat(4097));
    assert_eq!(outcome(&scene, &[("id_token_hint", &long), TO]).await, (Ends::Asked, true));

    assert!(scene.is_signed_in().await);
}
