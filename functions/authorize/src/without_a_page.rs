//! `prompt=none`: a code at once, or the error that says what a page would be needed for (OpenID Connect
//! Core section 3.1.2.1).

use axum::response::Response;
use identity::{OneLoginUser, Person};
use journey::{Arrival, Settled, Stage};
use oidc::{
    AuthorizationRequest, Client, Denied, ErrorResponse, Problem,
    authorize::{SignedIn, UseOfSession, use_of_session},
};
use ports::{Begin, SignInStamp, User};
use web::{Browser, Failure, paths};

use crate::{
    Authorize,
    begin::{Opened, with_cookies},
};

impl Authorize {
    /// Whatever happens, the service is answered: nobody would see a page of ours.
    pub(crate) async fn answer_without_a_page(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        browser: &Browser,
    ) -> Result<Response, Failure> {
        let answer = self.go_straight_on(client, request.clone(), browser).await;
        let Err(Failure::Fault(fault)) = answer else { return answer };
        let reference = self.walk.deployment.error_reference();
        let error = fault.in_full();
        tracing::error!(error.reference = reference, error, "the outside world failed");
        Ok(self.answer(client, &ErrorResponse::to(&request, Denied::Internal { reference })))
    }

    async fn go_straight_on(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        browser: &Browser,
    ) -> Result<Response, Failure> {
        let opened = self.open_session(browser).await?;
        let sign_in = opened.session.session.sign_in.clone();
        let signed_in = sign_in
            .as_ref()
            .map(|each| SignedIn { subject: &each.subject, auth_time: each.auth_time });
        let now = self.walk.deployment.now();
        let sign_in = match (use_of_session(&request, signed_in, now), sign_in) {
            (UseOfSession::Enough, Some(sign_in)) => sign_in,
            (UseOfSession::Enough | UseOfSession::SignIn | UseOfSession::LoginRequired, _) => {
                return Ok(self.refuse(client, &request, Problem::LoginRequired));
            }
        };
        let user = self.walk.user(&sign_in.subject).await?;
        let Some(stage) = settled_stage(&user, client) else {
            return Ok(self.refuse(client, &request, Problem::InteractionRequired));
        };
        let stamp = SignInStamp { session: sign_in.session, auth_time: sign_in.auth_time };
        self.carry_on(client, request, opened, stage, stamp).await
    }

    /// A journey that begins where it ends: it only has to hand over.
    async fn carry_on(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        opened: Opened,
        stage: Stage,
        stamp: SignInStamp,
    ) -> Result<Response, Failure> {
        let journey = self.journey(client, request, &opened, stage, Some(stamp));
        let onward = paths::of(paths::CONTINUE, &journey.id);
        self.walk.journeys.begin(&Begin { journey, session: opened.session }).await?;
        Ok(with_cookies(web::see_other(&onward), client, opened.cookie.as_ref()))
    }

    fn refuse(
        &self,
        client: &Client,
        request: &AuthorizationRequest,
        problem: Problem,
    ) -> Response {
        self.answer(client, &ErrorResponse::to(request, problem))
    }
}

/// Where somebody is who needs no page of ours, if they need none.
fn settled_stage(user: &User, client: &Client) -> Option<Stage> {
    let person = Person {
        user: OneLoginUser { subject: user.subject.clone(), email: user.email.clone()? },
        identity: user.identity.clone()?,
    };
    match web::settled(user)? {
        Settled::Record { trn, origin } => {
            Some(Stage::Done { person, trn, arrival: Arrival::KnownAlready(origin) })
        }
        Settled::Open(work) => client.service.allow_pending.then_some(Stage::Held { person, work }),
    }
}
