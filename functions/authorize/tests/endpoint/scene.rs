//! A deployment with a registered service, and GOV.UK One Login beside it.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use authorize::{Authorize, router};
use axum::Router;
use dynamodb::Table;
use form_urlencoded::Serializer;
use identity::CallingService;
use jose::Secret;
use ports::{Journey, Sessions};
use testing::{
    ScriptedOneLogin, World,
    asking::Answer,
    id_tokens::keys,
    journeys::{CALLBACK, CHALLENGE, client, needs_a_record},
};
use web::{Deployment, Walk};

pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) one_login: Arc<ScriptedOneLogin>,
    pub(crate) function: Router,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::of(needs_a_record()).await
    }

    pub(crate) async fn of(service: CallingService) -> Self {
        let world = World::new().await;
        let store = world.store();
        store.register(&client(service)).await.unwrap();
        let one_login = Arc::new(ScriptedOneLogin::default());
        let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let function = router(Authorize {
            walk,
            sessions: store.sessions(),
            clients: store.clients(),
            one_login: one_login.clone(),
            keys: Arc::new(keys()),
        });
        Self { world, one_login, function }
    }

    /// How much there is of journeys and sessions.
    pub(crate) async fn written(&self) -> usize {
        self.world.items(Table::Journeys).await.len()
    }

    pub(crate) fn sessions(&self) -> Arc<dyn Sessions> {
        self.world.store().sessions()
    }

    /// The journey that began with the latest trip to GOV.UK One Login.
    pub(crate) async fn journey(&self, session: &Secret) -> Journey {
        use ports::Clock;
        let state = self.one_login.trips().pop().unwrap().state;
        let id = web::journey_in(state.expose()).unwrap();
        let (journeys, now) = (self.world.store().journeys(), self.world.clock().now());
        journeys.open(&id, &session.digest(), now).await.unwrap().unwrap()
    }
}

/// The path and query of a good request, with `changes`: a new value, or none at all when it is empty.
pub(crate) fn asked(changes: &[(&str, &str)]) -> String {
    let good = [
        ("response_type", "code"),
        ("client_id", "register-for-npq"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid teaching_record"),
        ("state", "their state"),
        ("nonce", "their nonce"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let kept = good.into_iter().filter(|(name, _)| !changes.iter().any(|(each, _)| each == name));
    let pairs = kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty());
    format!("/oauth2/authorize?{}", Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// What is said about a cookie, sorted, its name and value last.
pub(crate) fn attributes<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let mut attributes: Vec<_> = answer.cookie(name).unwrap().split("; ").collect();
    attributes.sort_unstable();
    attributes
}
