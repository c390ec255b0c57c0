//! Saying no: the reason goes to our log, the reference to both.

use std::error::Error;

use axum::{http::StatusCode, response::Response};
use oidc::{
    Problem, Refusal,
    token::{CodeRefused, NotAuthenticated, RefreshRefused},
};
use ports::Fault;
use tracing::{error, warn};

use crate::{Token, answer};

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// The request is not one.
    #[error("{}", .0.description())]
    Request(Refusal),
    /// The client is not who it says.
    #[error(transparent)]
    Client(#[from] NotAuthenticated),
    /// The code cannot be used.
    #[error(transparent)]
    Code(#[from] CodeRefused),
    /// The refresh token cannot be used.
    #[error(transparent)]
    Refresh(#[from] RefreshRefused),
    /// Our fault, and trying again may help.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Our fault, and trying again cannot help: what was presented is used up.
    #[error(transparent)]
    TooLate(Fault),
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Request(refusal)
    }
}

impl Refused {
    /// Our fault while `doing` something.
    pub(crate) fn at_fault<E: Error + Send + Sync + 'static>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |cause| Self::Fault(Fault::new(doing, cause))
    }

    /// The answer. Logs the reason, once.
    pub(crate) fn into_response(self, app: &Token) -> Response {
        let reference = app.deployment.error_reference();
        let (status, refusal) = match &self {
            Self::Request(refusal) => (status(refusal.problem), refusal.clone()),
            Self::Client(_) => {
                (StatusCode::UNAUTHORIZED, Refusal::from(Problem::ClientAuthenticationFailed))
            }
            Self::Code(_) | Self::Refresh(_) => {
                (StatusCode::BAD_REQUEST, Problem::CodeNotUsable.into())
            }
            Self::Fault(_) => (StatusCode::SERVICE_UNAVAILABLE, Problem::Internal.into()),
            Self::TooLate(_) => (StatusCode::INTERNAL_SERVER_ERROR, Problem::Internal.into()),
        };
        match &self {
            Self::Fault(fault) | Self::TooLate(fault) => {
                error!(error.reference = reference, "{}", fault.in_full());
            }
            Self::Request(_) | Self::Client(_) | Self::Code(_) | Self::Refresh(_) => {
                warn!(error.reference = reference, "{self}");
            }
        }
        answer::bad(status, &refusal.logged_as(reference), app.deployment.issuer())
    }
}

fn status(problem: Problem) -> StatusCode {
    if problem == Problem::ClientAuthenticationFailed {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::BAD_REQUEST
    }
}
