//! Asks for a National Insurance number and looks the teaching record up by it.
//!
//! A miss is never an error: the next question follows, whatever the reason, so that nobody can tell
//! from here what is on record.

mod form;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use identity::{Person, Trn};
use journey::{Event, NinoAnswer, Stage, Verdict};
use maud::Markup;
use pages::{
    nino::{Answer, Question},
    too_many_tries::Number,
};
use ports::{Guesses, Journey, Teachers};
use web::{
    Failure, Given, Guessed, Guessing, Numbers, Posted, Visit, Walk, Without, elsewhere, paths,
};

use crate::form::{Filled, Unusable};

/// What this function needs.
#[derive(Clone)]
pub struct NinoLookup {
    /// Journeys, and how they move.
    pub walk: Walk,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
    /// How often somebody has tried, and a number was tried.
    pub guesses: Arc<dyn Guesses>,
}

/// The pages this function serves.
pub fn router(app: NinoLookup) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(Router::new().route(paths::NINO, get(ask).post(answer)).with_state(app), &deployment)
}

/// Whoever has answered before may come back and answer again.
struct Asked<'a> {
    person: &'a Person,
    /// What was answered on this journey.
    before: Option<&'a NinoAnswer>,
    trn: Option<&'a Trn>,
}

async fn ask(State(app): State<NinoLookup>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    asked(&journey).ok_or_else(|| elsewhere(&journey))?;

    let (answer, typed) = match journey.stage.answered().map(|answered| answered.nino) {
        None => (None, String::new()),
        Some(NinoAnswer::Given(nino)) => (Some(Answer::Yes), nino.spaced()),
        Some(NinoAnswer::NotNow) => (Some(Answer::NotNow), String::new()),
        Some(NinoAnswer::None) => (Some(Answer::No), String::new()),
    };
    Ok(page(&app, &journey, &Filled { answer, typed }, None))
}

async fn answer(State(app): State<NinoLookup>, posted: Posted) -> Result<Response, Failure> {
    let (visit, journey, form) = app.walk.open_form(posted).await?;
    let asked = asked(&journey).ok_or_else(|| elsewhere(&journey))?;
    let filled = Filled::from(&form);
    let nino = match filled.answer() {
        Ok(nino) => nino,
        Err(Unusable(mistake)) => {
            let page = page(&app, &journey, &filled, Some(mistake));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if asked.before == Some(&nino) && asked.trn.is_none() {
        // The same answer again, from a double click or the back button: nothing new to look up.
        return Err(elsewhere(&journey));
    }

    let guessing = app.guessing(&journey, asked.person);
    let numbers = Numbers { nino: nino.nino().map(Given::Now), trn: asked.trn.map(Given::Before) };
    let (user, standing) = guessing.user_and_standing(numbers).await?;
    app.walk.unless_settled(&visit, &journey, &user).await?;
    let (decision, taken_back) = match guessing.look_up(numbers, (&user, standing)).await? {
        Guessed::Decided { decision, taken_back } => (decision, taken_back),
        Guessed::Wait(again_at) => {
            return Ok(app.walk.wait(&journey, again_at, without(&journey.stage)));
        }
    };
    let verdict = match (app.walk.verdict(decision), asked.trn) {
        // Two records are told apart by the TRN, which has not been asked for yet.
        (Verdict::TwoRecords(_), None) => Verdict::AskForTrn,
        (verdict, _) => verdict,
    };
    let event = Event::NinoAnswered { nino, verdict };
    guessing.advance(&visit, event, (&user, None), taken_back).await
}

impl NinoLookup {
    fn guessing<'a>(&'a self, journey: &'a Journey, person: &'a Person) -> Guessing<'a> {
        let (teachers, guesses) = (&*self.teachers, &*self.guesses);
        Guessing { walk: &self.walk, teachers, guesses, journey, person }
    }
}

/// How whoever is still at this question goes on without the number.
fn without(stage: &Stage) -> Option<Without> {
    match stage {
        Stage::AskingNino { .. } => {
            Some(Without { number: Number::Nino, field: ("have_nino", Answer::NotNow.value()) })
        }
        Stage::AskingTrn { .. }
        | Stage::CheckingAnswers { .. }
        | Stage::RequestingTrn { .. }
        | Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    }
}

fn asked(journey: &Journey) -> Option<Asked<'_>> {
    match &journey.stage {
        Stage::AskingNino { person, .. } => Some(Asked { person, before: None, trn: None }),
        Stage::AskingTrn { person, nino, .. } | Stage::RequestingTrn { person, nino, .. } => {
            Some(Asked { person, before: Some(nino), trn: None })
        }
        Stage::CheckingAnswers { person, answers } => {
            Some(Asked { person, before: Some(&answers.nino), trn: answers.trn.as_ref() })
        }
        Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    }
}

fn page(
    app: &NinoLookup,
    journey: &Journey,
    filled: &Filled,
    mistake: Option<pages::nino::Mistake>,
) -> Markup {
    let back = match &journey.stage {
        Stage::CheckingAnswers { .. } | Stage::RequestingTrn { .. } => {
            Some(paths::at(&journey.stage, &journey.id))
        }
        Stage::AskingNino { .. }
        | Stage::AskingTrn { .. }
        | Stage::SigningIn
        | Stage::ProvingIdentity { .. }
        | Stage::TurnedAway { .. }
        | Stage::Held { .. }
        | Stage::SupportAsked { .. }
        | Stage::Done { .. } => None,
    };
    pages::nino::page(
        &app.walk.frame(journey),
        &Question {
            csrf: &app.walk.csrf(journey),
            back: back.as_deref(),
            answer: filled.answer,
            typed: &filled.typed,
            mistake,
        },
    )
}
