//! The beginning of a journey: everything it will need, in one write, and off to GOV.UK One Login.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use jose::{Digest, Secret};
use journey::{Setback, Stage};
use oidc::{AuthorizationRequest, Client, Denied, ErrorResponse};
use ports::{
    Begin, CommitError, JOURNEY_LIFE, Journey, NewSession, Purpose, SESSION_IDLE, Session,
    SignInStamp,
};
use url::Url;
use web::{Browser, Failure, ServiceHint, Ways};

use crate::Authorize;

/// The session a browser came with.
pub(crate) struct Here {
    digest: Digest,
    pub(crate) session: Session,
}

/// The session a journey begins in, the cookie that names it, and the session that ends for it.
pub(crate) struct Opened {
    session: NewSession,
    cookie: Secret,
    old: Option<Digest>,
}

impl Authorize {
    /// Off to GOV.UK One Login. `asked` is the path and query of the request.
    pub(crate) async fn begin(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        here: Option<Here>,
        asked: &str,
    ) -> Result<Response, Failure> {
        let opened = self.open_session(here);
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
        self.write(client, (journey, opened), asked, web::leave_for(&url)).await
    }

    /// Writes a journey that begins, and answers with this and the cookies.
    pub(crate) async fn write(
        &self,
        client: &Client,
        (journey, Opened { session, cookie, old }): (Journey, Opened),
        asked: &str,
        onward: Response,
    ) -> Result<Response, Failure> {
        match self.walk.journeys.begin(&Begin { journey, session, old }).await {
            Ok(()) => {
                tracing::info!(client = client.service.id.as_str(), "journey began");
                Ok(with_cookies(onward, client, Some(&cookie)))
            }
            // Another tab was quicker: the browser asks again, with the session it has now.
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                Ok(web::see_other(asked))
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// The session the browser came with, if it is one.
    pub(crate) async fn here(&self, browser: &Browser) -> Result<Option<Here>, Failure> {
        let Some(digest) = &browser.session else { return Ok(None) };
        let session = self.sessions.session(digest, self.walk.deployment.now()).await?;
        Ok(session.map(|session| Here { digest: digest.clone(), session }))
    }

    /// A new session for every journey, of the same browser and with whoever is signed in in it: an id that
    /// somebody else knows is worth nothing from here on.
    pub(crate) fn open_session(&self, here: Option<Here>) -> Opened {
        let deployment = &self.walk.deployment;
        let (cookie, now) = (ports::secret(deployment.entropy()), deployment.now());
        let (browser, sign_in, old) = match here {
            Some(Here { digest, session }) => (session.browser, session.sign_in, Some(digest)),
            None => (ports::new_id(deployment.entropy()), None, None),
        };
        let (idle_at, expires_at) = (now + SESSION_IDLE, now + JOURNEY_LIFE);
        let session = Session { browser, sign_in, idle_at, expires_at };
        Opened { session: NewSession { digest: cookie.digest(), session }, cookie, old }
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

/// The session's cookie, if a journey has begun, and the one that remembers the service for pages without a
/// journey.
fn with_cookies(mut response: Response, client: &Client, session: Option<&Secret>) -> Response {
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
