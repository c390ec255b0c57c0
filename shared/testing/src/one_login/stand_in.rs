//! The stand-in as a whole.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    routing::{get, post},
};
use jiff::Timestamp;
use ports::Clock;

use super::{
    authorize, choose, documents, exchange,
    keys::{EcKey, RsaKey},
    logout,
    people::{People, Persona},
    settings::Settings,
    state::State,
    twist::{Endpoint, Twist},
    user_info,
};

/// A GOV.UK One Login on one machine. Clones are the same one.
#[derive(Clone)]
pub struct OneLoginStandIn {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    people: People,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

impl OneLoginStandIn {
    /// A stand-in with new keys, in which nobody is signed in.
    pub fn new(settings: Settings, people: People, clock: Arc<dyn Clock>) -> Self {
        let state = Mutex::new(State::new());
        Self { inner: Arc::new(Inner { settings, people, clock, state }) }
    }

    /// Its endpoints, to be served at [`Settings::issuer`].
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(documents::discovery))
            .route("/.well-known/jwks.json", get(documents::keys))
            .route("/.well-known/did.json", get(documents::did))
            .route("/authorize", get(authorize::authorize))
            .route("/authorize/choose", post(choose::choose))
            .route("/token", post(exchange::token))
            .route("/userinfo", get(user_info::user_info))
            .route("/logout", get(logout::logout))
            .with_state(self.clone())
    }

    /// Signs this person in whenever somebody comes, without asking.
    pub fn preselect(&self, persona: Persona) {
        self.state().preselected = Some(persona);
    }

    /// Asks again who signs in.
    pub fn ask(&self) {
        self.state().preselected = None;
    }

    /// Somebody of the list, by their key.
    pub fn persona(&self, key: &str) -> Option<&Persona> {
        self.people().get(key)
    }

    /// Does this one thing wrong from now on, or nothing.
    pub fn tell(&self, twist: Option<&'static Twist>) {
        self.state().twist = twist;
    }

    /// Publishes a new key of every kind beside those in use.
    pub fn announce_keys(&self) {
        let keys = &mut self.state().keys;
        keys.ec.announce(EcKey::generate());
        keys.rsa.announce(RsaKey::generate());
        keys.identity.announce(EcKey::generate());
    }

    /// Signs with the newest keys from now on.
    pub fn use_announced_keys(&self) {
        let keys = &mut self.state().keys;
        keys.ec.advance();
        keys.rsa.advance();
        keys.identity.advance();
    }

    /// Takes the keys before those in use out of the documents.
    pub fn withdraw_old_keys(&self) {
        let keys = &mut self.state().keys;
        keys.ec.withdraw();
        keys.rsa.withdraw();
        keys.identity.withdraw();
    }

    /// How many times an endpoint was called directly, refused calls included.
    pub fn calls(&self, endpoint: Endpoint) -> usize {
        self.state().calls.get(&endpoint).copied().unwrap_or_default()
    }

    /// How many direct calls came without a `User-Agent`.
    pub fn nameless_calls(&self) -> usize {
        self.state().nameless_calls
    }

    /// Every `User-Agent` of a direct call.
    pub fn user_agents(&self) -> Vec<String> {
        self.state().user_agents.iter().cloned().collect()
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(super) fn people(&self) -> &People {
        &self.inner.people
    }

    pub(super) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// What it remembers. Never held across an await.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for OneLoginStandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneLoginStandIn").field("settings", self.settings()).finish_non_exhaustive()
    }
}
