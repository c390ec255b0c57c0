//! Says what support staff are deciding, and looks again on every visit whether they have.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use journey::{OpenWork, ReviewKind, Stage};
use pages::holding::{Awaiting, Promise, Request};
use web::{Failure, Visit, Walk, calendar, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct HoldingPage {
    /// Journeys, and how they move.
    pub walk: Walk,
}

/// The pages this function serves.
pub fn router(app: HoldingPage) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(Router::new().route(paths::HOLDING, get(hold)).with_state(app), &deployment)
}

async fn hold(State(app): State<HoldingPage>, visit: Visit) -> Result<Response, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::Held { person, .. } = &journey.stage else { return Err(elsewhere(&journey)) };
    let user = app.walk.user(&person.user.subject).await?;
    let journey = app.walk.settle(&visit, &journey, &user).await?;
    let Stage::Held { person, work } = &journey.stage else { return Err(elsewhere(&journey)) };

    let today = calendar::today(app.walk.deployment.now());
    let page = pages::holding::page(
        &app.walk.frame(&journey),
        &Request {
            awaiting: awaiting(work),
            promise: if today > work.due() { Promise::Broken } else { Promise::Open },
            more: None,
            reference: work.reference().as_str(),
            asked_on: &calendar::near(work.asked_on()),
            by: &calendar::near(work.due()),
            masked_email: &person.user.email.masked(),
            can_continue: journey.service.allow_pending,
            return_to: &paths::of(paths::CONTINUE, &journey.id),
        },
    );
    Ok(page.into_response())
}

fn awaiting(work: &OpenWork) -> Awaiting {
    match work {
        OpenWork::Request { .. } => Awaiting::NewTrn,
        OpenWork::Task { kind, .. } => match kind {
            ReviewKind::PossibleDuplicate => Awaiting::NewTrn,
            ReviewKind::TwoRecords => Awaiting::Record,
            ReviewKind::RecordNotFound => Awaiting::LookUp,
        },
    }
}
