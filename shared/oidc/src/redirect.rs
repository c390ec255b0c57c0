//! The way back to a calling service: every redirect carries `iss` (RFC 9207), and `state` if there was
//! one.

use form_urlencoded::Serializer;
use jose::Secret;

use crate::{AuthorizationRequest, Problem, Refusal};

/// Why a journey ends without a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// They chose to go back.
    UserCancelled,
    /// GOV.UK One Login did not prove their identity.
    IdentityNotVerified,
    /// They have just asked support staff to look.
    RecordRequested,
    /// Support staff are still deciding.
    RecordPending,
    /// GOV.UK One Login is busy, or does not answer.
    UpstreamBusy,
    /// Our fault.
    Internal {
        /// The error reference, by which our log has the reason.
        reference: String,
    },
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::UserCancelled => Problem::UserCancelled.into(),
            Denied::IdentityNotVerified => Problem::IdentityNotVerified.into(),
            Denied::RecordRequested => Problem::RecordRequested.into(),
            Denied::RecordPending => Problem::RecordPending.into(),
            Denied::UpstreamBusy => Problem::UpstreamBusy.into(),
            Denied::Internal { reference } => Self::from(Problem::Internal).logged_as(reference),
        }
    }
}

/// An authorization request that is answered with an error at the service's own address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    /// One of the registered URIs, byte for byte.
    pub redirect_uri: String,
    /// Handed back as it came, if it could be read.
    pub state: Option<String>,
    /// What is wrong.
    pub refusal: Refusal,
}

impl ErrorResponse {
    /// The answer to a request that was good, whose journey ended without a code.
    pub fn to(request: &AuthorizationRequest, refusal: impl Into<Refusal>) -> Self {
        Self {
            redirect_uri: request.redirect_uri.clone(),
            state: request.state.clone(),
            refusal: refusal.into(),
        }
    }

    /// Where the browser is sent (RFC 6749 section 4.1.2.1).
    pub fn url(&self, issuer: &str) -> String {
        let description = self.refusal.description();
        let uri = self.refusal.uri(issuer);
        let answer = [
            ("error", self.refusal.error()),
            ("error_description", &description),
            ("error_uri", &uri),
        ];
        back(&self.redirect_uri, &answer, self.state.as_deref(), issuer)
    }
}

/// Where the browser is sent with a code (RFC 6749 section 4.1.2).
pub fn success(request: &AuthorizationRequest, code: &Secret, issuer: &str) -> String {
    back(&request.redirect_uri, &[("code", code.expose())], request.state.as_deref(), issuer)
}

/// Where the browser is sent after signing out (OpenID Connect RP-Initiated Logout section 3).
pub fn after_sign_out(uri: &str, state: Option<&str>) -> String {
    match state {
        Some(state) => with_query(uri, &[("state", state)]),
        None => uri.to_owned(),
    }
}

fn back(uri: &str, answer: &[(&str, &str)], state: Option<&str>, issuer: &str) -> String {
    let state = state.map(|state| ("state", state));
    let parameters: Vec<(&str, &str)> =
        answer.iter().copied().chain(state).chain([("iss", issuer)]).collect();
    with_query(uri, &parameters)
}

/// Adds to the URI as it was registered, byte for byte; a query that it has already is kept (RFC 6749
/// section 3.1.2).
fn with_query(uri: &str, parameters: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    let joint = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, existing)) if existing.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{uri}{joint}{query}")
}
