//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};
use identity::{ClientId, SessionId};
use oidc::{
    LARGEST_REQUEST, Parameters,
    logout::{self, LogoutHint, LogoutJudgement, ReturnTo},
};
use web::{Browser, Failure, paths};

use crate::{
    SigningOut,
    carry_out::{forget, on_to},
};

pub(crate) async fn by_link(
    State(app): State<SigningOut>,
    method: Method,
    headers: HeaderMap,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    app.log_out(&browser, query.unwrap_or_default().as_bytes()).await
}

pub(crate) async fn by_form(
    State(app): State<SigningOut>,
    headers: HeaderMap,
    browser: Browser,
    body: Body,
) -> Result<Response, Failure> {
    if !web::is_form(&headers) {
        return Err(Failure::NotAForm);
    }
    let body = axum::body::to_bytes(body, LARGEST_REQUEST).await.map_err(|_| Failure::TooLong)?;
    app.log_out(&browser, &body).await
}

impl SigningOut {
    async fn log_out(&self, browser: &Browser, request: &[u8]) -> Result<Response, Failure> {
        let parameters = Parameters::read(request).map_err(|_| Failure::TooLong)?;
        let now = self.deployment.now();
        let keys = ports::keys_of_hint(&*self.keys, &parameters, now).await?;
        let hint = logout::hint(&parameters, self.deployment.issuer(), &keys);
        let client = match hinted_client(&hint) {
            Some(id) => self.clients.client(id).await?,
            None => None,
        };
        match logout::judge(&parameters, &hint, client.as_ref()) {
            LogoutJudgement::AskFirst => Ok(web::see_other(paths::SIGN_OUT)),
            LogoutJudgement::SignOut { session, return_to } => {
                self.end(browser, &session, return_to).await
            }
        }
    }

    /// Ends a sign-in that a hint names. Hints live long and travel: whoever else is at this browser stays
    /// signed in, here and at GOV.UK One Login.
    async fn end(
        &self,
        browser: &Browser,
        session: &SessionId,
        return_to: Option<ReturnTo>,
    ) -> Result<Response, Failure> {
        let now = self.deployment.now();
        let here = match &browser.session {
            Some(digest) => self.sessions.session(digest, now).await?,
            None => None,
        };
        let signed_in = here.as_ref().and_then(|here| here.sign_in.as_ref());
        let is_same = signed_in.map(|sign_in| sign_in.session == *session);
        if is_same == Some(false) {
            self.sessions.end(None, Some(session), now).await?;
            return Ok(on_to(return_to));
        }
        let sign_in = self.sessions.sign_in(session, now).await?;
        let digest = browser.session.as_ref().filter(|_| is_same == Some(true));
        if sign_in.is_none() {
            self.sessions.end(digest, Some(session), now).await?;
        }
        let response = self.carry_out(digest, sign_in, return_to).await?;
        // A journey that has only just begun in this browser goes on.
        Ok(if here.is_some() && is_same.is_none() { response } else { forget(response) })
    }
}

fn hinted_client(hint: &LogoutHint) -> Option<&ClientId> {
    match hint {
        LogoutHint::Ours(hint) => Some(&hint.client),
        LogoutHint::Absent | LogoutHint::NotOurs(_) => None,
    }
}
