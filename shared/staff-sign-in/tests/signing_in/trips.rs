//! Signing in and out, over loopback.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jose::{Algorithm, Secret};
use ports::{StaffRefused, StaffRole, StaffSignIn, StaffTrip};
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
};
use staff_sign_in::IdTokenAlg;
use testing::staff::{CASEWORKER_ROLE, Endpoint, Persona, Twist, VIEWER_ROLE};
use url::Url;

use crate::scene::{Failed, ORIGIN, Scene, back, location, trip};

fn not_good(outcome: &Result<impl Sized, Failed>) -> bool {
    matches!(outcome, Err(Failed::Refused(StaffRefused::CodeNotGood)))
}

fn not_believed(outcome: &Result<impl Sized, Failed>) -> bool {
    matches!(outcome, Err(Failed::Refused(StaffRefused::NotBelieved("ID token"))))
}

/// What the page does when somebody is picked.
async fn choose(scene: &Scene, page: Response, field: &str) -> Response {
    let html = page.text().await.unwrap();
    let (_, rest) = html.split_once("name=\"request\" value=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let request = scene.browser.post(format!("{}/authorize/choose", scene.settings.issuer));
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(format!("request={id}&{field}")).send().await.unwrap()
}

async fn page(scene: &Scene, trip: &StaffTrip) -> Response {
    scene.browser.get(scene.client.set_out(trip).await.unwrap()).send().await.unwrap()
}

#[tokio::test]
async fn a_member_of_staff_is_who_the_organisation_says_with_the_roles_it_gives() {
    let scene = Scene::new().await;
    let (caseworker, viewer) = (StaffRole::Caseworker, StaffRole::Viewer);
    let both = vec![VIEWER_ROLE.to_owned(), CASEWORKER_ROLE.to_owned()];
    for (persona, roles) in [
        (Persona::named("priya"), vec![caseworker]),
        (Persona::named("tom"), vec![caseworker]),
        (Persona::named("vera"), vec![viewer]),
        (Persona { roles: both, ..Persona::named("tom") }, vec![caseworker, viewer]),
    ] {
        scene.stand_in.preselect(persona.clone());

        let member = scene.trip().await.unwrap();

        let (issuer, tenant) = (&scene.settings.issuer, &scene.stand_in.settings().tenant);
        let id = format!("{issuer}#tid={tenant}&oid={}", persona.object);
        assert_eq!(member.id.as_str(), id);
        assert_eq!(member.name, persona.name);
        assert_eq!(member.roles, roles.into_iter().collect::<BTreeSet<_>>());
    }
}

#[tokio::test]
async fn somebody_without_a_role_is_told_so() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(Persona::named("nora"));

    let refused = scene.trip().await;

    assert!(matches!(refused, Err(Failed::Refused(StaffRefused::NoRole))), "{refused:?}");
}

#[tokio::test]
async fn without_an_organisation_they_are_known_by_their_subject() {
    let mut scene = Scene::new().await;
    scene.restart_with(|settings| settings.tenant = None);
    scene.stand_in.tell(Some(Twist::named("ID token: no object")));

    let member = scene.trip().await.unwrap();

    let subject = Persona::named("priya").subject;
    assert_eq!(member.id.as_str(), format!("{}#sub={subject}", scene.settings.issuer));
}

#[tokio::test]
async fn another_organisation_than_ours_signs_nobody_in() {
    let mut scene = Scene::new().await;
    scene.restart_with(|settings| settings.tenant = Some("ours".to_owned()));

    assert!(not_believed(&scene.trip().await));
}

#[tokio::test]
async fn a_name_is_for_display_and_never_needed() {
    let scene = Scene::new().await;
    let long = "n".repeat(300);
    let priya = Persona::named("priya");
    for (name, shown) in [
        ("  Zoë O’Brien ", "Zoë O’Brien"),
        ("Tab\tand\r\nnewline\u{0}", "Tabandnewline"),
        (&long, &long[..100]),
        ("", &priya.object),
        ("\u{7}", &priya.object),
    ] {
        scene.stand_in.preselect(Persona { name: name.to_owned(), ..priya.clone() });

        assert_eq!(scene.trip().await.unwrap().name, shown);
    }
    scene.stand_in.preselect(priya.clone());
    scene.stand_in.tell(Some(Twist::named("ID token: no name")));
    assert_eq!(scene.trip().await.unwrap().name, "Priya Caseworker", "from its two parts");
}

#[tokio::test]
async fn the_authorization_url_asks_for_a_recent_sign_in_and_shows_no_secret() {
    let scene = Scene::new().await;
    let trip = trip();

    let url = scene.client.set_out(&trip).await.unwrap();

    assert!(url.starts_with(&format!("{}/authorize?", scene.settings.issuer)));
    assert!(!url.contains(trip.code_verifier.expose()));
    assert!(!url.contains(scene.settings.client_secret.expose()));
    let url = Url::parse(&url).unwrap();
    let mut query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    query.sort();
    let (challenge, back) = (trip.code_verifier.digest(), format!("{ORIGIN}/sign-in/callback"));
    let expected = [
        ("client_id", scene.settings.client_id.as_str()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("max_age", "28800"),
        ("nonce", trip.nonce.expose()),
        ("redirect_uri", &back),
        ("response_type", "code"),
        ("scope", "openid profile"),
        ("state", trip.state.expose()),
    ];
    assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(scene.client.issuer(), scene.settings.issuer);
}

#[tokio::test]
async fn a_code_is_good_once_and_for_its_own_trip() {
    let scene = Scene::new().await;

    let twice = trip();
    let code = scene.code(&twice).await;
    assert!(scene.come_back(&code, &twice).await.is_ok());
    assert!(not_good(&scene.come_back(&code, &twice).await));

    let code = scene.code(&trip()).await;
    assert!(not_good(&scene.come_back(&code, &trip()).await), "another verifier");

    let late = trip();
    let code = scene.code(&late).await;
    scene.clock.advance(SignedDuration::from_secs(301));
    assert!(not_good(&scene.come_back(&code, &late).await));

    let first = trip();
    let code = scene.code(&first).await;
    let mixed = StaffTrip { nonce: trip().nonce, ..first };
    assert!(not_believed(&scene.come_back(&code, &mixed).await), "another nonce");
}

#[tokio::test]
async fn a_token_request_is_made_once_whatever_comes_of_it() {
    let scene = Scene::new().await;
    let rows = ["token: 500", "token: invalid_grant", "token: truncated"];
    for (made, name) in rows.iter().enumerate() {
        scene.stand_in.tell(Some(Twist::named(name)));
        assert!(scene.trip().await.is_err());
        assert_eq!(scene.stand_in.calls(Endpoint::Token), made + 1, "{name}");
    }
}

#[tokio::test]
async fn any_secret_goes_in_the_header_or_in_the_body_as_the_provider_wants_it() {
    for odd in ["a b:c+d%2F&e=é~\"", "plain"] {
        let mut scene = Scene::with(|there| odd.clone_into(&mut there.client_secret)).await;
        assert!(scene.trip().await.is_ok(), "{odd} in the header");

        scene.stand_in.tell(Some(Twist::named("discovery: a secret in the body alone")));
        scene.restart();
        assert!(scene.trip().await.is_ok(), "{odd} in the body");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_for_us_to_correct() {
    let mut scene = Scene::new().await;
    scene.restart_with(|settings| settings.client_secret = Secret::presented("another"));

    let refused = scene.trip().await;

    assert!(matches!(refused, Err(Failed::Refused(StaffRefused::RequestRefused))), "{refused:?}");
}

#[tokio::test]
async fn id_tokens_are_signed_as_we_are_registered_and_no_other_way() {
    let mut scene = Scene::with(|there| there.id_token_alg = Algorithm::Es256).await;
    assert!(not_believed(&scene.trip().await));

    scene.restart_with(|settings| settings.id_token_alg = IdTokenAlg::Es256);
    assert!(scene.trip().await.is_ok());

    for name in ["ID token: the other algorithm", "ID token: HS256 with the public key"] {
        scene.stand_in.tell(Some(Twist::named(name)));
        assert!(not_believed(&scene.trip().await), "{name}");
    }
}

#[tokio::test]
async fn somebody_picks_who_they_are_and_signs_out_again() {
    let scene = Scene::new().await;
    scene.stand_in.ask();

    let first = trip();
    let answer = choose(&scene, page(&scene, &first).await, "persona=tom").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let line = answer.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let session = line.split(';').next().unwrap();
    let code = back(&answer, &first).unwrap();
    assert_eq!(scene.come_back(&code, &first).await.unwrap().name, "Tom Caseworker");

    let again = async |trip: &StaffTrip| {
        let url = scene.client.set_out(trip).await.unwrap();
        scene.browser.get(url).header(COOKIE, session).send().await.unwrap()
    };
    assert_eq!(again(&trip()).await.status(), StatusCode::FOUND, "they are not asked again");

    let address = scene.client.sign_out_address().await.unwrap().unwrap();
    assert!(address.starts_with(&format!("{}/sign-out?", scene.client.sign_out_origin())));
    let answer = scene.browser.get(address).header(COOKIE, session).send().await.unwrap();
    assert_eq!(location(&answer), format!("{ORIGIN}/signed-out"));
    assert_eq!(again(&trip()).await.status(), StatusCode::OK, "they are asked again");
}

#[tokio::test]
async fn who_signed_in_there_more_than_eight_hours_ago_is_asked_again() {
    let scene = Scene::new().await;
    let answer = page(&scene, &trip()).await;
    let line = answer.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let session = line.split(';').next().unwrap();
    scene.stand_in.ask();

    for (hours, status) in [(7, StatusCode::FOUND), (2, StatusCode::OK)] {
        scene.clock.advance(SignedDuration::from_hours(hours));
        let url = scene.client.set_out(&trip()).await.unwrap();
        let answer = scene.browser.get(url).header(COOKIE, session).send().await.unwrap();
        assert_eq!(answer.status(), status);
    }
}

#[tokio::test]
async fn somebody_can_come_back_with_an_error() {
    let scene = Scene::new().await;
    scene.stand_in.ask();
    let trip = trip();

    let answer = choose(&scene, page(&scene, &trip).await, "error=access_denied").await;

    assert_eq!(back(&answer, &trip), Err("access_denied".to_owned()));
}

#[tokio::test]
async fn a_provider_without_a_place_to_sign_out_has_no_address_for_it() {
    let scene = Scene::new().await;
    scene.stand_in.tell(Some(Twist::named("discovery: no sign-out")));

    assert_eq!(scene.client.sign_out_address().await.unwrap(), None);
}
