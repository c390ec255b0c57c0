//! Where GOV.UK One Login sends people back to, and where they set out again.
//!
//! A return is good once, in the browser that set out. What One Login says about somebody is believed
//! after every check and not before; that they are who they say is proved by a valid credential alone.

mod again;
mod pages_here;
mod returned;
mod setting_out;
mod settle;

use std::sync::Arc;

use axum::{Router, routing::get};
use ports::{OneLogin, Sessions};
use web::{Walk, paths};

/// What this function needs.
#[derive(Clone)]
pub struct Callback {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// The browser's session: a second sign-in of the same person is the same sign-in.
    pub sessions: Arc<dyn Sessions>,
    /// GOV.UK One Login.
    pub one_login: Arc<dyn OneLogin>,
}

/// The paths this function serves.
pub fn router(app: Callback) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::CALLBACK, get(returned::come_back))
            .route(paths::SIGN_IN, get(setting_out::set_out))
            .route(paths::NOT_VERIFIED, get(pages_here::turned_away))
            .route(paths::SIGN_IN_PROBLEM, get(pages_here::turned_away))
            .route(paths::IN_PERSON_RETURN, get(pages_here::in_person_return))
            .with_state(app),
        &deployment,
    )
}
