//! Signing in and proving who one is, in two trips over loopback.

use crate::scene::{
    CLIENT_ID, Failed, OUR_ISSUER, Return, Scene, ada, attempt, back, location, request,
};
use identity::{NamePart, NamePartKind, VerifiedName};
use jiff::{SignedDuration, civil::date};
use jose::Secret;
use oidc::UiLocale;
use one_login::{IdTokenAlg, Settings};
use ports::{OneLogin, Purpose, SignInRefused};
use reqwest::{
    Client, StatusCode,
    header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
};
use testing::{
    Log,
    one_login::{People, Persona, Twist},
};
use url::Url;

/// A part of a name.
fn part(kind: NamePartKind, value: &str) -> NamePart {
    NamePart { kind, value: value.to_owned() }
}

/// What the page does when somebody is picked.
pub(crate) async fn choose(
    browser: &Client,
    page: reqwest::Response,
    fields: &str,
) -> reqwest::Response {
    let origin = page.url().origin().ascii_serialization();
    let html = page.text().await.unwrap();
    let (_, rest) = html.split_once("name=\"request\" value=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    browser
        .post(format!("{origin}/authorize/choose"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("request={id}&{fields}"))
        .send()
        .await
        .unwrap()
}

pub(crate) fn cookie(answer: &reqwest::Response) -> String {
    let line = answer.headers()[SET_COOKIE].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_signs_in_and_then_proves_who_they_are_without_being_asked_again() {
    let scene = Scene::with(IdTokenAlg::Es256, People::new(vec![ada()])).await;

    let first = request(Purpose::SignIn);
    let page = scene.browser.get(scene.client.begin(&first).await.unwrap()).send().await.unwrap();
    let answer = choose(&scene.browser, page, "persona=ada").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let session = cookie(&answer);
    let Return::Code(code) = back(&answer, &first) else { panic!("an error") };
    let signed_in = scene.finish(&attempt(&first), &code).await.unwrap();

    let second = request(Purpose::ProveIdentity);
    let url = scene.client.begin(&second).await.unwrap();
    let answer = scene.browser.get(url).header(COOKIE, session).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    let Return::Code(code) = back(&answer, &second) else { panic!("an error") };
    let proved = scene.finish(&attempt(&second), &code).await.unwrap();

    assert_eq!(signed_in.user.subject.as_str(), ada().subject);
    assert_eq!(signed_in.user.email.as_str(), "ada@example.com");
    assert_eq!(signed_in.identity, None);
    assert_eq!(proved.user, signed_in.user);
    assert_eq!(proved.auth_time, signed_in.auth_time);
    let identity = proved.identity.unwrap();
    assert_eq!(identity.names(), ada().names);
    assert_eq!(identity.dates_of_birth(), ada().dates_of_birth);
}

#[tokio::test]
async fn id_tokens_signed_rs256_are_believed_by_a_service_registered_for_them() {
    let scene = Scene::with(IdTokenAlg::Rs256, People::default()).await;
    scene.stand_in.preselect(ada());

    assert!(scene.trip(Purpose::ProveIdentity).await.unwrap().identity.is_some());

    for name in ["ID token: the other algorithm", "ID token: HS256 with the public key"] {
        scene.stand_in.tell(Some(Twist::named(name)));
        let refused = scene.trip(Purpose::SignIn).await;
        assert!(
            matches!(refused, Err(Failed::Finish(SignInRefused::NotBelieved(_)))),
            "{name}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn names_and_dates_arrive_as_they_were_verified() {
    let scene = Scene::new().await;
    let (given, family) = (NamePartKind::Given, NamePartKind::Family);
    let old = VerifiedName::new(
        vec![part(given, "Zoe\u{308}"), part(family, "O’Brien-Núñez")],
        Some(date(1990, 1, 1)),
        Some(date(2012, 6, 30)),
    );
    let current = VerifiedName::new(
        vec![part(family, "\u{5db}\u{5d4}\u{5df}"), part(given, "DR"), part(given, "ZOE ANN")],
        Some(date(2012, 6, 30)),
        None,
    );
    let persona = Persona {
        names: vec![old.unwrap(), current.unwrap()],
        dates_of_birth: vec!["1990-01-02".parse().unwrap(), "1990-02-01".parse().unwrap()],
        ..ada()
    };
    scene.stand_in.preselect(persona.clone());

    let identity = scene.trip(Purpose::ProveIdentity).await.unwrap().identity.unwrap();

    assert_eq!(identity.names(), persona.names);
    assert_eq!(identity.dates_of_birth(), persona.dates_of_birth);
    assert_eq!(identity.current_name().display(), "\u{5db}\u{5d4}\u{5df} DR ZOE ANN");
}

#[tokio::test]
async fn more_names_or_longer_parts_than_anybody_has_are_refused() {
    let scene = Scene::new().await;
    let name = |length: usize| {
        let value = "a".repeat(length);
        VerifiedName::new(vec![part(NamePartKind::Family, &value)], None, None).unwrap()
    };
    let rows = [
        (vec![name(1024)], true),
        (vec![name(1025)], false),
        (vec![name(1); 100], true),
        (vec![name(1); 101], false),
    ];
    for (names, believed) in rows {
        let count = names.len();
        scene.stand_in.preselect(Persona { names, ..ada() });
        assert_eq!(scene.trip(Purpose::ProveIdentity).await.is_ok(), believed, "{count} names");
    }
}

#[tokio::test]
async fn who_cannot_prove_who_they_are_is_signed_in_all_the_same() {
    let scene = Scene::new().await;
    let persona = Persona { provable: false, return_codes: vec!['A', 'Z'], ..ada() };
    scene.stand_in.preselect(persona);

    let signed_in = scene.trip(Purpose::ProveIdentity).await.unwrap();

    assert_eq!(signed_in.identity, None);
    assert_eq!(signed_in.user.subject.as_str(), ada().subject);
}

#[tokio::test]
async fn why_somebody_could_not_prove_who_they_are_is_logged_in_single_capital_letters() {
    let scene = Scene::new().await;
    // None of the small one and of the mark: no more than a letter of the documented list is repeated.
    let persona = Persona { provable: false, return_codes: vec!['A', 'z', '?', 'Z'], ..ada() };
    scene.stand_in.preselect(persona);
    let log = Log::here();

    scene.trip(Purpose::ProveIdentity).await.unwrap();

    let told: Vec<_> =
        log.fields().into_iter().filter_map(|line| line.get("return_codes").cloned()).collect();
    assert_eq!(told, ["AZ"]);
}

#[tokio::test]
async fn a_person_made_up_on_the_page_signs_in_or_comes_back_with_an_error() {
    let scene = Scene::new().await;
    let fields = "given_names=&family_name=Sukarno&date_of_birth=1961-06-06&email=s%40example.com&provable=yes";
    let rows = [(fields, None), ("error=login_required", Some("login_required"))];
    for (fields, expected) in rows {
        let request = request(Purpose::ProveIdentity);
        let url = scene.client.begin(&request).await.unwrap();
        let page = scene.browser.get(url).send().await.unwrap();
        let answer = choose(&scene.browser, page, fields).await;
        match (back(&answer, &request), expected) {
            (Return::Code(code), None) => {
                let signed_in = scene.finish(&attempt(&request), &code).await.unwrap();
                let identity = signed_in.identity.unwrap();
                assert_eq!(identity.current_name().given(), None);
                assert_eq!(identity.current_name().display(), "Sukarno");
            }
            (Return::Error(error), Some(expected)) => assert_eq!(error, expected),
            (other, _) => panic!("{fields}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_longer_life_of_credentials_can_be_allowed() {
    let mut scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    scene.stand_in.tell(Some(Twist::named("credential: lives over 31 minutes")));
    let identity_max_life = SignedDuration::from_hours(24);
    scene.restart_with(Settings { identity_max_life, ..scene.settings.clone() });

    assert!(scene.trip(Purpose::ProveIdentity).await.unwrap().identity.is_some());
}

#[tokio::test]
async fn the_authorization_url_asks_for_what_the_trip_is_for() {
    let scene = Scene::new().await;
    for (purpose, vector) in
        [(Purpose::SignIn, "[\"Cl.Cm\"]"), (Purpose::ProveIdentity, "[\"Cl.Cm.P2\"]")]
    {
        let mut request = request(purpose.clone());
        request.ui_locale = Some(UiLocale::Cy);

        let url = scene.client.begin(&request).await.unwrap();

        assert!(url.len() < 4096);
        assert!(url.starts_with(&format!("{}authorize?", scene.settings.issuer)));
        let url = Url::parse(&url).unwrap();
        let one = |name: &str| {
            let mut values = url.query_pairs().filter(|(key, _)| key == name);
            let value = values.next().map(|(_, value)| value.into_owned());
            assert!(values.next().is_none(), "{name} twice");
            value
        };
        assert_eq!(one("response_type").as_deref(), Some("code"));
        assert_eq!(one("client_id").as_deref(), Some(CLIENT_ID));
        assert_eq!(one("redirect_uri"), Some(format!("{OUR_ISSUER}/one-login/callback")));
        assert_eq!(one("scope").as_deref(), Some("openid email"));
        assert_eq!(one("state").as_deref(), Some(request.state.expose()));
        assert_eq!(one("nonce").as_deref(), Some(request.nonce.expose()));
        assert_eq!(one("code_challenge").as_deref(), Some(request.code_verifier.digest().as_str()));
        assert_eq!(one("code_challenge_method").as_deref(), Some("S256"));
        assert_eq!(one("ui_locales").as_deref(), Some("cy"));
        assert_eq!(one("vtr").as_deref(), Some(vector));
        let claims = one("claims").map(|claims| claims.contains("coreIdentityJWT"));
        assert_eq!(claims, (purpose == Purpose::ProveIdentity).then_some(true));
    }
}

#[tokio::test]
async fn signing_out_there_ends_on_our_page_with_our_state() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    let first = request(Purpose::SignIn);
    let answer = scene.browser.get(scene.client.begin(&first).await.unwrap()).send().await.unwrap();
    let session = cookie(&answer);
    let Return::Code(code) = back(&answer, &first) else { panic!("an error") };
    let signed_in = scene.finish(&attempt(&first), &code).await.unwrap();
    scene.stand_in.ask();

    let state = Secret::presented("our-state");
    let url = scene.client.sign_out(&signed_in.id_token, &state).await.unwrap();
    let answer = scene.browser.get(&url).header(COOKIE, &session).send().await.unwrap();

    assert!(url.len() < 2048);
    assert_eq!(location(&answer), format!("{OUR_ISSUER}/signed-out?state=our-state"));
    let again = scene.client.begin(&request(Purpose::SignIn)).await.unwrap();
    let page = scene.browser.get(again).header(COOKIE, &session).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK, "they are asked again who they are");
}

#[tokio::test]
async fn an_id_token_too_long_for_the_way_is_not_sent_along() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    let signed_in = scene.trip(Purpose::SignIn).await.unwrap();
    // The library reads it as a token whatever its signature is.
    let long = Secret::presented(format!("{}{}", signed_in.id_token.expose(), "AAAA".repeat(500)));

    let url = scene.client.sign_out(&long, &Secret::presented("state")).await.unwrap();

    assert_eq!(url, format!("{}logout", scene.settings.issuer));
    assert_eq!(scene.client.sign_out_origins(), [scene.settings.issuer.trim_end_matches('/')]);
}
