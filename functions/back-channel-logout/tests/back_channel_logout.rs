//! Notices of sign-outs, over HTTP and over the real store. What makes a token one to be believed is proved
//! with the relying party; here it is told.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use axum::{Router, body::Body, http::Request};
use back_channel_logout::{BackChannelLogout, router};
use identity::Subject;
use jiff::{SignedDuration, Timestamp};
use jose::{Digest, Refused, Secret};
use oidc::Client;
use ports::{Fault, NoticeRefused, OneLoginNotices, Outgoing, SignOutNotice};
use testing::{
    Visitor, World,
    asking::{Answer, ask, post, request, with},
    journeys::{anne, asking_nino, client, needs_a_record},
};
use web::Deployment;

const PATH: &str = "/one-login/back-channel-logout";

/// Believes any token that names a subject after `good.` and an id, and is out of reach when it is told so.
#[derive(Default)]
struct Scripted {
    is_down: Mutex<bool>,
}

#[async_trait]
impl OneLoginNotices for Scripted {
    async fn notice(&self, token: &str, _: Timestamp) -> Result<SignOutNotice, NoticeRefused> {
        if *self.is_down.lock().unwrap() {
            let fault = Fault::new("fetching the keys of GOV.UK One Login", "it is down");
            return Err(NoticeRefused::Unreachable(fault));
        }
        let (id, subject) = token
            .strip_prefix("good.")
            .and_then(|rest| rest.split_once('.'))
            .ok_or(NoticeRefused::NotBelieved(Refused::Signature))?;
        Ok(SignOutNotice { id: Digest::of(id.as_bytes()), subject: subject.parse().unwrap() })
    }
}

struct Scene {
    world: World,
    one_login: Arc<Scripted>,
    function: Router,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let one_login = Arc::new(Scripted::default());
        let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
        let function = router(BackChannelLogout {
            deployment,
            one_login: one_login.clone(),
            notices: world.store().sign_out_notices(),
        });
        Self { world, one_login, function }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        ask(&self.function, request).await
    }

    /// Anne, signed in in a browser of her own.
    async fn signed_in(&self) -> Visitor {
        self.world.visitor(asking_nino()).await
    }

    async fn is_signed_in(&self, session: &Secret) -> bool {
        let sessions = self.world.store().sessions();
        let now = ports::Clock::now(self.world.clock());
        sessions.session(&session.digest(), now).await.unwrap().is_some()
    }
}

fn notice_about(subject: &Subject, id: &str) -> Request<Body> {
    post(PATH, &[("logout_token", &format!("good.{id}.{}", subject.as_str()))])
}

fn about_anne(id: &str) -> Request<Body> {
    notice_about(&anne().user.subject, id)
}

#[tokio::test]
async fn a_notice_signs_the_person_out_of_every_browser_and_nobody_else() {
    let scene = Scene::new().await;
    let browsers = [scene.signed_in().await, scene.signed_in().await, scene.signed_in().await];
    let bea: Subject = "urn:fdc:gov.uk:2022:bea".parse().unwrap();

    let of_bea = scene.ask(notice_about(&bea, "of-bea")).await;
    assert_eq!(of_bea.status, 200);
    for browser in &browsers {
        assert!(scene.is_signed_in(&browser.session).await);
    }
    let answer = scene.ask(about_anne("1")).await;

    assert_eq!(answer.status, 200, "204 counts as a failure there");
    assert_eq!(answer.body, "");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.header("set-cookie").is_none());
    for browser in &browsers {
        assert!(!scene.is_signed_in(&browser.session).await);
    }
}

#[tokio::test]
async fn a_notice_asks_the_store_as_little_as_is_documented() {
    let scene = Scene::new().await;
    let browser = scene.signed_in().await;
    scene.world.engine().calls().forget();

    scene.ask(about_anne("1")).await;

    scene.world.engine().calls().are_as_documented("back-channel-logout, one browser");
    assert!(!scene.is_signed_in(&browser.session).await);
}

#[tokio::test]
async fn a_second_notice_about_the_same_person_is_heard_too() {
    let scene = Scene::new().await;
    let browser = scene.signed_in().await;

    let answers = [scene.ask(about_anne("1")).await, scene.ask(about_anne("2")).await];

    assert_eq!(answers.map(|answer| answer.status.as_u16()), [200, 200]);
    assert!(!scene.is_signed_in(&browser.session).await);
}

#[tokio::test]
async fn a_notice_that_is_replayed_signs_nobody_out() {
    let scene = Scene::new().await;
    assert_eq!(scene.ask(about_anne("1")).await.status, 200);
    scene.world.clock().advance(SignedDuration::from_hours(1));
    let browser = scene.signed_in().await;

    let replayed = scene.ask(about_anne("1")).await;

    assert_eq!(replayed.status, 400);
    assert!(scene.is_signed_in(&browser.session).await);
    scene.world.clock().advance(SignedDuration::from_hours(24));
    assert_eq!(scene.ask(about_anne("1")).await.status, 200, "forgotten after a day");
}

#[tokio::test]
async fn what_is_not_to_be_believed_is_refused_as_the_standard_has_it() {
    let scene = Scene::new().await;
    let browser = scene.signed_in().await;
    let good = format!("good.1.{}", anne().user.subject.as_str());
    let form = "application/x-www-form-urlencoded";
    let raw =
        |body: String, kind: &str| with(request("POST", PATH, Some(body)), "content-type", kind);
    for (what, request) in [
        ("not believed", post(PATH, &[("logout_token", "bad")])),
        ("no token", post(PATH, &[("token", &good)])),
        ("an empty token", post(PATH, &[("logout_token", "")])),
        ("two tokens", post(PATH, &[("logout_token", &good), ("logout_token", &good)])),
        ("a long token", post(PATH, &[("logout_token", &"x".repeat(4097))])),
        ("a large form", post(PATH, &[("logout_token", &good), ("x", &"x".repeat(9000))])),
        ("JSON", raw(format!("{{\"logout_token\":\"{good}\"}}"), "application/json")),
        ("plain text", raw(format!("logout_token={good}"), "text/plain")),
        ("no type", request("POST", PATH, Some(format!("logout_token={good}")))),
        ("nothing", raw(String::new(), form)),
        ("not UTF-8", raw("logout_token=%ff".to_owned(), form)),
        ("in the query", request("POST", &format!("{PATH}?logout_token={good}"), None)),
    ] {
        let answer = scene.ask(request).await;

        assert_eq!(answer.status, 400, "{what}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{what}");
        assert!(answer.body.contains("\"error\":\"invalid_request\""), "{what}: {}", answer.body);
        assert!(!answer.body.contains("urn:fdc"), "{what}: {}", answer.body);
        assert!(scene.is_signed_in(&browser.session).await, "{what}");
    }
    for method in ["GET", "PUT", "DELETE"] {
        let path = format!("{PATH}?logout_token={good}");
        assert_eq!(scene.ask(request(method, &path, None)).await.status, 405, "{method}");
    }
    assert!(scene.is_signed_in(&browser.session).await);
}

#[tokio::test]
async fn a_caller_on_another_site_without_a_cookie_is_heard() {
    let scene = Scene::new().await;
    let request = with(about_anne("1"), "origin", "https://oidc.one-login.example");

    let answer = scene.ask(with(request, "sec-fetch-site", "cross-site")).await;

    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn keys_out_of_reach_and_a_failing_store_have_it_sent_again() {
    let scene = Scene::new().await;
    let browser = scene.signed_in().await;
    *scene.one_login.is_down.lock().unwrap() = true;
    let out_of_reach = scene.ask(about_anne("1")).await;
    *scene.one_login.is_down.lock().unwrap() = false;
    assert_eq!(out_of_reach.status, 503);
    assert!(scene.is_signed_in(&browser.session).await);

    let meddling = scene.world.engine().meddling();
    let mut failures = 0;
    // One call after another fails, until none is left.
    loop {
        for _ in 0..failures {
            meddling.pass_next();
        }
        meddling.refuse_next("AccessDeniedException");
        let answer = scene.ask(about_anne("1")).await;
        if answer.status == 200 {
            break;
        }
        assert_eq!(answer.status, 503);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.body.contains("temporarily_unavailable"), "{}", answer.body);
        failures += 1;
    }

    assert!(failures > 6, "{failures}");
    assert!(!scene.is_signed_in(&browser.session).await);
}

#[tokio::test]
async fn the_services_of_every_sign_in_are_told() {
    let scene = Scene::new().await;
    let store = scene.world.store();
    let listens = Client {
        backchannel_logout_uri: Some("https://npq.example/back-channel-logout".to_owned()),
        ..client(needs_a_record())
    };
    store.register(&listens).await.unwrap();
    let mut expected = BTreeSet::new();
    for _ in 0..3 {
        let visitor = scene.signed_in().await;
        let [_, token] = scene.world.grant(&visitor).await;
        expected.insert((visitor.journey.sign_in.unwrap().session, token));
    }

    assert_eq!(scene.ask(about_anne("1")).await.status, 200);
    assert_eq!(scene.ask(about_anne("2")).await.status, 200);

    let waiting = store.outbox().waiting(Timestamp::MAX, 10).await.unwrap();
    let told: Vec<_> = waiting.into_iter().map(|pending| pending.message).collect();
    assert_eq!(told.len(), 3, "each once");
    for (session, token) in expected {
        let (client, subject) = (listens.service.id.clone(), anne().user.subject);
        assert!(told.contains(&Outgoing::SignedOut { client, subject, session }));
        let now = ports::Clock::now(scene.world.clock());
        assert_eq!(store.grants().token(&token, now).await.unwrap(), None);
    }
}
