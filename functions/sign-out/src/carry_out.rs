//! Signing out, once it is known that somebody means it: here first, then at GOV.UK One Login, then on to
//! where they go.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use jose::{Digest, Secret};
use oidc::{Parameters, logout::ReturnTo, redirect};
use ports::{SessionSignIn, SignOut};
use web::{Browser, Failure, ServiceHint, paths};

use crate::SigningOut;

/// How long a sign-out may be on its way through GOV.UK One Login.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_mins(10);

impl SigningOut {
    /// Ends the sign-in everywhere, and sends the browser through GOV.UK One Login's own sign-out.
    pub(crate) async fn carry_out(
        &self,
        digest: Option<&Digest>,
        sign_in: Option<SessionSignIn>,
        return_to: Option<ReturnTo>,
    ) -> Result<Response, Failure> {
        let session = sign_in.as_ref().map(|each| &each.session);
        self.sessions.end(digest, session, self.deployment.now()).await?;
        tracing::info!("signed out");
        Ok(match sign_in {
            Some(sign_in) => self.through_one_login(&sign_in.one_login_id_token, return_to).await,
            None => on_to(return_to),
        })
    }

    async fn through_one_login(&self, id_token: &Secret, return_to: Option<ReturnTo>) -> Response {
        let state = ports::secret(self.deployment.entropy());
        let Ok(url) = self.one_login.sign_out(id_token, &state).await else {
            // Signed out here all the same; their session there ends by itself.
            tracing::error!("One Login cannot be reached to sign out there");
            return on_to(return_to);
        };
        let sign_out = SignOut {
            state: state.digest(),
            return_to: return_to.map(|to| (to.uri, to.state)),
            expires_at: self.deployment.now() + ON_ITS_WAY,
        };
        if let Err(fault) = self.sessions.begin_sign_out(&sign_out).await {
            // Their session there can only be ended now. They end on our page in place of the service's.
            let error = fault.in_full();
            tracing::error!(error, "a sign-out is not remembered");
        }
        web::see_other(&url)
    }

    pub(crate) fn page_of_signed_out(&self, headers: &HeaderMap) -> Response {
        let hint = ServiceHint::of(headers);
        let mut frame = self.deployment.frame();
        frame.client = hint.as_ref().map(|hint| hint.name.as_str());
        pages::sign_out::done(&frame, hint.as_ref().map(|hint| hint.href.as_str())).into_response()
    }
}

/// Back from GOV.UK One Login: on to the calling service, or our own page.
pub(crate) async fn signed_out(
    State(app): State<SigningOut>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let query = query.unwrap_or_default();
    let parameters = Parameters::read(query.as_bytes()).map_err(|_| Failure::TooLong)?;
    if let Ok(Some(state)) = parameters.optional("state", 256) {
        let state = Secret::presented(state).digest();
        let sign_out = app.sessions.finish_sign_out(&state, app.deployment.now()).await?;
        if let Some((uri, state)) = sign_out.and_then(|sign_out| sign_out.return_to) {
            return Ok(web::leave_for(&redirect::after_sign_out(&uri, state.as_deref())));
        }
    }
    Ok(app.page_of_signed_out(&headers))
}

pub(crate) fn on_to(return_to: Option<ReturnTo>) -> Response {
    match return_to {
        Some(to) => web::leave_for(&redirect::after_sign_out(&to.uri, to.state.as_deref())),
        None => web::see_other(paths::SIGNED_OUT),
    }
}

/// Takes the browser's session away.
pub(crate) fn forget(mut response: Response) -> Response {
    response.headers_mut().append(header::SET_COOKIE, Browser::forget());
    response
}
