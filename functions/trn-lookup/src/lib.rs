//! Asks for a TRN and looks the teaching record up by it.
//!
//! A TRN that somebody typed is never ignored: a record with another number does not match, however
//! well the rest agrees. Whoever has none goes on to what their service allows.

mod form;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use identity::{Person, RecordPolicy, Trn};
use journey::{Event, NinoAnswer, NoTrn, Stage, Verdict};
use maud::Markup;
use pages::trn::{Answer, Mistake, Question};
use ports::{Fault, Journey, Teachers, User};
use web::{Failure, Posted, Visit, Walk, elsewhere, paths};

use crate::form::{Filled, Said};

/// What this function needs.
#[derive(Clone)]
pub struct TrnLookup {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
}

/// The pages this function serves.
pub fn router(app: TrnLookup) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(Router::new().route(paths::TRN, get(ask).post(answer)).with_state(app), &deployment)
}

/// Whoever has answered before may come back and answer again.
struct Asked<'a> {
    person: &'a Person,
    nino: &'a NinoAnswer,
    before: Before<'a>,
}

/// What was answered before.
enum Before<'a> {
    Nothing,
    Has(&'a Trn),
    HasNone(NoTrn),
}

async fn ask(State(app): State<TrnLookup>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let asked = asked(&journey).ok_or_else(|| elsewhere(&journey))?;

    let (answer, typed) = match asked.before {
        Before::Nothing => (None, String::new()),
        Before::Has(trn) => (Some(Answer::Yes), trn.as_str().to_owned()),
        Before::HasNone(NoTrn::None) => (Some(Answer::No), String::new()),
        Before::HasNone(NoTrn::Unknown) => (Some(Answer::Unknown), String::new()),
    };
    Ok(page(&app, &journey, &Filled { answer, typed }, None))
}

async fn answer(State(app): State<TrnLookup>, posted: Posted) -> Result<Response, Failure> {
    let (visit, journey, form) = app.walk.open_form(posted).await?;
    let asked = asked(&journey).ok_or_else(|| elsewhere(&journey))?;
    let filled = Filled::read(&form, journey.service.record_policy);
    let said = match filled.said() {
        Ok(said) => said,
        Err(mistake) => {
            let page = page(&app, &journey, &filled, Some(mistake));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if let (Said::Has(trn), Before::Has(before)) = (&said, &asked.before)
        && trn == *before
    {
        // The same answer again, from a double click or the back button: nothing new to look up.
        return Err(elsewhere(&journey));
    }

    let user = app.walk.user(&asked.person.user.subject).await?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    let event = match said {
        Said::Has(trn) => {
            let verdict = app.verdict(&asked, &user, Some(&trn)).await?;
            Event::TrnAnswered { trn, verdict }
        }
        Said::HasNone(no_trn) => match app.verdict(&asked, &user, None).await? {
            // Without a TRN nobody but a person can tell the two records apart.
            Verdict::AskForTrn => {
                Event::HasNoTrn { no_trn, two_records: Some(app.walk.new_task()) }
            }
            Verdict::TwoRecords(task) => Event::HasNoTrn { no_trn, two_records: Some(task) },
            // A record found now was filed since the NINO was looked up: it is found all the same.
            verdict @ Verdict::Found(_) => {
                Event::NinoAnswered { nino: asked.nino.clone(), verdict }
            }
            Verdict::NotFound => Event::HasNoTrn { no_trn, two_records: None },
        },
    };
    app.walk.advance(&visit, &journey, event, Some(&user)).await
}

impl TrnLookup {
    async fn verdict(
        &self,
        asked: &Asked<'_>,
        user: &User,
        trn: Option<&Trn>,
    ) -> Result<Verdict, Fault> {
        let decision =
            web::look_up(&*self.teachers, asked.person, user, asked.nino.nino(), trn).await?;
        Ok(self.walk.verdict(decision))
    }
}

fn asked(journey: &Journey) -> Option<Asked<'_>> {
    match &journey.stage {
        Stage::AskingTrn { person, nino } => Some(Asked { person, nino, before: Before::Nothing }),
        Stage::RequestingTrn { person, nino, no_trn } => {
            Some(Asked { person, nino, before: Before::HasNone(*no_trn) })
        }
        Stage::CheckingAnswers { person, answers } => Some(Asked {
            person,
            nino: &answers.nino,
            before: answers.trn.as_ref().map_or(Before::HasNone(NoTrn::None), Before::Has),
        }),
        Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::AskingNino { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    }
}

fn page(app: &TrnLookup, journey: &Journey, filled: &Filled, mistake: Option<Mistake>) -> Markup {
    let back = match &journey.stage {
        Stage::CheckingAnswers { .. } | Stage::RequestingTrn { .. } => {
            paths::at(&journey.stage, &journey.id)
        }
        Stage::AskingTrn { .. }
        | Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::AskingNino { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => paths::of(paths::NINO, &journey.id),
    };
    pages::trn::page(
        &app.walk.frame(journey),
        &Question {
            csrf: &app.walk.csrf(journey),
            back: Some(&back),
            can_allocate: journey.service.record_policy == RecordPolicy::Allocate,
            answer: filled.answer,
            typed: &filled.typed,
            mistake,
        },
    )
}
