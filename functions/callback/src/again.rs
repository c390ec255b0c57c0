//! Signing in again: a service asks for a sign-in that is new, and One Login signs people in without asking
//! for as long as it knows them.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use journey::{Event, Setback, step};
use oidc::{ErrorResponse, Problem};
use ports::{Commit, CommitError, Journey, Purpose, SignedIn, Trip};
use web::{Failure, Visit, elsewhere};

use crate::{Callback, pages_here::ways};

impl Callback {
    /// One Login signed somebody in without asking, from a session they had there, and the service wants
    /// them asked. Nobody is signed in here before they have been.
    pub(crate) async fn ask_again(
        &self,
        visit: &Visit,
        journey: &Journey,
        SignedIn { user, id_token, .. }: SignedIn,
    ) -> Result<Response, Failure> {
        let purpose = Purpose::SignInAgain { subject: user.subject, id_token };
        let locale = journey.request.ui_locale;
        let set_out =
            web::set_out(&self.walk.deployment, &*self.one_login, purpose, &journey.id, locale);
        let (attempt, url) = match set_out.await {
            Ok(set_out) => set_out,
            Err(fault) => {
                tracing::error!(error = fault.in_full(), "nobody can be asked to sign in again");
                return self.turn_back(journey, Setback::Unreachable).await;
            }
        };
        match self.walk.journeys.attempt(journey, &attempt).await {
            Ok(()) => Ok(web::leave_for(&url)),
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                Err(elsewhere(&self.walk.open(visit).await?))
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// One Login has signed them out, because they asked it to, or because somebody else tried to sign in
    /// as them: whoever is at this browser is signed out here as well.
    pub(crate) async fn sign_out_here(
        &self,
        visit: &Visit,
        journey: &Journey,
        trip: &Trip,
    ) -> Result<Response, Failure> {
        let event = Event::TurnedBack(Setback::SignedOut);
        let Ok(taken) = step(journey.service.record_policy, journey.stage.clone(), event) else {
            return Err(elsewhere(journey));
        };
        let now = self.walk.deployment.now();
        let commit = Commit::of(&taken, now);
        match self.rotate(visit, journey, commit, (None, now)).await {
            Ok((moved, cookie)) => {
                web::moved_along(taken.arrow);
                let mut response = match trip {
                    Trip::SignIn | Trip::ProveIdentity => {
                        let ways = ways(&moved);
                        Failure::Setback { setback: Setback::SignedOut, ways }.into_response()
                    }
                    Trip::SignInAgain { .. } => self.login_required(&moved),
                };
                response.headers_mut().append(header::SET_COOKIE, cookie);
                Ok(response)
            }
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                Err(elsewhere(&self.walk.open(visit).await?))
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// Back to the service: nobody is signed in as recently as it asks.
    pub(crate) fn login_required(&self, journey: &Journey) -> Response {
        let answer = ErrorResponse::to(&journey.request, Problem::LoginRequired);
        web::leave_for(&answer.url(self.walk.deployment.issuer()))
    }
}
