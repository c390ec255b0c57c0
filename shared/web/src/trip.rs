//! Off to GOV.UK One Login.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use identity::JourneyId;
use jose::Secret;
use oidc::UiLocale;
use ports::{Attempt, Fault, OneLogin, Purpose, TripRequest};

use crate::Deployment;

/// A trip about to begin, and where it leads. The `state` names the journey, so that the return is
/// found by one read, and ends in a secret, so that nobody can make one up.
///
/// # Errors
/// GOV.UK One Login has never been reached, so nobody knows where it is.
pub async fn set_out(
    deployment: &Deployment,
    one_login: &dyn OneLogin,
    purpose: Purpose,
    journey: &JourneyId,
    ui_locale: Option<UiLocale>,
) -> Result<(Attempt, String), Fault> {
    let draw = || ports::secret(deployment.entropy());
    let state = Secret::presented(format!("{}.{}", journey.as_str(), draw().expose()));
    let (nonce, code_verifier) = (draw(), draw());
    let attempt = Attempt {
        trip: purpose.trip(),
        state: state.digest(),
        nonce: nonce.digest(),
        code_verifier: code_verifier.clone(),
        set_out_at: deployment.now(),
    };
    let request = TripRequest { purpose, state, nonce, code_verifier, ui_locale };
    let url = one_login.begin(&request).await?;
    Ok((attempt, url))
}

/// 302 to another site.
pub fn leave_for(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => crate::Failure::Bug("a URL to leave for is not ASCII").into_response(),
    }
}

/// The journey a `state` names. Whether the rest of it is good is for the store to say.
pub fn journey_in(state: &str) -> Option<JourneyId> {
    state.split_once('.').and_then(|(journey, _)| journey.parse().ok())
}
