//! The form for what support staff asked for, or for a TRN that somebody has found while they wait.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use identity::Person;
use journey::{Event, Found, More, OpenWork, Stage, Wanted};
use matching::Decision;
use maud::Markup;
use pages::more_information::{Form, Mistake};
use ports::{Journey, ReviewTask, User};
use web::{Failure, Given, Guessed, Guessing, Numbers, Posted, Visit, elsewhere, paths};

use crate::{
    HoldingPage, Waiting,
    answer::{Typed, fields},
};

/// How often an answer is tried while support staff move its task.
const MOST_TRIES: usize = 3;

pub(crate) async fn show(State(app): State<HoldingPage>, visit: Visit) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let waiting = app.waiting(&visit, journey).await?;
    Ok(page(&app, &waiting, &Typed::nothing(), &[]))
}

pub(crate) async fn take(
    State(app): State<HoldingPage>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (visit, journey, form) = app.walk.open_form(posted).await?;
    let waiting = app.waiting(&visit, journey).await?;
    let typed = Typed::read(&form, wanted(&waiting.user));
    let more = match typed.more() {
        Ok(more) => more,
        Err(mistakes) => {
            let page = page(&app, &waiting, &typed, &mistakes);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let mut waiting = waiting;
    for _ in 1..MOST_TRIES {
        match app.add(&visit, &waiting, &more).await {
            Err(moved @ Failure::Elsewhere(_)) => {
                let before = waiting.user.version;
                waiting = app.waiting(&visit, app.walk.open(&visit).await?).await?;
                if before != waiting.user.version || is_known(&waiting.task, &more) {
                    return Err(moved);
                }
                // Support staff have only moved the task: nothing that somebody adds is lost for that.
            }
            answered => return answered,
        }
    }
    app.add(&visit, &waiting, &more).await
}

impl HoldingPage {
    /// Looks up what somebody adds, and hands it to support staff if it does not find their record.
    async fn add(
        &self,
        visit: &Visit,
        Waiting { journey, user, task }: &Waiting,
        more: &More,
    ) -> Result<Response, Failure> {
        let Stage::Held { person, .. } = &journey.stage else { return Err(elsewhere(journey)) };
        if wanted(user).is_none() && is_known(task, more) {
            // The same answer again, from a double click or the back button.
            return Err(elsewhere(journey));
        }

        let guessing = self.guessing(journey, person);
        let numbers = Numbers {
            nino: given(more.nino.as_ref(), task.answers.nino.nino()),
            trn: given(more.trn.as_ref(), task.answers.trn.as_ref()),
        };
        let standing = guessing.standing(numbers).await?;
        let (found, taken_back) = match guessing.look_up(numbers, (user, standing)).await? {
            Guessed::Decided { decision, taken_back } => (found(decision), taken_back),
            // Support staff get the number all the same, and look themselves.
            Guessed::Wait(_) => (None, None),
        };
        let event = Event::Added { more: more.clone(), found };
        guessing.advance(visit, event, (user, Some(task)), taken_back).await
    }

    fn guessing<'a>(&'a self, journey: &'a Journey, person: &'a Person) -> Guessing<'a> {
        let (teachers, guesses) = (&*self.teachers, &*self.guesses);
        Guessing { walk: &self.walk, teachers, guesses, journey, person }
    }
}

/// The latest answer, if there is one. What support staff have already was counted when it was given.
fn given<'a, T: PartialEq>(now: Option<&'a T>, before: Option<&'a T>) -> Option<Given<&'a T>> {
    match (now, before) {
        (Some(now), Some(before)) if now == before => Some(Given::Before(before)),
        (Some(now), Some(_) | None) => Some(Given::Now(now)),
        (None, before) => before.map(Given::Before),
    }
}

/// The record that everything they gave finds. The rules decide.
fn found(decision: Decision) -> Option<Found> {
    match decision {
        Decision::Match(theirs) => Some(web::found(theirs)),
        Decision::AskForTrn { .. }
        | Decision::TwoRecords { .. }
        | Decision::Candidates(_)
        | Decision::None => None,
    }
}

fn wanted(user: &User) -> Option<Wanted> {
    user.open.as_ref().and_then(OpenWork::wanted)
}

/// Whether support staff have it already.
fn is_known(task: &ReviewTask, more: &More) -> bool {
    more.nino.as_ref().is_none_or(|nino| task.answers.nino.nino() == Some(nino))
        && more.trn.as_ref().is_none_or(|trn| task.answers.trn.as_ref() == Some(trn))
        && more
            .previous_last_name
            .as_ref()
            .is_none_or(|name| task.previous_last_name.as_ref() == Some(name))
}

fn page(app: &HoldingPage, waiting: &Waiting, typed: &Typed, mistakes: &[Mistake]) -> Markup {
    let Waiting { journey, user, task } = waiting;
    pages::more_information::page(
        &app.walk.frame(journey),
        &Form {
            csrf: &app.walk.csrf(journey),
            back: &paths::of(paths::HOLDING, &journey.id),
            wanted: &fields(wanted(user)),
            reference: task.reference.as_str(),
            nino: &typed.nino,
            trn: &typed.trn,
            previous_last_name: &typed.previous_last_name,
            mistakes,
        },
    )
}
