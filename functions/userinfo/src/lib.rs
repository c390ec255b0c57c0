//! Tells a calling service about a person, read live from the store (OpenID Connect Core section 5.3).

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    response::Response,
    routing::get,
};
use oidc::{
    Problem, Refusal,
    claims::{About, userinfo},
    endpoints,
};
use ports::{Clock, Entropy, Fault, Grants, Teachers, Users, known_now};
use serde_json::Value;
use tracing::{error, warn};
use web::{bearer, error_reference, resource};

/// What this function needs.
#[derive(Clone)]
pub struct UserInfo {
    /// Where access tokens are kept.
    pub grants: Arc<dyn Grants>,
    /// Where users are kept.
    pub users: Arc<dyn Users>,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where error references come from.
    pub entropy: Arc<dyn Entropy>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// What this function serves: `GET` and `POST`.
pub fn router(app: UserInfo) -> Router {
    Router::new().route(endpoints::USERINFO, get(tell).post(tell)).with_state(app)
}

/// Why nothing is told.
enum Refused {
    /// No token came along: the caller may not have known that it needs one.
    NoToken,
    /// The request, or the token, is not good.
    Request(Refusal),
    /// Our fault.
    Fault(Fault),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Request(refusal)
    }
}

async fn tell(State(app): State<UserInfo>, request: Request) -> Response {
    match claims(&app, request).await {
        Ok(claims) => resource::good(&claims),
        Err(refused) => refuse(&app, refused),
    }
}

async fn claims(app: &UserInfo, request: Request) -> Result<Value, Refused> {
    let Some(token) = bearer(request).await? else { return Err(Refused::NoToken) };
    let invalid = || Refused::Request(Problem::InvalidToken.into());
    let stored = app.grants.token(&token.digest(), app.clock.now()).await?;
    let access = stored.ok_or_else(invalid)?.access;
    let (user, trn) = known_now(&access, &*app.users, &*app.teachers).await?;
    // Without either, the person was parted from their record since, and the token tells nothing.
    let trn = trn.ok_or_else(invalid)?;
    let identity = user.identity.as_ref().ok_or_else(invalid)?;
    let about = About { subject: &user.subject, email: user.email.as_ref(), identity, trn: &trn };
    Ok(Value::Object(userinfo(&about, &access.scopes)))
}

fn refuse(app: &UserInfo, refused: Refused) -> Response {
    let reference = error_reference(&*app.entropy);
    match refused {
        Refused::NoToken => resource::challenge(&app.issuer),
        Refused::Request(refusal) => {
            warn!(error.reference = reference, "{}", refusal.description());
            resource::bad(&refusal.logged_as(reference), &app.issuer)
        }
        Refused::Fault(fault) => {
            error!(error.reference = reference, "{}", fault.in_full());
            resource::bad(&Refusal::from(Problem::Internal).logged_as(reference), &app.issuer)
        }
    }
}
