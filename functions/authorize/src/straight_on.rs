//! Straight on: whoever is signed in here already, and about whom everything is settled, goes back to the
//! service without a trip and without a page.
//!
//! That is single sign-on for people who are done, and no more. Where a page of ours is due, they go through
//! GOV.UK One Login first, which lets them pass if it still knows them: on a computer that a school shares,
//! nobody is shown the questions of whoever was there before.

use axum::response::Response;
use identity::{OneLoginUser, Person};
use journey::{Arrival, Settled, Stage};
use oidc::{
    AuthorizationRequest, Client, Denied, ErrorResponse, Problem,
    authorize::{SignedIn, UseOfSession, use_of_session},
};
use ports::{Session, SignInStamp, User};
use web::{Browser, Failure, paths};

use crate::{Authorize, begin::Here};

/// Somebody we know: nothing is left to do about them, or nothing that the service waits for.
struct Known {
    user: User,
    stage: Stage,
    stamp: SignInStamp,
}

impl Authorize {
    /// For `prompt=none`. Whatever happens, the service is answered: nobody would see a page of ours
    /// (OpenID Connect Core section 3.1.2.1).
    pub(crate) async fn answer_without_a_page(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        browser: &Browser,
        asked: &str,
    ) -> Result<Response, Failure> {
        let answer = self.silently(client, request.clone(), browser, asked).await;
        let Err(Failure::Fault(fault)) = answer else { return answer };
        let reference = self.walk.deployment.error_reference();
        let error = fault.in_full();
        tracing::error!(error.reference = reference, error, "the outside world failed");
        Ok(self.answer(client, &ErrorResponse::to(&request, Denied::Internal { reference })))
    }

    async fn silently(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        browser: &Browser,
        asked: &str,
    ) -> Result<Response, Failure> {
        let here = self.here(browser).await?;
        let session = here.as_ref().map(|here| &here.session);
        match self.settled_here(client, &request, session).await? {
            Ok(known) => self.carry_on(client, request, here, known, asked).await,
            Err(problem) => Ok(self.answer(client, &ErrorResponse::to(&request, problem))),
        }
    }

    /// For everybody else: straight on if nothing is left to do, and else by way of GOV.UK One Login. So is
    /// whoever the service does not mean: `login_hint` is an email address, or what we call a user.
    pub(crate) async fn sign_in(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        (browser, login_hint): (&Browser, Option<&str>),
        asked: &str,
    ) -> Result<Response, Failure> {
        let here = self.here(browser).await?;
        let session = here.as_ref().map(|here| &here.session);
        match self.settled_here(client, &request, session).await? {
            Ok(known) if known.is_done() && known.is_meant(login_hint) => {
                self.carry_on(client, request, here, known, asked).await
            }
            Ok(_) | Err(_) => self.begin(client, request, here, asked).await,
        }
    }

    /// Who is signed in in this session, if they will do and are settled; or what a page would be needed
    /// for.
    async fn settled_here(
        &self,
        client: &Client,
        request: &AuthorizationRequest,
        session: Option<&Session>,
    ) -> Result<Result<Known, Problem>, Failure> {
        let sign_in = session.and_then(|session| session.sign_in.as_ref());
        let signed_in = sign_in.map(|each| SignedIn {
            subject: &each.subject,
            auth_time: each.auth_time,
            came_back_at: each.came_back_at,
        });
        let now = self.walk.deployment.now();
        let sign_in = match (use_of_session(request, signed_in, now), sign_in) {
            (UseOfSession::Enough, Some(sign_in)) => sign_in,
            (UseOfSession::Enough | UseOfSession::SignIn | UseOfSession::LoginRequired, _) => {
                return Ok(Err(Problem::LoginRequired));
            }
        };
        let user = self.walk.user(&sign_in.subject).await?;
        let Some(stage) = settled_stage(&user, client) else {
            return Ok(Err(Problem::InteractionRequired));
        };
        let stamp = SignInStamp { session: sign_in.session.clone(), auth_time: sign_in.auth_time };
        Ok(Ok(Known { user, stage, stamp }))
    }

    /// A journey that begins where it ends: it only has to hand over.
    async fn carry_on(
        &self,
        client: &Client,
        request: AuthorizationRequest,
        here: Option<Here>,
        Known { stage, stamp, .. }: Known,
        asked: &str,
    ) -> Result<Response, Failure> {
        let opened = self.open_session(here);
        let journey = self.journey(client, request, &opened, stage, Some(stamp));
        let onward = web::see_other(&paths::of(paths::CONTINUE, &journey.id));
        self.write(client, (journey, opened), asked, onward).await
    }
}

impl Known {
    /// Whether their record is known. Whoever waits has a page of ours to see, unless the service says
    /// that none may be shown.
    fn is_done(&self) -> bool {
        match self.stage {
            Stage::Done { .. } => true,
            Stage::SigningIn
            | Stage::ProvingIdentity { .. }
            | Stage::TurnedAway { .. }
            | Stage::AskingNino { .. }
            | Stage::AskingTrn { .. }
            | Stage::CheckingAnswers { .. }
            | Stage::RequestingTrn { .. }
            | Stage::Held { .. }
            | Stage::SupportAsked { .. } => false,
        }
    }

    /// Whether a service that says whom it expects means them.
    fn is_meant(&self, login_hint: Option<&str>) -> bool {
        let email = self.user.email.as_ref().map(identity::Email::as_str);
        login_hint.is_none_or(|hint| {
            hint == self.user.subject.as_str()
                || email.is_some_and(|email| email.eq_ignore_ascii_case(hint))
        })
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
