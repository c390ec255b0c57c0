//! Signs people out, here and at GOV.UK One Login.
//!
//! A `GET` without a valid hint changes nothing: browsers fetch links ahead, and other sites can embed
//! them. Whoever signs out is signed out of every calling service's tokens of that sign-in.

mod carry_out;
mod logout;
mod question;

use std::sync::Arc;

use axum::{Router, routing::get};
use oidc::endpoints;
use ports::{Clients, OneLogin, PublishedKeys, Sessions};
use web::{Deployment, paths};

/// What this function needs.
#[derive(Clone)]
pub struct SigningOut {
    /// The deployment it is part of.
    pub deployment: Deployment,
    /// Browser sessions, and what ends with them.
    pub sessions: Arc<dyn Sessions>,
    /// The calling services.
    pub clients: Arc<dyn Clients>,
    /// GOV.UK One Login.
    pub one_login: Arc<dyn OneLogin>,
    /// Our keys, to know an ID token of ours again.
    pub keys: Arc<dyn PublishedKeys>,
}

/// The paths this function serves.
pub fn router(app: SigningOut) -> Router {
    let deployment = app.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::SIGN_OUT, get(question::ask).post(question::answer))
            .route(endpoints::LOGOUT, get(logout::by_link).post(logout::by_form))
            .route(paths::SIGNED_OUT, get(carry_out::signed_out))
            .with_state(app),
        &deployment,
    )
}
