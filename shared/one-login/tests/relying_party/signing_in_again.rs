//! Being asked to sign in again: a signed request object, which the stand-in reads strictly.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use jose::Secret;
use oidc::UiLocale;
use one_login::IdTokenAlg;
use ports::{Clock, OneLogin, Purpose, SignedIn, TripRequest};
use reqwest::{StatusCode, header::COOKIE};
use serde_json::{Value, json};
use testing::one_login::{People, Persona};
use url::Url;

use crate::{
    scene::{CLIENT_ID, OUR_ISSUER, Return, Scene, ada, attempt, back, location, request},
    sign_in::{choose, cookie},
};

/// Somebody else at the same computer.
fn bea() -> Persona {
    Persona::new("bea", "Beatrice", "Webb", "1958-01-22".parse().unwrap(), "bea@example.com")
}

/// Ada, who signed in half an hour ago, and her session at the stand-in.
async fn signed_in() -> (Scene, SignedIn, String) {
    let scene = Scene::with(IdTokenAlg::Es256, People::new(vec![ada(), bea()])).await;
    scene.stand_in.preselect(ada());
    let first = request(Purpose::SignIn);
    let answer = scene.browser.get(scene.client.begin(&first).await.unwrap()).send().await.unwrap();
    let session = cookie(&answer);
    let Return::Code(code) = back(&answer, &first) else { panic!("an error") };
    let signed_in = scene.finish(&attempt(&first), &code).await.unwrap();
    scene.stand_in.ask();
    scene.clock.advance(SignedDuration::from_mins(30));
    (scene, signed_in, session)
}

fn again(before: &SignedIn) -> TripRequest {
    let (subject, id_token) = (before.user.subject.clone(), before.id_token.clone());
    let mut request = request(Purpose::SignInAgain { subject, id_token });
    request.ui_locale = Some(UiLocale::Cy);
    request
}

/// What the request object of a URL says: its header and its claims.
fn object(url: &str) -> (Value, Value) {
    let url = Url::parse(url).unwrap();
    let (_, object) = url.query_pairs().find(|(name, _)| name == "request").unwrap();
    let mut parts = object.split('.').map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
        serde_json::from_slice(&bytes).unwrap_or_default()
    });
    (parts.next().unwrap(), parts.next().unwrap())
}

#[tokio::test]
async fn the_request_object_says_everything_and_the_query_only_who_asks() {
    let (scene, before, _) = signed_in().await;
    let request = again(&before);

    let url = scene.client.begin(&request).await.unwrap();

    let query: Vec<(String, String)> =
        Url::parse(&url).unwrap().query_pairs().into_owned().collect();
    let names: Vec<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["response_type", "scope", "client_id", "request"]);
    let (header, mut claims) = object(&url);
    assert_eq!(header["alg"], "RS256");
    assert!(header["kid"].is_string());
    for (name, value) in &query[..3] {
        assert_eq!(claims[name], *value, "the same in both");
    }
    let now = scene.clock.now().as_second();
    let claims = claims.as_object_mut().unwrap();
    assert!(claims.remove("jti").unwrap().as_str().unwrap().len() >= 22);
    let expected = json!({
        "aud": format!("{}authorize", scene.settings.issuer),
        "iss": CLIENT_ID,
        "iat": now,
        "exp": now + 300,
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": format!("{OUR_ISSUER}/one-login/callback"),
        "scope": "openid email",
        "state": request.state.expose(),
        "nonce": request.nonce.expose(),
        "vtr": "[\"Cl.Cm\"]",
        "ui_locales": "cy",
        "code_challenge": request.code_verifier.digest().as_str(),
        "code_challenge_method": "S256",
        "prompt": "login",
        "id_token_hint": before.id_token.expose(),
    });
    assert_eq!(Value::Object(claims.clone()), expected);
}

#[tokio::test]
async fn somebody_with_a_session_there_is_asked_again_and_the_sign_in_is_new() {
    let (scene, before, session) = signed_in().await;
    let silent = scene.client.begin(&request(Purpose::SignIn)).await.unwrap();
    let silent = scene.browser.get(silent).header(COOKIE, &session).send().await.unwrap();
    assert_eq!(silent.status(), StatusCode::FOUND, "the session is there");

    let request = again(&before);
    let url = scene.client.begin(&request).await.unwrap();
    let page = scene.browser.get(url).header(COOKIE, &session).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let answer = choose(&scene.browser, page, "persona=ada").await;
    let Return::Code(code) = back(&answer, &request) else { panic!("an error") };
    let signed_in = scene.finish(&attempt(&request), &code).await.unwrap();

    assert_eq!(signed_in.user, before.user);
    assert_eq!(signed_in.auth_time, before.auth_time + SignedDuration::from_mins(30));
    assert_eq!(signed_in.identity, None);
}

#[tokio::test]
async fn somebody_else_is_turned_back() {
    let (scene, before, session) = signed_in().await;
    let request = again(&before);
    let url = scene.client.begin(&request).await.unwrap();
    let page = scene.browser.get(url).header(COOKIE, &session).send().await.unwrap();

    let answer = choose(&scene.browser, page, "persona=bea").await;

    let Return::Error(error) = back(&answer, &request) else { panic!("a code") };
    assert_eq!(error, "login_required");
}

#[tokio::test]
async fn the_stand_in_takes_no_request_object_that_is_not_right() {
    let (mut scene, before, _) = signed_in().await;
    let good = scene.client.begin(&again(&before)).await.unwrap();
    let (start, object) = good.split_once("&request=").unwrap();
    let parts: Vec<&str> = object.split('.').collect();
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut claims = self::object(&good).1;
    claims["prompt"] = json!("none");
    let none = encoded(&json!({ "alg": "none" }));
    let refused = [
        ("more in the query", format!("{good}&ui_locales=cy")),
        ("another scope", good.replace("scope=openid+email", "scope=openid")),
        ("another response type", good.replace("response_type=code", "response_type=token")),
        ("nobody's client", good.replace(CLIENT_ID, "nobody")),
        ("unsigned", format!("{start}&request={none}.{}.", parts[1])),
        ("other claims", format!("{start}&request={}.{}.{}", parts[0], encoded(&claims), parts[2])),
        ("no token", format!("{start}&request=x")),
        ("twice", format!("{good}&client_id={CLIENT_ID}")),
    ];
    for (what, url) in refused {
        let answer = scene.browser.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{what}");
    }

    scene.clock.advance(SignedDuration::from_secs(330));
    assert_eq!(scene.browser.get(&good).send().await.unwrap().status(), StatusCode::OK);
    scene.clock.advance(SignedDuration::from_secs(1));
    let late = scene.browser.get(&good).send().await.unwrap();
    assert_eq!(late.status(), StatusCode::BAD_REQUEST, "expired");

    let mut unknown = again(&before);
    if let Purpose::SignInAgain { id_token, .. } = &mut unknown.purpose {
        *id_token = Secret::presented("nobody's.id.token");
    }
    let url = scene.client.begin(&unknown).await.unwrap();
    let answer = scene.browser.get(url).send().await.unwrap();
    assert!(location(&answer).contains("error=invalid_request"), "a hint it never gave");

    scene.restart_with_another_key();
    let url = scene.client.begin(&again(&before)).await.unwrap();
    let answer = scene.browser.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "another's key");
}

#[tokio::test]
async fn the_longest_hint_fits_through_the_firewall() {
    let (scene, before, _) = signed_in().await;
    // As long as GOV.UK One Login's: an ID token of its with a key of 4,096 bits, where ES256 takes 64
    // bytes. Ours may have a key of as many bits too, where the test's has 2,048.
    let (input, _) = before.id_token.expose().rsplit_once('.').unwrap();
    let longer_key = 683 - 342;
    for (signature, query) in [(86, 2_700), (683, 3_500)] {
        let mut request = again(&before);
        request.state = Secret::presented("s".repeat(90));
        if let Purpose::SignInAgain { id_token, .. } = &mut request.purpose {
            *id_token = Secret::presented(format!("{input}.{}", "A".repeat(signature)));
        }

        let url = scene.client.begin(&request).await.unwrap();

        let length = Url::parse(&url).unwrap().query().unwrap().len() + longer_key;
        assert!(length < query, "{length} bytes with a signature of {signature}");
    }

    let mut request = again(&before);
    if let Purpose::SignInAgain { id_token, .. } = &mut request.purpose {
        *id_token = Secret::presented("A".repeat(3000));
    }
    assert!(scene.client.begin(&request).await.is_err(), "what does not fit is not tried");
}
