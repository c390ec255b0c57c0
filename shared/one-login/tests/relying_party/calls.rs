//! What is called, how often, and with what: codes, assertions, retries.

use jiff::SignedDuration;
use ports::{Purpose, SignInRefused};
use testing::one_login::{Endpoint, Twist};

use crate::scene::{Failed, Scene, ada, attempt, request};

#[tokio::test]
async fn a_code_is_good_once_for_five_minutes_and_with_its_own_verifier() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    let not_good = |outcome: Result<_, Failed>| {
        matches!(outcome, Err(Failed::Finish(SignInRefused::CodeNotGood)))
    };

    let twice = request(Purpose::SignIn);
    let code = scene.code(&twice).await;
    assert!(scene.finish(&attempt(&twice), &code).await.is_ok());
    assert!(not_good(scene.finish(&attempt(&twice), &code).await));

    let other = request(Purpose::SignIn);
    let code = scene.code(&other).await;
    assert!(not_good(scene.finish(&attempt(&request(Purpose::SignIn)), &code).await));

    let late = request(Purpose::SignIn);
    let code = scene.code(&late).await;
    scene.clock.advance(SignedDuration::from_secs(301));
    assert!(not_good(scene.finish(&attempt(&late), &code).await));
}

#[tokio::test]
async fn a_token_request_is_made_once_whatever_comes_of_it() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    for (made, name) in
        ["token: 500", "token: invalid_grant", "token: truncated"].iter().enumerate()
    {
        scene.stand_in.tell(Some(Twist::named(name)));
        assert!(scene.trip(Purpose::SignIn).await.is_err());
        assert_eq!(scene.stand_in.calls(Endpoint::Token), made + 1, "{name}");
    }
}

#[tokio::test]
async fn userinfo_is_asked_once_more_when_it_fails_at_once() {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    for (name, calls) in [("userinfo: 503", 2), ("userinfo: 401", 1), ("userinfo: no subject", 1)] {
        let before = scene.stand_in.calls(Endpoint::UserInfo);
        scene.stand_in.tell(Some(Twist::named(name)));
        assert!(scene.trip(Purpose::SignIn).await.is_err());
        assert_eq!(scene.stand_in.calls(Endpoint::UserInfo) - before, calls, "{name}");
    }
}

#[tokio::test]
async fn an_assertion_by_a_key_nobody_registered_gets_no_tokens() {
    let mut scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    scene.restart_with_another_key();

    let refused = scene.trip(Purpose::SignIn).await;

    assert!(matches!(refused, Err(Failed::Finish(SignInRefused::Unreachable(_)))), "{refused:?}");
}
