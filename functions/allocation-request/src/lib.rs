//! Asks for a TRN on behalf of somebody who has none.
//!
//! Until TRNs are allocated at once, every request is held for support staff: nobody is given a second
//! TRN, and nobody is lost.

use axum::{Router, extract::State, response::Response, routing::get};
use journey::{Event, NewRequest, NewTask, RequestOutcome, Stage};
use maud::Markup;
use pages::ask_for_trn::Details;
use web::{Failure, Posted, Visit, Walk, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct AllocationRequest {
    /// Journeys, and how they move.
    pub walk: Walk,
}

/// The pages this function serves.
pub fn router(app: AllocationRequest) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new().route(paths::REQUEST_A_TRN, get(show).post(ask)).with_state(app),
        &deployment,
    )
}

async fn show(State(app): State<AllocationRequest>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::RequestingTrn { person, nino, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let trn = paths::of(paths::TRN, &journey.id);
    Ok(pages::ask_for_trn::page(
        &app.walk.frame(&journey),
        &Details {
            csrf: &app.walk.csrf(&journey),
            back: &trn,
            name: &person.identity.current_name().display(),
            date_of_birth: &person.identity.date_of_birth().display(),
            email: person.user.email.as_str(),
            nino: nino.nino().map(identity::Nino::spaced).as_deref(),
            change_nino: &paths::of(paths::NINO, &journey.id),
            have_trn: &trn,
        },
    ))
}

async fn ask(State(app): State<AllocationRequest>, posted: Posted) -> Result<Response, Failure> {
    let (visit, journey, _) = app.walk.open_form(posted).await?;
    let Stage::RequestingTrn { person, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let user = app.walk.user(&person.user.subject).await?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    let NewTask { id, reference, asked_on, due } = app.walk.new_task();
    let id = id.as_str().parse().expect("request and task ids have one alphabet");
    let request = NewRequest { id, reference, asked_on, due };
    let event = Event::TrnRequested { request, outcome: RequestOutcome::Held };
    app.walk.advance(&visit, &journey, event, Some(&user)).await
}
