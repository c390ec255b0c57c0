//! Signing out, asked for on our page or by a calling service.

use axum::http::StatusCode;
use serde_json::json;
use signing::LocalKeys;
use testing::{
    asking::{ask, get, in_session, post, request, with},
    id_tokens::{keys, signed},
    journeys::{SIGNED_OUT, asking_nino},
};
use web::csrf;

use crate::scene::{ONE_LOGIN, Scene};

#[tokio::test]
async fn whoever_asks_is_asked_first_and_nothing_changes() {
    let scene = Scene::new().await;

    let page = ask(&scene.function, in_session(get("/sign-out"), &scene.visitor.session)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "Sign out?");
    assert_eq!(page.value("csrf"), Some(scene.token().as_str()));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self' https://oidc.one-login.example;"), "{policy}");
    assert!(scene.is_signed_in().await);
}

#[tokio::test]
async fn whoever_has_no_session_is_signed_out_already() {
    let scene = Scene::new().await;
    for request in [
        get("/sign-out"),
        with(get("/sign-out"), "cookie", "__Host-session=nobody"),
        post("/sign-out", &[("csrf", "x")]),
    ] {
        let page = ask(&scene.function, request).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.heading(), "You are signed out");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_goes_through_one_login() {
    let scene = Scene::new().await;

    let answer = ask(&scene.function, scene.form(&scene.token())).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with(ONE_LOGIN), "{}", answer.location());
    assert_eq!(answer.parameter("id_token_hint").as_deref(), Some("their.id.token"));
    let gone = answer.cookie("__Host-session").unwrap();
    let mut attributes: Vec<_> = gone.split("; ").collect();
    attributes.sort_unstable();
    let expected = ["HttpOnly", "Max-Age=0", "Path=/", "SameSite=Lax", "Secure", "__Host-session="];
    assert_eq!(attributes, expected);
    assert!(!scene.is_signed_in().await);

    let state = answer.parameter("state").unwrap();
    let after = ask(&scene.function, get(&format!("/signed-out?state={state}"))).await;
    assert_eq!(after.heading(), "You are signed out");
}

#[tokio::test]
async fn signing_out_asks_the_store_as_little_as_is_documented() {
    let scene = Scene::new().await;
    let form = scene.form(&scene.token());
    scene.world.engine().calls().forget();

    ask(&scene.function, form).await;

    scene.world.engine().calls().are_as_documented("sign-out, one browser");
    assert!(!scene.is_signed_in().await);
}

#[tokio::test]
async fn a_form_that_is_not_ours_signs_nobody_out() {
    let scene = Scene::new().await;
    let token = scene.token();
    let of_journey = csrf::of_journey(&scene.visitor.journey.browser, &scene.visitor.journey.id);
    for (what, request, status) in [
        ("no token", scene.form(""), 400),
        ("a wrong token", scene.form("x"), 400),
        ("the token of a journey", scene.form(&of_journey), 400),
        ("another origin", with(scene.form(&token), "origin", "https://evil.example"), 400),
        ("another site", with(scene.form(&token), "sec-fetch-site", "cross-site"), 400),
        ("not a form", with(scene.form(&token), "content-type", "application/json"), 415),
        ("too long", scene.form(&"x".repeat(9000)), 413),
    ] {
        let answer = ask(&scene.function, request).await;
        assert_eq!(answer.status.as_u16(), status, "{what}");
        assert!(scene.is_signed_in().await, "{what}");
    }
}

#[tokio::test]
async fn a_service_with_a_hint_gets_the_person_back_with_its_state() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let pairs = [
        ("id_token_hint", hint.as_str()),
        ("post_logout_redirect_uri", SIGNED_OUT),
        ("state", "a b&c"),
        ("client_id", "register-for-npq"),
    ];
    // The token expired long ago, which does not matter.
    let answer = ask(&scene.function, scene.logout(&pairs)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with(ONE_LOGIN));
    assert!(!scene.is_signed_in().await);
    let state = answer.parameter("state").unwrap();
    assert_ne!(state, "a b&c", "One Login gets a state of ours");
    let way_back = format!("/signed-out?state={state}");
    let back = ask(&scene.function, get(&way_back)).await;
    assert_eq!(back.status, StatusCode::FOUND);
    assert_eq!(back.location(), format!("{SIGNED_OUT}?state=a+b%26c"));
    let again = ask(&scene.function, get(&way_back)).await;
    assert_eq!(again.heading(), "You are signed out", "good once");
}

#[tokio::test]
async fn a_service_may_send_a_form_from_its_own_site() {
    let scene = Scene::new().await;
    let hint = scene.hint().await;
    let fields = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", SIGNED_OUT)];
    // Our cookies do not come along; the hint says which sign-in ends.
    let form = with(post("/oauth2/logout", &fields), "origin", "https://npq.example");

    let answer = ask(&scene.function, form).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with(ONE_LOGIN));
    assert!(!scene.is_signed_in().await);
    for (body, kind, status) in [
        ("{}".to_owned(), "application/json", 415),
        ("x".repeat(9000), "application/x-www-form-urlencoded", 413),
    ] {
        let request = with(request("POST", "/oauth2/logout", Some(body)), "content-type", kind);
        assert_eq!(ask(&scene.function, request).await.status.as_u16(), status);
    }
}

#[tokio::test]
async fn a_hint_that_is_not_ours_is_a_question_and_changes_nothing() {
    let scene = Scene::new().await;
    let good = scene.hint().await;
    let foreign = signed(&LocalKeys::generate().unwrap(), &scene.claims()).await;
    let (header, rest) = good.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let other_payload = signed(&keys(), &json!({})).await.split('.').nth(1).unwrap().to_owned();
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}.");
    let mut elsewhere = scene.claims();
    elsewhere["iss"] = "https://evil.example".into();
    let mut unknown = scene.claims();
    unknown["aud"] = "nobody".into();
    let to = ("post_logout_redirect_uri", SIGNED_OUT);
    for (what, pairs) in [
        ("nothing", vec![]),
        ("no hint", vec![to]),
        ("a state alone", vec![("state", "x")]),
        ("nonsense", vec![("id_token_hint", "a.b.c"), to]),
        ("a foreign key", vec![("id_token_hint", &foreign), to]),
        ("tampered", vec![("id_token_hint", &format!("{header}.{other_payload}.{signature}")), to]),
        ("unsigned", vec![("id_token_hint", &none), to]),
        ("another issuer", vec![("id_token_hint", &signed(&keys(), &elsewhere).await), to]),
        ("no such service", vec![("id_token_hint", &signed(&keys(), &unknown).await), to]),
        ("another client", vec![("id_token_hint", &good), ("client_id", "other"), to]),
        ("twice", vec![("id_token_hint", &good), ("id_token_hint", &good), to]),
    ] {
        let answer = ask(&scene.function, scene.logout(&pairs)).await;

        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
        assert_eq!(answer.location(), "/sign-out", "{what}");
        assert!(answer.cookie("__Host-session").is_none(), "{what}");
        assert!(scene.is_signed_in().await, "{what}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_registered_ends_on_our_own_page() {
    for uri in [
        "https://evil.example/".to_owned(),
        format!("{SIGNED_OUT}/"),
        format!("{SIGNED_OUT}?next=https://evil.example"),
        SIGNED_OUT.to_uppercase(),
        "javascript:alert(1)".to_owned(),
    ] {
        let scene = Scene::new().await;
        let hint = scene.hint().await;
        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", &uri)];

        let answer = ask(&scene.function, scene.logout(&pairs)).await;

        assert!(answer.location().starts_with(ONE_LOGIN), "{uri}");
        let state = answer.parameter("state").unwrap();
        let after = ask(&scene.function, get(&format!("/signed-out?state={state}"))).await;
        assert_eq!((after.status, after.location()), (StatusCode::OK, ""), "{uri}");
        assert_eq!(after.heading(), "You are signed out", "{uri}");
    }
}

#[tokio::test]
async fn a_browser_with_another_sign_in_keeps_it() {
    let scene = Scene::new().await;
    let other = scene.world.visitor(asking_nino()).await;
    let pairs = [("id_token_hint", scene.hint().await)];
    let pairs = pairs.each_ref().map(|(name, value)| (*name, value.as_str()));

    let answer = ask(&scene.function, in_session(scene.logout(&pairs), &other.session)).await;

    assert!(!scene.is_signed_in().await, "the sign-in of the hint has ended");
    assert!(scene.is_there(&other.session).await, "the browser's own has not");
    assert!(answer.cookie("__Host-session").is_none(), "and its cookie stays");
}

#[tokio::test]
async fn one_login_out_of_reach_keeps_nobody_signed_in() {
    let scene = Scene::new().await;
    scene.one_login.go_down();
    let hint = scene.hint().await;
    let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", SIGNED_OUT)];

    let answer = ask(&scene.function, scene.logout(&pairs)).await;

    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(answer.location(), SIGNED_OUT);
    assert!(!scene.is_signed_in().await);
}

#[tokio::test]
async fn a_failing_store_asks_to_wait_and_the_form_counts_afterwards() {
    let scene = Scene::new().await;
    let meddling = scene.world.engine().meddling();
    for spare_reads in [false, true] {
        if spare_reads {
            meddling.spare_reads();
        }
        meddling.refuse_next("AccessDeniedException");

        let answer = ask(&scene.function, scene.form(&scene.token())).await;

        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.links_to("/sign-out"), "it says where to try again");
        assert!(scene.is_signed_in().await);
    }
    let answer = ask(&scene.function, scene.form(&scene.token())).await;
    assert!(answer.location().starts_with(ONE_LOGIN));
}

#[tokio::test]
async fn a_return_nobody_waits_for_is_our_own_page() {
    let scene = Scene::new().await;
    let long = "x".repeat(300);
    for query in ["", "?state=", "?state=nobody", "?state=a&state=b", &format!("?state={long}")] {
        let page = ask(&scene.function, get(&format!("/signed-out{query}"))).await;

        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(page.heading(), "You are signed out", "{query}");
    }
}
