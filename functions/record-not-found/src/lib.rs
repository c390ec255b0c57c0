//! Plays the answers back when nothing was found, and asks support staff to look.
//!
//! One request for one person, however often the form arrives: the review task, the pointer to it and
//! the email are written with the step, against the user as they were read.

use axum::{Router, extract::State, response::Response, routing::get};
use identity::VerifiedName;
use journey::{Event, Stage};
use maud::Markup;
use pages::{check_answers::Answers, request_sent};
use web::{Failure, Posted, Visit, Walk, elsewhere, paths};

/// What this function needs.
#[derive(Clone)]
pub struct RecordNotFound {
    /// Journeys, and how they move.
    pub walk: Walk,
}

/// The pages this function serves.
pub fn router(app: RecordNotFound) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::CHECK_ANSWERS, get(check).post(send))
            .route(paths::REQUEST_SENT, get(sent))
            .with_state(app),
        &deployment,
    )
}

async fn check(State(app): State<RecordNotFound>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::CheckingAnswers { person, answers } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let previous_names: Vec<String> =
        person.identity.previous_names().map(VerifiedName::display).collect();
    let change_trn = paths::of(paths::TRN, &journey.id);
    let frame = app.walk.frame(&journey);
    Ok(pages::check_answers::page(
        &frame,
        &Answers {
            csrf: &app.walk.csrf(&journey),
            back: &change_trn,
            name: &person.identity.current_name().display(),
            previous_names: &previous_names,
            date_of_birth: &frame.words.far(person.identity.date_of_birth().date()),
            email: person.user.email.as_str(),
            nino: answers.nino.nino().map(identity::Nino::spaced).as_deref(),
            trn: answers.trn.as_ref().map(identity::Trn::as_str),
            change_nino: &paths::of(paths::NINO, &journey.id),
            change_trn: &change_trn,
            go_back: &paths::of(paths::CONTINUE, &journey.id),
        },
    ))
}

async fn send(State(app): State<RecordNotFound>, posted: Posted) -> Result<Response, Failure> {
    let (visit, journey, _) = app.walk.open_form(posted).await?;
    let Stage::CheckingAnswers { person, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let user = app.walk.user(&person.user.subject).await?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    let event = Event::SupportAsked(app.walk.new_task());
    app.walk.advance(&visit, &journey, event, Some(&user)).await
}

async fn sent(State(app): State<RecordNotFound>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::SupportAsked { person, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };
    // Support staff may have decided since.
    let user = app.walk.user(&person.user.subject).await?;
    let journey = app.walk.settle(&visit, &journey, &user).await?;
    let Stage::SupportAsked { person, work } = &journey.stage else {
        return Err(elsewhere(&journey));
    };

    let frame = app.walk.frame(&journey);
    Ok(request_sent::page(
        &frame,
        &request_sent::Request {
            reference: work.reference().as_str(),
            by: &frame.words.near(work.due()),
            masked_email: &person.user.email.masked(),
            return_to: &paths::of(paths::CONTINUE, &journey.id),
        },
    ))
}
