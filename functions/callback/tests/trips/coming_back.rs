//! What a believed return changes.

use axum::http::StatusCode;
use dynamodb::Table;
use jiff::SignedDuration;
use jose::Digest;
use journey::{Arrival, Stage, TrnOrigin};
use ports::{SignOutNotice, Trip, User};
use testing::{
    asking::{ask, get, in_session, request, with},
    journeys::{anne, done, nine},
    people,
};

use crate::scene::{Scene, proved, signed_in};

#[tokio::test]
async fn somebody_new_goes_on_to_prove_who_they_are() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(answer.status, StatusCode::FOUND);
    let on = "https://oidc.one-login.example/authorize?trip=prove-identity&state=";
    assert!(answer.location().starts_with(on), "{}", answer.location());
    let journey = scene.world.now(&traveller.moved(&answer)).await;
    assert_eq!(journey.stage, Stage::ProvingIdentity { user: anne().user });
    let (attempt, trip) = (journey.attempt.unwrap(), scene.one_login.trips().remove(0));
    assert_eq!((attempt.trip, attempt.state), (Trip::ProveIdentity, trip.state.digest()));
    assert_eq!(scene.one_login.codes(), ["c0de"]);
    let nothing = User::unknown(anne().user.subject);
    assert_eq!(scene.world.user(&nothing.subject).await, nothing, "nothing is kept about them yet");
}

#[tokio::test]
async fn a_proved_identity_is_remembered_and_the_questions_begin() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;

    let answer = scene.come_back(&traveller, Ok(proved())).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), traveller.visitor.path("/national-insurance-number"));
    let journey = scene.world.now(&traveller.moved(&answer)).await;
    assert_eq!(journey.stage, Stage::AskingNino { person: anne(), lately: None });
    let user = scene.world.user(&anne().user.subject).await;
    assert_eq!(user.identity, Some(anne().identity));
    assert_eq!(user.email, Some(anne().user.email));
    assert!(user.link.is_none() && user.open.is_none());
    let audit = scene.world.items(Table::Audit).await;
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["what"], "IdentityVerified");
    assert!(!audit[0].to_string().contains("Smith"), "not a word about who they are");
}

#[tokio::test]
async fn somebody_whose_identity_is_known_is_spared_the_second_trip() {
    let scene = Scene::new().await;
    scene.world.prove(&anne()).await;
    let traveller = scene.signing_in().await;
    let mut moved_house = signed_in();
    moved_house.user.email = people::email("anne@new.example");

    let answer = scene.come_back(&traveller, Ok(moved_house)).await;

    assert_eq!(answer.location(), traveller.visitor.path("/national-insurance-number"));
    assert!(scene.one_login.trips().is_empty());
    let user = scene.world.user(&anne().user.subject).await;
    assert_eq!(user.email, Some(people::email("anne@new.example")));
}

#[tokio::test]
async fn somebody_whose_record_is_known_goes_straight_on() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    let traveller = scene.signing_in().await;

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(answer.location(), traveller.visitor.path("/continue"));
    let journey = scene.world.now(&traveller.moved(&answer)).await;
    assert_eq!(journey.stage, done(Arrival::KnownAlready(TrnOrigin::Found)));
}

#[tokio::test]
async fn somebody_who_waits_comes_to_the_holding_page() {
    let scene = Scene::new().await;
    scene.world.ask_support(&anne()).await;
    let traveller = scene.signing_in().await;

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(answer.location(), traveller.visitor.path("/checking-your-details"));
}

#[tokio::test]
async fn somebody_who_did_not_prove_it_is_told_what_to_do() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), traveller.visitor.path("/not-verified"));
    assert_eq!(scene.world.user(&anne().user.subject).await.identity, None);
}

#[tokio::test]
async fn a_sign_in_gives_the_browser_a_new_session_and_ends_the_old_one() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    let new = answer.session().unwrap();
    let mut attributes: Vec<_> = answer.cookie("__Host-session").unwrap().split("; ").collect();
    attributes.sort_unstable();
    let named = format!("__Host-session={}", new.expose());
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure", named.as_str()]);
    assert!(!scene.is_there(&traveller.visitor.session).await, "a planted id is worth nothing");
    let sessions = scene.world.store().sessions();
    let session = sessions.session(&new.digest(), nine()).await.unwrap().unwrap();
    assert_eq!(session.browser, traveller.visitor.journey.browser);
    let sign_in = session.sign_in.unwrap();
    assert_eq!(sign_in.subject, anne().user.subject);
    assert_eq!(sign_in.auth_time, nine());
    assert_eq!(sign_in.one_login_id_token.expose(), "a.new.token");
    let journey = scene.world.now(&traveller.moved(&answer)).await;
    assert_eq!(journey.sign_in.unwrap().session, sign_in.session);
}

#[tokio::test]
async fn both_trips_are_one_sign_in() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let before = traveller.visitor.journey.sign_in.clone().unwrap();

    let answer = scene.come_back(&traveller, Ok(proved())).await;

    let now = scene.world.now(&traveller.moved(&answer)).await.sign_in.unwrap();
    assert_eq!(now.session, before.session, "calling services know it by one name");
    assert_eq!(now.auth_time, nine(), "as of the second");
    assert!(!scene.is_there(&traveller.visitor.session).await);
}

#[tokio::test]
async fn a_return_that_comes_again_leads_to_where_the_person_is() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let answer = scene.come_back(&traveller, Ok(proved())).await;
    let moved = traveller.moved(&answer);

    // Somebody pressed back.
    let again = with(
        traveller.back("code=c0de"),
        "cookie",
        &format!("__Host-session={}", moved.session.expose()),
    );
    let answer = ask(&scene.function, again).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), moved.path("/national-insurance-number"));
    assert_eq!(scene.one_login.codes().len(), 1, "a code is exchanged once");
}

#[tokio::test]
async fn of_two_returns_at_once_one_is_believed() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    scene.one_login.answer_next(Ok(proved()));
    scene.one_login.answer_next(Ok(proved()));

    let (one, two) = tokio::join!(
        ask(&scene.function, traveller.back("code=c0de")),
        ask(&scene.function, traveller.back("code=c0de")),
    );

    assert_eq!(scene.one_login.codes().len(), 1, "a code is exchanged once");
    assert_eq!([&one, &two].iter().filter(|answer| answer.session().is_some()).count(), 1);
    assert_eq!(scene.world.user(&anne().user.subject).await.version, 1);
}

#[tokio::test]
async fn whoever_only_looks_ahead_uses_nothing_up() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let head = request("HEAD", &traveller.path("code=c0de"), None);
    for request in [
        in_session(head, &traveller.visitor.session),
        with(traveller.back("code=c0de"), "sec-purpose", "prefetch"),
    ] {
        assert_eq!(ask(&scene.function, request).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(scene.world.now(&traveller.visitor).await, traveller.visitor.journey);

    let answer = scene.come_back(&traveller, Ok(proved())).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_issuer_beside_the_code_may_be_there_if_it_is_right() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    scene.one_login.answer_next(Ok(proved()));

    let query = "code=c0de&iss=https%3A%2F%2Foidc.one-login.example%2F&unknown=1&unknown=2";
    let answer = ask(&scene.function, traveller.back(query)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_was_signed_out_elsewhere_on_the_way_back_is_not_signed_in_and_sets_out_again() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;
    let notice = SignOutNotice { id: Digest::of(b"1"), subject: anne().user.subject };
    scene.world.store().sign_out_notices().follow(&notice, nine()).await.unwrap();

    let answer = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(answer.location(), traveller.visitor.path("/sign-in"));
    assert!(answer.session().is_none());
    assert_eq!(scene.world.now(&traveller.visitor).await.stage, Stage::SigningIn);
    scene.world.clock().advance(SignedDuration::from_secs(1));
    let out = ask(&scene.function, traveller.visitor.get("/sign-in")).await;
    assert!(out.location().contains("trip=sign-in"), "{}", out.location());
    scene.one_login.answer_next(Ok(signed_in()));
    let state = out.parameter("state").unwrap();
    let again = in_session(
        get(&format!("/one-login/callback?code=c0de&state={state}")),
        &traveller.visitor.session,
    );
    let answer = ask(&scene.function, again).await;
    assert!(scene.is_there(&answer.session().unwrap()).await);
}
