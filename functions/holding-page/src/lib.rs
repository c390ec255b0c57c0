//! Says what support staff are deciding, and looks again on every visit whether they have; takes what they
//! asked for; and is where the emails lead.

mod answer;
mod landing;
mod more;

use std::{fmt, sync::Arc};

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use journey::{OpenWork, RequestArrow, ReviewKind, Stage};
use pages::holding::{Awaiting, More, Promise, Request};
use ports::{Clients, Fault, Guesses, Journey, ReviewTask, Reviews, Teachers, User};
use web::{Failure, Visit, Walk, calendar, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct HoldingPage {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// What support staff are deciding.
    pub reviews: Arc<dyn Reviews>,
    /// The register, for a number that somebody has found.
    pub teachers: Arc<dyn Teachers>,
    /// How often somebody has tried, and a number was tried.
    pub guesses: Arc<dyn Guesses>,
    /// The calling services, for whoever comes from an email.
    pub clients: Arc<dyn Clients>,
}

impl fmt::Debug for HoldingPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HoldingPage").field("walk", &self.walk).finish_non_exhaustive()
    }
}

/// The pages this function serves.
pub fn router(app: HoldingPage) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::HOLDING, get(hold))
            .route(paths::MORE_INFORMATION, get(more::show).post(more::take))
            .route(paths::CONTINUE_TO, get(landing::land))
            .with_state(app),
        &deployment,
    )
}

/// Somebody who waits, and what for.
pub(crate) struct Waiting {
    pub(crate) journey: Journey,
    pub(crate) user: User,
    pub(crate) task: ReviewTask,
}

impl HoldingPage {
    /// Whoever is at the holding page, after another look whether they still have to be.
    pub(crate) async fn waiting(
        &self,
        visit: &Visit,
        journey: Journey,
    ) -> Result<Waiting, Failure> {
        let Stage::Held { person, work } = &journey.stage else { return Err(elsewhere(&journey)) };
        let (user, awaited) = (self.walk.user(&person.user.subject), work.task());
        let (user, task) = tokio::try_join!(user, self.reviews.task(&awaited))?;
        let now = self.walk.settle(visit, &journey, &user).await?;
        if now.stage != journey.stage {
            return Err(elsewhere(&now));
        }
        let task = task.ok_or_else(|| Fault::new("showing the holding page", "no such task"))?;
        Ok(Waiting { journey: now, user, task })
    }
}

async fn hold(State(app): State<HoldingPage>, visit: Visit) -> Result<Response, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Waiting { journey, user, task } = app.waiting(&visit, journey).await?;
    let Stage::Held { person, work } = &journey.stage else { return Err(elsewhere(&journey)) };

    let today = calendar::today(app.walk.deployment.now());
    let form = paths::of(paths::MORE_INFORMATION, &journey.id);
    let frame = app.walk.frame(&journey);
    let page = pages::holding::page(
        &frame,
        &Request {
            awaiting: awaiting(work),
            promise: if today > work.due() { Promise::Broken } else { Promise::Open },
            reference: work.reference().as_str(),
            asked_on: &frame.words.near(work.asked_on()),
            by: &frame.words.near(work.due()),
            masked_email: &person.user.email.masked(),
            can_continue: journey.service.allow_pending,
            more: Some(more(&user, &task, &form)),
            return_to: &paths::of(paths::CONTINUE, &journey.id),
        },
    );
    Ok(page.into_response())
}

fn more<'a>(user: &User, task: &ReviewTask, form: &'a str) -> More<'a> {
    let answered =
        task.decided.as_ref().is_some_and(|last| last.arrow == RequestArrow::PersonAnswered);
    match user.open.as_ref().and_then(OpenWork::wanted) {
        Some(_) => More::Needed(form),
        None if answered => More::Received(form),
        None => More::Welcome(form),
    }
}

fn awaiting(work: &OpenWork) -> Awaiting {
    match work.kind() {
        ReviewKind::PossibleDuplicate => Awaiting::NewTrn,
        ReviewKind::TwoRecords => Awaiting::Record,
        ReviewKind::RecordNotFound => Awaiting::LookUp,
    }
}
