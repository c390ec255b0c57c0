//! Logout tokens: the right ones are believed, and every hostile one is refused.

use jose::Digest;
use one_login::IdTokenAlg;
use ports::{NoticeRefused, OneLoginNotices, SignOutNotice};
use testing::one_login::{Endpoint, LogoutTwist, People};

use crate::scene::Scene;

const ADA: &str = "urn:fdc:gov.uk:2022:ada";

async fn notice(scene: &Scene, token: &str) -> Result<SignOutNotice, NoticeRefused> {
    let now = ports::Clock::now(&scene.clock);
    scene.client.notice(token, now).await
}

#[tokio::test]
async fn a_logout_token_says_who_is_signed_out() {
    let scene = Scene::new().await;

    let first = notice(&scene, &scene.stand_in.logout_token(ADA)).await.unwrap();
    let second = notice(&scene, &scene.stand_in.logout_token(ADA)).await.unwrap();

    assert_eq!(first.subject.as_str(), ADA);
    assert_eq!(second.subject, first.subject);
    assert_ne!(second.id, first.id, "each is one of its own");
}

#[tokio::test]
async fn every_hostile_logout_token_is_refused_and_the_unusual_ones_are_not() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for twist in LogoutTwist::all() {
        let token = scene.stand_in.twisted_logout_token(ADA, twist);

        let outcome = notice(&scene, &token).await;

        let as_it_should_be = match &outcome {
            Ok(notice) => twist.is_right && notice.subject.as_str() == ADA,
            Err(NoticeRefused::NotBelieved(_)) => !twist.is_right,
            Err(NoticeRefused::Unreachable(_)) => false,
        };
        if !as_it_should_be {
            wrong.push(format!("{}: {outcome:?}", twist.name));
        }
    }

    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(LogoutTwist::all().count() > 45);
}

#[tokio::test]
async fn a_logout_token_is_signed_with_es256_whatever_our_id_tokens_are() {
    let scene = Scene::with(IdTokenAlg::Rs256, People::default()).await;

    let believed = notice(&scene, &scene.stand_in.logout_token(ADA)).await.unwrap();
    let other = LogoutTwist::all().find(|twist| twist.name == "the other algorithm").unwrap();
    let refused = notice(&scene, &scene.stand_in.twisted_logout_token(ADA, other)).await;

    assert_eq!(believed.subject.as_str(), ADA);
    assert!(matches!(refused, Err(NoticeRefused::NotBelieved(_))), "{refused:?}");
}

#[tokio::test]
async fn a_logout_token_of_a_new_key_is_believed_and_nonsense_fetches_nothing() {
    let scene = Scene::new().await;
    notice(&scene, &scene.stand_in.logout_token(ADA)).await.unwrap();
    let fetched = scene.stand_in.calls(Endpoint::Keys);
    for nonsense in ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        notice(&scene, nonsense).await.unwrap_err();
    }
    assert_eq!(scene.stand_in.calls(Endpoint::Keys), fetched);
    scene.stand_in.announce_keys();
    scene.stand_in.use_announced_keys();

    notice(&scene, &scene.stand_in.logout_token(ADA)).await.unwrap();

    assert_eq!(scene.stand_in.calls(Endpoint::Keys), fetched + 1);
}

#[tokio::test]
async fn keys_out_of_reach_are_no_reason_to_refuse() {
    let mut scene = Scene::new().await;
    let token = scene.stand_in.logout_token(ADA);
    scene.settings.issuer = "http://127.0.0.1:9/".to_owned();
    let settings = scene.settings.clone();
    scene.restart_with(settings);

    let outcome = notice(&scene, &token).await;

    assert!(matches!(outcome, Err(NoticeRefused::Unreachable(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_notice_is_named_by_the_digest_of_its_id() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let scene = Scene::new().await;
    let token = scene.stand_in.logout_token(ADA);
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let payload: serde_json::Value = serde_json::from_slice(&payload).unwrap();

    let read = notice(&scene, &token).await.unwrap();

    assert_eq!(read.id, Digest::of(payload["jti"].as_str().unwrap().as_bytes()));
}
