//! Tells a calling service how far a TRN request is that its people made, to whoever shows a token of that
//! service itself. A request that is another service's is not there.

mod answer;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Request, State, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
    routing::get,
};
use identity::RequestId;
use oidc::{Problem, Refusal, endpoints, trn_request::RequestStatus};
use ports::{ClientTokens, Clock, Entropy, Fault, TrnRequests};
use tracing::{error, warn};
use web::{bearer, error_reference, resource};

/// What this function needs.
#[derive(Clone)]
pub struct Asking {
    /// Where clients' own tokens are kept.
    pub tokens: Arc<dyn ClientTokens>,
    /// Where TRN requests are read.
    pub requests: Arc<dyn TrnRequests>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where error references come from.
    pub entropy: Arc<dyn Entropy>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// What this function serves: `GET` alone.
pub fn router(app: Asking) -> Router {
    Router::new().route(endpoints::TRN_REQUEST, get(tell)).with_state(app)
}

/// Why nothing is told.
enum Refused {
    /// No token came along: the caller may not have known that it needs one.
    NoToken,
    /// The request, or the token, is not good, or there is no such TRN request.
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

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Request(problem.into())
    }
}

async fn tell(
    State(app): State<Asking>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let id = id.ok().and_then(|Path(id)| id.parse().ok());
    match status(&app, id, request).await {
        Ok(status) => answer::told(&status, &headers),
        Err(refused) => refuse(&app, refused),
    }
}

/// `id` is which, if the path names one: text that cannot be an id is one that nobody has.
async fn status(
    app: &Asking,
    id: Option<RequestId>,
    request: Request,
) -> Result<RequestStatus, Refused> {
    let token = bearer(request).await?.ok_or(Refused::NoToken)?;
    let token = app.tokens.client_token(&token.digest(), app.clock.now()).await?;
    let client = token.ok_or(Problem::InvalidToken)?.client;
    let id = id.ok_or(Problem::TrnRequestNotFound)?;
    let found = app.requests.trn_request(&id).await?;
    let own =
        found.filter(|request| request.client == client).ok_or(Problem::TrnRequestNotFound)?;
    Ok(own.status)
}

fn refuse(app: &Asking, refused: Refused) -> Response {
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
