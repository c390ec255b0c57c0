//! Says which record was found, and takes the person back to the calling service.
//!
//! The way back is a `GET` that a person follows, because browsers check the redirects of a form; so a
//! browser that only fetches ahead gets nothing. It may be followed twice: each time makes its own code.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use journey::{Arrival, Denial, Exit, MatchedOn, Settled, Stage, exit};
use maud::Markup;
use oidc::{AccessGrant, CODE_LIFE, CodeGrant, Denied, ErrorResponse, Refusal, redirect};
use pages::{found, new_trn};
use ports::{CommitError, Journey};
use web::{Failure, Visit, Walk, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct Found {
    /// Journeys, and how they move.
    pub walk: Walk,
}

/// The paths this function serves.
pub fn router(app: Found) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::FOUND, get(show))
            .route(paths::CONTINUE, get(go_back))
            .with_state(app),
        &deployment,
    )
}

async fn show(State(app): State<Found>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::Done { person, trn, arrival } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let frame = app.walk.frame(&journey);
    let onward = paths::of(paths::CONTINUE, &journey.id);
    match arrival {
        Arrival::Found { matched_on, merged_from } => Ok(found::page(
            &frame,
            &found::Record {
                trn: trn.as_str(),
                former_trn: merged_from.as_ref().map(identity::Trn::as_str),
                matched_on: match matched_on {
                    MatchedOn::Nino => found::MatchedOn::Nino,
                    MatchedOn::Trn => found::MatchedOn::Trn,
                    MatchedOn::NinoAndTrn => found::MatchedOn::NinoAndTrn,
                },
                continue_to: &onward,
            },
        )),
        Arrival::Issued => Ok(new_trn::page(
            &frame,
            &new_trn::Given {
                trn: trn.as_str(),
                masked_email: &person.user.email.masked(),
                continue_to: &onward,
            },
        )),
        Arrival::KnownAlready(_) => Err(elsewhere(&journey)),
    }
}

async fn go_back(
    State(app): State<Found>,
    method: Method,
    headers: HeaderMap,
    visit: Visit,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let journey = app.walk.open(&visit).await?;
    app.unless_settled_since(&journey).await?;
    match exit(&journey.stage, journey.service.allow_pending) {
        Exit::Settled(_) | Exit::Pending(_) => app.hand_over(&visit, &journey).await,
        Exit::Denied(denial) => {
            let answer = ErrorResponse::to(&journey.request, app.refusal(denial));
            Ok(web::leave_for(&answer.url(app.walk.deployment.issuer())))
        }
    }
}

impl Found {
    /// Somebody who waits may have been settled since: the page they are at takes them on.
    async fn unless_settled_since(&self, journey: &Journey) -> Result<(), Failure> {
        let (Stage::Held { person, .. } | Stage::SupportAsked { person, .. }) = &journey.stage
        else {
            return Ok(());
        };
        match web::settled(&self.walk.user(&person.user.subject).await?) {
            Some(Settled::Record { .. }) => Err(elsewhere(journey)),
            Some(Settled::Open(_)) | None => Ok(()),
        }
    }

    /// Makes a code for the calling service and sends the person back with it.
    async fn hand_over(&self, visit: &Visit, journey: &Journey) -> Result<Response, Failure> {
        let (Some(sign_in), Some(user)) = (&journey.sign_in, journey.stage.user()) else {
            return Err(Failure::Bug("a journey ended without a sign-in"));
        };
        let deployment = &self.walk.deployment;
        let code = ports::secret(deployment.entropy());
        let grant = CodeGrant {
            client: journey.service.id.clone(),
            redirect_uri: journey.request.redirect_uri.clone(),
            code_challenge: journey.request.code_challenge.clone(),
            nonce: journey.request.nonce.clone(),
            access: AccessGrant {
                client: journey.service.id.clone(),
                subject: user.subject.clone(),
                session: sign_in.session.clone(),
                scopes: journey.request.scopes.clone(),
                auth_time: sign_in.auth_time,
                trn: journey.stage.trn().cloned(),
            },
            expires_at: deployment.now() + CODE_LIFE,
        };
        match self.walk.journeys.grant(journey, &code.digest(), &grant).await {
            Ok(()) => {
                Ok(web::leave_for(&redirect::success(&journey.request, &code, deployment.issuer())))
            }
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                let now = self.walk.open(visit).await?;
                // Nothing moved, so the sign-in has ended: there is nothing to go on with.
                let has_moved = now.version != journey.version;
                Err(if has_moved { elsewhere(&now) } else { Failure::StartAgain })
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    fn refusal(&self, denial: Denial) -> Refusal {
        match denial {
            Denial::UserCancelled => Denied::UserCancelled,
            Denial::IdentityNotVerified => Denied::IdentityNotVerified,
            Denial::RecordRequested => Denied::RecordRequested,
            Denial::RecordPending => Denied::RecordPending,
            Denial::UpstreamBusy => Denied::UpstreamBusy,
            Denial::Internal => {
                let reference = self.walk.deployment.error_reference();
                tracing::error!(error.reference = reference, "a journey ended by our fault");
                Denied::Internal { reference }
            }
        }
        .into()
    }
}
