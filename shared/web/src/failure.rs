//! What a request can come to besides what it asked for. Each knows its status and its page, and none
//! needs a journey or a database.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use journey::Setback;
use maud::{Markup, html};
use pages::{Frame, Service, unavailable::Cause};
use ports::{Fault, Measured, OneLoginTrouble};

use crate::{Deployment, ServiceHint};

/// Why a request does not get the page it asked for.
#[derive(Debug)]
pub enum Failure {
    /// The journey is gone, was never this browser's, or the form is not from a page of ours.
    StartAgain,
    /// The person is somewhere else in the journey: at this path.
    Elsewhere(String),
    /// A calling service sent a request that must not be redirected. The code is for its engineers.
    BadLink(&'static str),
    /// GOV.UK One Login sent an error, or does not answer.
    Setback {
        /// What it sent.
        setback: Setback,
        /// Where to try again, and where to give up.
        ways: Ways,
    },
    /// GOV.UK One Login sent something that is not to be believed. Says which check failed.
    NotBelieved(&'static str),
    /// There is no such page.
    NotFound,
    /// The address does not take what was sent.
    MethodNotAllowed,
    /// What was sent is longer than any form of ours.
    TooLong,
    /// What was sent is not a form.
    NotAForm,
    /// The outside world failed us.
    Fault(Fault),
    /// A bug of ours.
    Bug(&'static str),
}

/// Where a person can go from an error page.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Another try.
    pub try_again: String,
    /// Back to the calling service.
    pub go_back: String,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl IntoResponse for Failure {
    /// The bare status, with the failure along: `serve` makes the page, because it knows the deployment.
    fn into_response(self) -> Response {
        if let Self::Elsewhere(path) = &self {
            return crate::see_other(path);
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::Elsewhere(_) => StatusCode::SEE_OTHER,
            Self::StartAgain | Self::BadLink(_) | Self::NotBelieved(_) => StatusCode::BAD_REQUEST,
            Self::Setback { setback, .. } => match setback {
                Setback::Busy | Setback::SwitchedOff | Setback::Unreachable => {
                    StatusCode::SERVICE_UNAVAILABLE
                }
                Setback::RequestRefused => StatusCode::INTERNAL_SERVER_ERROR,
                Setback::IdentityNotProved | Setback::SignInNotFinished | Setback::SignedOut => {
                    StatusCode::OK
                }
            },
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Fault(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the log calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::StartAgain => "start again",
            Self::Elsewhere(_) => "elsewhere",
            Self::BadLink(_) => "bad link",
            Self::Setback { .. } => "setback",
            Self::NotBelieved(_) => "not believed",
            Self::NotFound => "not found",
            Self::MethodNotAllowed => "method not allowed",
            Self::TooLong => "too long",
            Self::NotAForm => "not a form",
            Self::Fault(_) => "fault",
            Self::Bug(_) => "bug",
        }
    }

    /// The page, its status, and one line in the log, both with the reference of the request.
    pub(crate) fn page(
        &self,
        deployment: &Deployment,
        hint: Option<&ServiceHint>,
        asked: &str,
        reference: &str,
    ) -> Response {
        self.log(reference);
        let page = self.markup(deployment, hint, reference, asked);
        let mut response = (self.status(), page).into_response();
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }

    fn markup(
        &self,
        deployment: &Deployment,
        hint: Option<&ServiceHint>,
        reference: &str,
        asked: &str,
    ) -> Markup {
        let mut frame = deployment.frame();
        frame.client = hint.map(|hint| hint.name.as_str());
        let go_back = hint.map(|hint| hint.href.as_str());
        let services: Vec<Service<'_>> =
            hint.map(|hint| Service { name: &hint.name, href: &hint.href }).into_iter().collect();
        match self {
            Self::StartAgain => pages::start_again::page(&frame, 2, &services),
            Self::Elsewhere(_) => html! {},
            Self::BadLink(code) => pages::bad_link::page(&frame, code, reference),
            Self::Setback { setback, ways } => setback_page(&frame, *setback, ways, reference),
            Self::NotFound => pages::not_found::page(&frame),
            Self::MethodNotAllowed => pages::not_found::method_not_allowed(&frame),
            Self::Fault(_) => {
                pages::unavailable::page(&frame, Cause::RecordsSlow { try_again: asked }, go_back)
            }
            Self::TooLong | Self::NotAForm => {
                pages::bad_link::page(&frame, "invalid_request", reference)
            }
            Self::NotBelieved(_) | Self::Bug(_) => pages::problem::page(&frame, reference, go_back),
        }
    }

    fn log(&self, reference: &str) {
        match self {
            Self::Fault(fault) => {
                let error = fault.in_full();
                tracing::error!(error.reference = reference, error, "the outside world failed");
            }
            Self::Bug(what) => tracing::error!(error.reference = reference, what, "a bug"),
            Self::NotBelieved(check) => {
                tracing::error!(error.reference = reference, check, "One Login was not believed");
                Measured::OneLoginFailed(OneLoginTrouble::NotBelieved).log();
            }
            Self::BadLink(code) => {
                tracing::warn!(error.reference = reference, code, "request of a service refused");
            }
            Self::Setback { setback, .. } => {
                tracing::warn!(error.reference = reference, ?setback, "One Login sent an error");
                Measured::OneLoginFailed(OneLoginTrouble::Setback(*setback)).log();
            }
            Self::StartAgain => tracing::info!("journey gone"),
            Self::Elsewhere(_)
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::TooLong
            | Self::NotAForm => {}
        }
    }
}

fn setback_page(frame: &Frame<'_>, setback: Setback, ways: &Ways, reference: &str) -> Markup {
    let (try_again, go_back) = (ways.try_again.as_str(), ways.go_back.as_str());
    match setback {
        Setback::IdentityNotProved => pages::not_verified::page(
            frame,
            &pages::not_verified::Ways {
                reference: Some(reference),
                try_again,
                go_back: Some(go_back),
            },
        ),
        Setback::SignInNotFinished | Setback::SignedOut => {
            pages::sign_in_not_finished::page(frame, try_again, go_back)
        }
        Setback::Busy => {
            pages::unavailable::page(frame, Cause::OneLoginBusy { try_again }, Some(go_back))
        }
        Setback::Unreachable => {
            pages::unavailable::page(frame, Cause::OneLoginUnreachable { try_again }, Some(go_back))
        }
        Setback::SwitchedOff => pages::unavailable::page(frame, Cause::Deactivated, Some(go_back)),
        Setback::RequestRefused => pages::problem::page(frame, reference, Some(go_back)),
    }
}
