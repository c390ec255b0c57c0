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
    authorize, choose, documents, exchange, people::Persona, settings::Settings, sign_out,
    state::State, twist::Twist,
};
use crate::one_login::{
    Endpoint,
    keys::{EcKey, RsaKey},
};

/// The sign-in of an organisation on one machine. Clones are the same one.
#[derive(Clone)]
pub struct StaffStandIn {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

impl StaffStandIn {
    /// A stand-in with new keys, in which nobody is signed in.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Self {
        Self { inner: Arc::new(Inner { settings, clock, state: Mutex::new(State::new()) }) }
    }

    /// Its endpoints, to be served at [`Settings::issuer`].
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(documents::discovery))
            .route("/keys", get(documents::keys))
            .route("/authorize", get(authorize::authorize))
            .route("/authorize/choose", post(choose::choose))
            .route("/token", post(exchange::token))
            .route("/sign-out", get(sign_out::sign_out))
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

    /// Does this one thing wrong from now on, or nothing.
    pub fn tell(&self, twist: Option<&'static Twist>) {
        self.state().twist = twist;
    }

    /// Signs with new keys from now on, and takes the ones before out of the document.
    pub fn change_keys(&self) {
        let keys = &mut self.state().keys;
        keys.ec.announce(EcKey::generate());
        keys.rsa.announce(RsaKey::generate());
        keys.ec.advance();
        keys.rsa.advance();
        keys.ec.withdraw();
        keys.rsa.withdraw();
    }

    /// How many times an endpoint was called directly, refused calls included.
    pub fn calls(&self, endpoint: Endpoint) -> usize {
        self.state().calls.get(&endpoint).copied().unwrap_or_default()
    }

    /// What it was told.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(super) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// What it remembers. Never held across an await.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for StaffStandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaffStandIn")
            .field("issuer", &self.settings().issuer)
            .finish_non_exhaustive()
    }
}
