//! The beginning of a journey: everything it will need, in one write, and off to GOV.UK One Login.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use jose::Secret;
use journey::{Setback, Stage};
use oidc::{AuthorizationRequest, Client, Denied, ErrorResponse};
use ports::{Begin, JOURNEY_LIFE, Journey, NewSession, Purpose, Session, SignInStamp};
use url::Url;
use web::{Browser, Failure, ServiceHint, Ways};

use crate::Authorize;

/// A session a journey begins in, and the cookie that names it, if it is new.
pub(crate) struct Opened {
    pub(crate) session: NewSession,
    pub(crate) cookie: Option<Secret>,
}

impl Authorize {
    pub(crate) async fn begin(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        browser: &Browser,
        asked: &str,
    ) -> Result<Response, Failure> {
        let opened = self.open_session(browser).await?;
        let mut journey = self.journey(client, request, &opened, Stage::SigningIn, None);
        let set_out = web::set_out(
            &self.walk.deployment,
            &*self.one_login,
            Purpose::SignIn,
            &journey.id,
            journey.request.ui_locale,
        );
        let (attempt, url) = match set_out.await {
            Ok(set_out) => set_out,
            Err(fault) => return Ok(self.nowhere_to_go(client, &journey, asked, &fault)),
        };
        journey.attempt = Some(attempt);
        let cookie = opened.cookie;
        self.walk.journeys.begin(&Begin { journey, session: opened.session }).await?;
        tracing::info!(client = client.service.id.as_str(), "journey began");
        Ok(with_cookies(web::leave_for(&url), client, cookie.as_ref()))
    }

    /// The browser's session, with a later end; or a new one.
    pub(crate) async fn open_session(&self, browser: &Browser) -> Result<Opened, Failure> {
        let deployment = &self.walk.deployment;
        let expires_at = deployment.now() + JOURNEY_LIFE;
        if let Some(digest) = &browser.session
            && let Some(session) = self.sessions.session(digest, deployment.now()).await?
        {
            let session = Session { expires_at, ..session };
            let session = NewSession { digest: digest.clone(), session };
            return Ok(Opened { session, cookie: None });
        }
        let cookie = ports::secret(deployment.entropy());
        let session =
            Session { browser: ports::new_id(deployment.entropy()), sign_in: None, expires_at };
        let session = NewSession { digest: cookie.digest(), session };
        Ok(Opened { session, cookie: Some(cookie) })
    }

    pub(crate) fn journey(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        opened: &Opened,
        stage: Stage,
        sign_in: Option<SignInStamp>,
    ) -> Journey {
        let deployment = &self.walk.deployment;
        let began_at = deployment.now();
        Journey {
            id: ports::new_id(deployment.entropy()),
            version: 0,
            browser: opened.session.session.browser.clone(),
            service: client.service.clone(),
            request,
            stage,
            attempt: None,
            spent: Vec::new(),
            sign_in,
            began_at,
            expires_at: began_at + JOURNEY_LIFE,
        }
    }

    /// One Login has never been reached, so nobody knows where it is. Nothing has begun.
    fn nowhere_to_go(
        &self,
        client: &Client,
        journey: &Journey,
        asked: &str,
        fault: &ports::Fault,
    ) -> Response {
        let error = fault.in_full();
        tracing::error!(error, "One Login cannot be reached");
        let answer = ErrorResponse::to(&journey.request, Denied::UpstreamBusy);
        let ways = Ways { try_again: asked.to_owned(), go_back: answer.url(self.issuer()) };
        let failure = Failure::Setback { setback: Setback::Unreachable, ways };
        with_cookies(failure.into_response(), client, None)
    }
}

/// The session's cookie, if it is new, and the one that remembers the service for pages without a
/// journey.
pub(crate) fn with_cookies(
    mut response: Response,
    client: &Client,
    session: Option<&Secret>,
) -> Response {
    let headers = response.headers_mut();
    if let Some(session) = session {
        headers.append(header::SET_COOKIE, web::session_cookie(session));
    }
    if let Some(href) = start_of(client) {
        let hint = ServiceHint { name: client.service.name.clone(), href };
        headers.append(header::SET_COOKIE, hint.remember());
    }
    response
}

/// Where a person starts with a service: its own sign-in, or else its own address.
fn start_of(client: &Client) -> Option<String> {
    client.initiate_login_uri.clone().or_else(|| {
        let redirect = Url::parse(client.redirect_uris.first()?).ok()?;
        Some(redirect.origin().ascii_serialization())
    })
}
