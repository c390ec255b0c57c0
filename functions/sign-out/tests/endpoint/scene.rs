//! A deployment with a registered service and somebody signed in.

use std::sync::Arc;

use axum::{Router, body::Body, http::Request};
use jose::Secret;
use oidc::Client;
use serde_json::Value;
use sign_out::{SigningOut, router};
use testing::{
    ScriptedOneLogin, Visitor, World,
    asking::{get, in_session, post},
    id_tokens::{claims, keys, signed},
    journeys::{anne, asking_nino, client, needs_a_record},
};
use web::{Deployment, csrf};

pub(crate) const ONE_LOGIN: &str = "https://oidc.one-login.example/logout";

/// A deployment with a registered service and somebody signed in.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) one_login: Arc<ScriptedOneLogin>,
    pub(crate) function: Router,
    pub(crate) visitor: Visitor,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let store = world.store();
        let registered = Client {
            backchannel_logout_uri: Some("https://npq.example/back-channel-logout".to_owned()),
            ..client(needs_a_record())
        };
        store.register(&registered).await.unwrap();
        let one_login = Arc::new(ScriptedOneLogin::default());
        let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
        let function = router(SigningOut {
            deployment,
            sessions: store.sessions(),
            clients: store.clients(),
            one_login: one_login.clone(),
            keys: Arc::new(keys()),
        });
        let visitor = world.visitor(asking_nino()).await;
        Self { world, one_login, function, visitor }
    }

    /// The token of the form of "Sign out?".
    pub(crate) fn token(&self) -> String {
        csrf::of_browser(&self.visitor.journey.browser)
    }

    pub(crate) fn form(&self, token: &str) -> Request<Body> {
        in_session(post("/sign-out", &[("csrf", token)]), &self.visitor.session)
    }

    /// What an ID token says that was given for the visitor's sign-in.
    pub(crate) fn claims(&self) -> Value {
        let sid = self.visitor.journey.sign_in.as_ref().unwrap().session.as_str();
        claims(needs_a_record().id.as_str(), anne().user.subject.as_str(), sid)
    }

    pub(crate) async fn hint(&self) -> String {
        signed(&keys(), &self.claims()).await
    }

    pub(crate) fn logout(&self, pairs: &[(&str, &str)]) -> Request<Body> {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        in_session(get(&format!("/oauth2/logout?{query}")), &self.visitor.session)
    }

    /// Whether a session still stands for something.
    pub(crate) async fn is_there(&self, session: &Secret) -> bool {
        let sessions = self.world.store().sessions();
        let now = self.visitor.journey.began_at;
        sessions.session(&session.digest(), now).await.unwrap().is_some()
    }

    pub(crate) async fn is_signed_in(&self) -> bool {
        self.is_there(&self.visitor.session).await
    }
}
