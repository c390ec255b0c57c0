//! Asks for a TRN on behalf of somebody who has none: gives them one at once, finds that they have one
//! after all, or leaves it to support staff.
//!
//! One TRN for one person, however often the form arrives: the record, the link, the request, the claims
//! on the person and the email are written with the step, and only if nobody like them was put on record
//! since the register was read.

mod allocate;

use std::{fmt, sync::Arc};

use axum::{Router, extract::State, response::Response, routing::get};
use journey::Stage;
use maud::Markup;
use pages::ask_for_trn::Details;
use ports::{Guesses, Teachers, TrnRanges};
use web::{Failure, Posted, Visit, Walk, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct AllocationRequest {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// The register, to see whether they have a record after all.
    pub teachers: Arc<dyn Teachers>,
    /// Whether their number was tried so often that support staff alone match by it.
    pub guesses: Arc<dyn Guesses>,
    /// The numbers new TRNs are drawn from.
    pub ranges: Arc<dyn TrnRanges>,
}

impl fmt::Debug for AllocationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllocationRequest").field("walk", &self.walk).finish_non_exhaustive()
    }
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
    let frame = app.walk.frame(&journey);
    Ok(pages::ask_for_trn::page(
        &frame,
        &Details {
            csrf: &app.walk.csrf(&journey),
            back: &trn,
            name: &person.identity.current_name().display(),
            date_of_birth: &frame.words.far(person.identity.date_of_birth().date()),
            email: person.user.email.as_str(),
            nino: nino.nino().map(identity::Nino::spaced).as_deref(),
            change_nino: &paths::of(paths::NINO, &journey.id),
            have_trn: &trn,
        },
    ))
}

async fn ask(State(app): State<AllocationRequest>, posted: Posted) -> Result<Response, Failure> {
    let (visit, journey, _) = app.walk.open_form(posted).await?;
    let Stage::RequestingTrn { person, nino, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let left_to_staff = app.left_to_staff(person, nino.nino());
    let (user, matched_by) = tokio::try_join!(app.walk.user(&person.user.subject), left_to_staff)?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    app.allocate(&visit, &journey, &user, (person, nino, matched_by)).await
}
