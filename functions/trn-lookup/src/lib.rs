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
use journey::{Event, NinoAnswer, NoTrn, Stage, TrnAnswer, Verdict};
use maud::Markup;
use pages::{
    too_many_tries::Number,
    trn::{Answer, Mistake, Question},
};
use ports::{Guesses, Journey, Teachers};
use web::{
    Failure, Given, Guessed, Guessing, Numbers, Posted, Visit, Walk, Without, elsewhere, paths,
};

use crate::form::{Filled, Said};

/// What this function needs.
#[derive(Clone)]
pub struct TrnLookup {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
    /// How often somebody has tried, and a number was tried.
    pub guesses: Arc<dyn Guesses>,
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
    /// The TRN that was looked up on this journey.
    before: Option<&'a Trn>,
}

async fn ask(State(app): State<TrnLookup>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    asked(&journey).ok_or_else(|| elsewhere(&journey))?;

    let (answer, typed) = match journey.stage.answered().and_then(|answered| answered.trn) {
        None => (None, String::new()),
        Some(TrnAnswer::Given(trn)) => (Some(Answer::Yes), trn.as_str().to_owned()),
        Some(TrnAnswer::None(NoTrn::None)) => (Some(Answer::No), String::new()),
        Some(TrnAnswer::None(NoTrn::Unknown)) => (Some(Answer::Unknown), String::new()),
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
    if asked.before.is_some() && said.trn() == asked.before {
        // The same answer again, from a double click or the back button: nothing new to look up.
        return Err(elsewhere(&journey));
    }

    let guessing = app.guessing(&journey, asked.person);
    let numbers =
        Numbers { nino: asked.nino.nino().map(Given::Before), trn: said.trn().map(Given::Now) };
    let (user, standing) = guessing.user_and_standing(numbers).await?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    let (decision, taken_back) = match guessing.look_up(numbers, (&user, standing)).await? {
        Guessed::Decided { decision, taken_back } => (decision, taken_back),
        Guessed::Wait(again_at) => {
            return Ok(app.walk.wait(&journey, again_at, without(&journey)));
        }
    };
    let event = app.event(said, asked.nino, app.walk.verdict(decision));
    guessing.advance(&visit, event, (&user, None), taken_back).await
}

impl TrnLookup {
    fn guessing<'a>(&'a self, journey: &'a Journey, person: &'a Person) -> Guessing<'a> {
        let (teachers, guesses) = (&*self.teachers, &*self.guesses);
        Guessing { walk: &self.walk, teachers, guesses, journey, person }
    }

    /// What has happened, by the rules' word on what was said.
    fn event(&self, said: Said, nino: &NinoAnswer, verdict: Verdict) -> Event {
        let no_trn = match said {
            Said::Has(trn) => return Event::TrnAnswered { trn, verdict },
            Said::HasNone(no_trn) => no_trn,
        };
        match verdict {
            // Without a TRN nobody but a person can tell the two records apart.
            Verdict::AskForTrn => {
                Event::HasNoTrn { no_trn, two_records: Some(self.walk.new_task()) }
            }
            Verdict::TwoRecords(task) => Event::HasNoTrn { no_trn, two_records: Some(task) },
            // A record found now was filed since the NINO was looked up: it is found all the same.
            verdict @ Verdict::Found(_) => Event::NinoAnswered { nino: nino.clone(), verdict },
            Verdict::NotFound => Event::HasNoTrn { no_trn, two_records: None },
        }
    }
}

/// How whoever is still at this question goes on without the number.
fn without(journey: &Journey) -> Option<Without> {
    let answer = match journey.service.record_policy {
        RecordPolicy::Existing => Answer::No,
        RecordPolicy::Allocate => Answer::Unknown,
    };
    match &journey.stage {
        Stage::AskingTrn { .. } => {
            Some(Without { number: Number::Trn, field: ("have_trn", answer.value()) })
        }
        Stage::CheckingAnswers { .. }
        | Stage::RequestingTrn { .. }
        | Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::AskingNino { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    }
}

fn asked(journey: &Journey) -> Option<Asked<'_>> {
    match &journey.stage {
        Stage::AskingTrn { person, nino, .. } | Stage::RequestingTrn { person, nino, .. } => {
            Some(Asked { person, nino, before: None })
        }
        Stage::CheckingAnswers { person, answers } => {
            Some(Asked { person, nino: &answers.nino, before: answers.trn.as_ref() })
        }
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
