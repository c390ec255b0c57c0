//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::Response,
};
use identity::ClientId;
use jose::Jwks;
use oidc::{
    LARGEST_REQUEST, Parameters,
    logout::{self, LogoutHint, LogoutJudgement},
};
use web::{Browser, Failure, paths};

use crate::SigningOut;

pub(crate) async fn by_link(
    State(app): State<SigningOut>,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    app.log_out(&browser, query.unwrap_or_default().as_bytes()).await
}

pub(crate) async fn by_form(
    State(app): State<SigningOut>,
    headers: HeaderMap,
    browser: Browser,
    body: Body,
) -> Result<Response, Failure> {
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(Failure::NotAForm);
    }
    let body = axum::body::to_bytes(body, LARGEST_REQUEST).await.map_err(|_| Failure::TooLong)?;
    app.log_out(&browser, &body).await
}

impl SigningOut {
    async fn log_out(&self, browser: &Browser, request: &[u8]) -> Result<Response, Failure> {
        let parameters = Parameters::read(request).map_err(|_| Failure::TooLong)?;
        let keys =
            Jwks::new(self.signer.published().iter().map(|key| key.public.clone()).collect());
        let hint = logout::hint(&parameters, self.deployment.issuer(), &keys);
        let client = match hinted_client(&hint) {
            Some(id) => self.clients.client(id).await?,
            None => None,
        };
        match logout::judge(&parameters, &hint, client.as_ref()) {
            LogoutJudgement::AskFirst => Ok(web::see_other(paths::SIGN_OUT)),
            LogoutJudgement::SignOut { session, return_to } => {
                let now = self.deployment.now();
                let sign_in = self.sessions.sign_in(&session, now).await?;
                // A browser whose own session is another sign-in keeps it.
                let here = match &browser.session {
                    Some(digest) => self.sessions.session(digest, now).await?,
                    None => None,
                };
                let is_same =
                    here.and_then(|here| here.sign_in).is_some_and(|here| here.session == session);
                let digest = browser.session.as_ref().filter(|_| is_same);
                if sign_in.is_none() {
                    self.sessions.end(digest, Some(&session)).await?;
                }
                self.carry_out(digest, sign_in, return_to).await
            }
        }
    }
}

fn hinted_client(hint: &LogoutHint) -> Option<&ClientId> {
    match hint {
        LogoutHint::Ours(hint) => Some(&hint.client),
        LogoutHint::Absent | LogoutHint::NotOurs(_) => None,
    }
}
