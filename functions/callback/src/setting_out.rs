//! Off to GOV.UK One Login, for somebody whose journey is waiting for them to come back from there.

use axum::{
    extract::State,
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};
use journey::{Event, Setback, Stage, step};
use ports::{Commit, CommitError, Journey, Purpose};
use web::{Failure, Visit, elsewhere};

use crate::{Callback, pages_here::ways};

pub(crate) async fn set_out(
    State(app): State<Callback>,
    method: Method,
    headers: HeaderMap,
    visit: Visit,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let journey = app.walk.open(&visit).await?;
    let Some(purpose) = purpose(&journey.stage) else { return Err(elsewhere(&journey)) };

    let deployment = &app.walk.deployment;
    let set_out =
        web::set_out(deployment, &*app.one_login, purpose, &journey.id, journey.request.ui_locale);
    let Ok((attempt, url)) = set_out.await else { return Err(unreachable(&journey)) };
    let written =
        match step(journey.service.record_policy, journey.stage.clone(), Event::TriedAgain) {
            Ok(again) => {
                let commit =
                    Commit { attempt: Some(attempt), ..Commit::of(&again, deployment.now()) };
                app.walk.journeys.commit(&journey, commit).await.map(|_| ())
            }
            // They never came back from the trip before: this one takes its place.
            Err(_) => app.walk.journeys.attempt(&journey, &attempt).await,
        };
    match written {
        Ok(()) => Ok(web::leave_for(&url)),
        Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
            Err(elsewhere(&app.walk.open(&visit).await?))
        }
        Err(CommitError::Fault(fault)) => Err(fault.into()),
    }
}

/// What somebody is away for, or would try again. Whoever was asked to sign in again and never came back
/// begins with the sign-in: the one that was too old has to be told once more.
fn purpose(stage: &Stage) -> Option<Purpose> {
    match stage {
        Stage::SigningIn | Stage::TurnedAway { user: None, .. } => Some(Purpose::SignIn),
        Stage::ProvingIdentity { .. } | Stage::TurnedAway { user: Some(_), .. } => {
            Some(Purpose::ProveIdentity)
        }
        Stage::AskingNino { .. }
        | Stage::AskingTrn { .. }
        | Stage::CheckingAnswers { .. }
        | Stage::RequestingTrn { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    }
}

/// One Login cannot say where it is: nothing has moved, and they can try again.
pub(crate) fn unreachable(journey: &Journey) -> Failure {
    Failure::Setback { setback: Setback::Unreachable, ways: ways(journey) }
}
