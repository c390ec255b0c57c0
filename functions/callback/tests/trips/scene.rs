//! Somebody on a trip to GOV.UK One Login.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use axum::{Router, body::Body, http::Request};
use callback::{Callback, router};
use jose::Secret;
use journey::Stage;
use ports::{SignInRefused, SignedIn, Trip};
use testing::{
    ScriptedOneLogin, Visitor, World,
    asking::{Answer, ask, get, in_session},
    journeys::{anne, attempt, needs_a_record, nine},
};
use web::{Deployment, Walk};

pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) one_login: Arc<ScriptedOneLogin>,
    pub(crate) function: Router,
}

/// Somebody on a trip, and the `state` they will come back with.
pub(crate) struct Traveller {
    pub(crate) visitor: Visitor,
    pub(crate) state: String,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let store = world.store();
        let one_login = Arc::new(ScriptedOneLogin::default());
        let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let sessions = store.sessions();
        let function = router(Callback { walk, sessions, one_login: one_login.clone() });
        Self { world, one_login, function }
    }

    /// Somebody on their first trip.
    pub(crate) async fn signing_in(&self) -> Traveller {
        self.traveller(Stage::SigningIn, Trip::SignIn).await
    }

    /// Somebody on their second trip.
    pub(crate) async fn proving_identity(&self) -> Traveller {
        let user = anne().user;
        self.traveller(Stage::ProvingIdentity { user }, Trip::ProveIdentity).await
    }

    async fn traveller(&self, stage: Stage, trip: Trip) -> Traveller {
        let mut journey = self.world.journey(needs_a_record(), stage);
        let secret = format!("{}.secret", journey.id.as_str());
        journey.attempt = Some(attempt(trip, &secret));
        Traveller { visitor: self.world.begin(journey).await, state: secret }
    }

    /// Back with a code, for which GOV.UK One Login answers this.
    pub(crate) async fn come_back(
        &self,
        traveller: &Traveller,
        outcome: Result<SignedIn, SignInRefused>,
    ) -> Answer {
        self.one_login.answer_next(outcome);
        ask(&self.function, traveller.back("code=c0de")).await
    }

    /// Whether a session still stands for something.
    pub(crate) async fn is_there(&self, session: &Secret) -> bool {
        let sessions = self.world.store().sessions();
        sessions.session(&session.digest(), nine()).await.unwrap().is_some()
    }
}

impl Traveller {
    /// Their return, with this beside the state.
    pub(crate) fn back(&self, query: &str) -> Request<Body> {
        in_session(get(&self.path(query)), &self.visitor.session)
    }

    /// The visitor in the session that an answer gave them.
    pub(crate) fn moved(&self, answer: &Answer) -> Visitor {
        Visitor { session: answer.session().unwrap(), ..self.visitor.clone() }
    }

    pub(crate) fn path(&self, query: &str) -> String {
        format!("/one-login/callback?{query}&state={}", self.state)
    }
}

/// Anne, signed in; nothing is proved.
pub(crate) fn signed_in() -> SignedIn {
    SignedIn {
        user: anne().user,
        auth_time: nine(),
        id_token: Secret::presented("a.new.token"),
        identity: None,
    }
}

/// Anne, who has proved that she is.
pub(crate) fn proved() -> SignedIn {
    SignedIn { identity: Some(anne().identity), ..signed_in() }
}
