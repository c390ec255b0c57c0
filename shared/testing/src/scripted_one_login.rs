//! GOV.UK One Login as a function sees it, saying what it was told to. What speaks the protocol is in
//! [`one_login`](crate::one_login).

use std::{
    collections::VecDeque,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use form_urlencoded::Serializer;
use jiff::Timestamp;
use jose::Secret;
use ports::{Attempt, Fault, OneLogin, Purpose, SignInRefused, SignedIn, TripRequest};

/// Says what it was told to, and remembers what it was asked.
#[derive(Debug, Default)]
pub struct ScriptedOneLogin {
    is_down: AtomicBool,
    /// Whether nobody knows where to send people.
    is_lost: AtomicBool,
    outcomes: Mutex<VecDeque<Result<SignedIn, SignInRefused>>>,
    trips: Mutex<Vec<TripRequest>>,
    codes: Mutex<Vec<String>>,
}

impl ScriptedOneLogin {
    /// What its `iss` is.
    pub const ISSUER: &str = "https://oidc.one-login.example/";

    /// It cannot be reached from now on.
    pub fn go_down(&self) {
        self.is_down.store(true, Ordering::SeqCst);
    }

    /// Nobody knows from now on where to send people; codes are exchanged as before.
    pub fn get_lost(&self) {
        self.is_lost.store(true, Ordering::SeqCst);
    }

    /// What comes of the next code that is exchanged.
    pub fn answer_next(&self, outcome: Result<SignedIn, SignInRefused>) {
        lock(&self.outcomes).push_back(outcome);
    }

    /// Every trip that was begun.
    pub fn trips(&self) -> Vec<TripRequest> {
        lock(&self.trips).clone()
    }

    /// Every code that was exchanged, or tried to be.
    pub fn codes(&self) -> Vec<String> {
        lock(&self.codes).clone()
    }

    fn reached(&self) -> Result<(), Fault> {
        if self.is_down.load(Ordering::SeqCst) {
            Err(Fault::new("asking GOV.UK One Login", "it is down"))
        } else {
            Ok(())
        }
    }
}

#[async_trait]
impl OneLogin for ScriptedOneLogin {
    fn issuer(&self) -> &str {
        Self::ISSUER
    }

    async fn begin(&self, request: &TripRequest) -> Result<String, Fault> {
        self.reached()?;
        if self.is_lost.load(Ordering::SeqCst) {
            return Err(Fault::new("asking GOV.UK One Login", "it has never been reached"));
        }
        lock(&self.trips).push(request.clone());
        let trip = match request.purpose {
            Purpose::SignIn => "sign-in",
            Purpose::SignInAgain { .. } => "sign-in-again",
            Purpose::ProveIdentity => "prove-identity",
        };
        Ok(format!(
            "https://oidc.one-login.example/authorize?trip={trip}&state={}",
            request.state.expose()
        ))
    }

    async fn finish(
        &self,
        _: &Attempt,
        code: &str,
        _: Timestamp,
    ) -> Result<SignedIn, SignInRefused> {
        self.reached().map_err(SignInRefused::Unreachable)?;
        lock(&self.codes).push(code.to_owned());
        lock(&self.outcomes).pop_front().unwrap_or(Err(SignInRefused::CodeNotGood))
    }

    async fn sign_out(&self, id_token: &Secret, state: &Secret) -> Result<String, Fault> {
        self.reached()?;
        let query = Serializer::new(String::new())
            .append_pair("id_token_hint", id_token.expose())
            .append_pair("state", state.expose())
            .finish();
        Ok(format!("https://oidc.one-login.example/logout?{query}"))
    }

    fn sign_out_origins(&self) -> Vec<String> {
        vec!["https://oidc.one-login.example".to_owned()]
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
