//! One step of a journey: load it, check where the person is, move it, send them to where they are.

use std::{fmt, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use identity::{Reference, Subject};
use journey::{Arrow, Event, NewTask, Settled, promised_date, step};
use pages::Frame;
use ports::{
    AsOf, Commit, CommitError, CountedGuess, Fault, Journey, Journeys, Measured, ReviewTask, User,
    Users,
};

use crate::{Deployment, Failure, Posted, Visit, calendar, csrf, paths};

/// What every function of the journey needs.
#[derive(Clone)]
pub struct Walk {
    /// The deployment it is part of.
    pub deployment: Deployment,
    /// Where journeys are kept.
    pub journeys: Arc<dyn Journeys>,
    /// Where One Login users are kept.
    pub users: Arc<dyn Users>,
}

/// What a step depends on besides its journey, as it was read.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The user.
    pub user: Option<&'a User>,
    /// What support staff are deciding for them.
    pub task: Option<&'a ReviewTask>,
    /// What the register had to say about them.
    pub as_of: Option<&'a AsOf>,
    /// The guess that it shows to have been right.
    pub taken_back: Option<&'a CountedGuess>,
}

/// What became of an attempt to take a step.
#[derive(Debug)]
pub enum Attempted {
    /// It was taken: to the page of where they are now.
    Moved(Response),
    /// Nothing was written: somebody like this was put on record since the register was read, or the TRN
    /// that was drawn is taken. Look again, and draw again.
    NotCreated,
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk").field("deployment", &self.deployment).finish_non_exhaustive()
    }
}

impl Walk {
    /// The journey a visit is to.
    ///
    /// # Errors
    /// "Start again" when it is gone, or not this browser's.
    pub async fn open(&self, visit: &Visit) -> Result<Journey, Failure> {
        self.journeys
            .open(&visit.journey, &visit.session, self.deployment.now())
            .await?
            .ok_or(Failure::StartAgain)
    }

    /// The journey a form was posted to, and its fields.
    ///
    /// # Errors
    /// "Start again" when the journey is gone, or the form is not from a page of ours.
    pub async fn open_form(
        &self,
        posted: Posted,
    ) -> Result<(Visit, Journey, crate::Form), Failure> {
        posted.open(&*self.journeys, &self.deployment).await
    }

    /// What we hold about a One Login user.
    ///
    /// # Errors
    /// The store failed.
    pub async fn user(&self, subject: &Subject) -> Result<User, Fault> {
        self.users.user(subject).await
    }

    /// The token of a form of this journey.
    pub fn csrf(&self, journey: &Journey) -> String {
        csrf::of_journey(&journey.browser, &journey.id)
    }

    /// What the pages of a journey share, in the language that the calling service asked for, where there is one.
    pub fn frame<'a>(&'a self, journey: &'a Journey) -> Frame<'a> {
        let frame = self.deployment.frame().from_client(&journey.service.name);
        let frame = match journey.request.ui_locale {
            Some(locale) => frame.in_language(locale.tag()),
            None => frame,
        };
        if journey.sign_in.is_some() { frame.signed_in(paths::SIGN_OUT) } else { frame }
    }

    /// A review task about to be raised: ids drawn, five working days from today.
    pub fn new_task(&self) -> NewTask {
        let mut bytes = [0; 8];
        self.deployment.entropy().fill(&mut bytes);
        let asked_on = calendar::today(self.deployment.now());
        NewTask {
            id: ports::new_id(self.deployment.entropy()),
            reference: Reference::from_random(bytes),
            asked_on,
            due: promised_date(asked_on),
        }
    }

    /// Takes one step, commits it, and sends the person to where they now are. Whoever is elsewhere, or
    /// was overtaken by another tab, is sent to where they really are.
    ///
    /// # Errors
    /// [`Failure::Elsewhere`], or the store failed and the step was not taken.
    pub async fn advance(
        &self,
        visit: &Visit,
        journey: &Journey,
        event: Event,
        user: Option<&User>,
    ) -> Result<Response, Failure> {
        match self.attempt(visit, journey, event, About { user, ..About::default() }).await? {
            Attempted::Moved(response) => Ok(response),
            Attempted::NotCreated => {
                Err(Failure::Bug("a step that creates no record was refused as if it did"))
            }
        }
    }

    /// Tries to take one step that depends on more than the user. See [`Walk::advance`].
    ///
    /// # Errors
    /// [`Failure::Elsewhere`], or the store failed and the step was not taken.
    pub async fn attempt(
        &self,
        visit: &Visit,
        journey: &Journey,
        event: Event,
        About { user, task, as_of, taken_back }: About<'_>,
    ) -> Result<Attempted, Failure> {
        let policy = journey.service.record_policy;
        let Ok(taken) = step(policy, journey.stage.clone(), event) else {
            return Err(elsewhere(journey));
        };
        let commit =
            Commit { user, task, as_of, taken_back, ..Commit::of(&taken, self.deployment.now()) };
        match self.journeys.commit(journey, commit).await {
            Ok(moved) => {
                moved_along(taken.arrow);
                Ok(Attempted::Moved(see_other(&paths::at(&moved.stage, &moved.id))))
            }
            Err(CommitError::Stale) => Err(elsewhere(&self.open(visit).await?)),
            Err(CommitError::UserChanged) => Err(self.catch_up(visit, journey).await?),
            Err(CommitError::NotCreated(_)) => Ok(Attempted::NotCreated),
            Err(CommitError::Fault(fault)) => {
                self.reread(visit, journey, fault).await.map(Attempted::Moved)
            }
        }
    }

    /// Something was settled elsewhere while the person was answering: takes them there.
    async fn catch_up(&self, visit: &Visit, journey: &Journey) -> Result<Failure, Failure> {
        let Some(subject) = subject(journey) else { return Ok(elsewhere(journey)) };
        let user = self.users.user(subject).await?;
        self.settle(visit, journey, &user).await.map(|moved| elsewhere(&moved))
    }

    /// The journey as it is once it has caught up with what is settled about its user. Where they wait for something else by now than it
    /// does, what it waits for was refused.
    ///
    /// # Errors
    /// The store failed.
    pub async fn settle(
        &self,
        visit: &Visit,
        journey: &Journey,
        user: &User,
    ) -> Result<Journey, Failure> {
        let waits_for_another = |now: &Settled| match now {
            Settled::Open(open) => journey.stage.waits_for_another(open),
            Settled::Record { .. } => false,
        };
        if settled(user).as_ref().is_some_and(waits_for_another) {
            let refused = self.catch_up_with(visit, journey, Event::Refused).await?;
            return self.catch_up_with(visit, &refused, settlement(user)).await;
        }
        self.catch_up_with(visit, journey, settlement(user)).await
    }

    async fn catch_up_with(
        &self,
        visit: &Visit,
        journey: &Journey,
        event: Event,
    ) -> Result<Journey, Failure> {
        let policy = journey.service.record_policy;
        let Ok(taken) = step(policy, journey.stage.clone(), event) else {
            return Ok(journey.clone());
        };
        let commit = Commit::of(&taken, self.deployment.now());
        match self.journeys.commit(journey, commit).await {
            Ok(moved) => {
                moved_along(taken.arrow);
                Ok(moved)
            }
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                self.open(visit).await
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// Lets a question go on only for somebody about whom nothing is settled yet: another tab, another
    /// device or support staff may have been quicker, and what they settled is not settled again.
    ///
    /// # Errors
    /// [`Failure::Elsewhere`], to where that leaves them; or the store failed.
    pub async fn unless_settled(
        &self,
        visit: &Visit,
        journey: &Journey,
        user: &User,
    ) -> Result<(), Failure> {
        match settled(user) {
            None => Ok(()),
            Some(_) => Err(elsewhere(&self.settle(visit, journey, user).await?)),
        }
    }

    /// The store did not say whether the step was written: it is asked again, never assumed.
    async fn reread(
        &self,
        visit: &Visit,
        before: &Journey,
        fault: Fault,
    ) -> Result<Response, Failure> {
        match self.journeys.open(&visit.journey, &visit.session, self.deployment.now()).await {
            Ok(Some(now)) if now.version != before.version => Err(elsewhere(&now)),
            Ok(_) | Err(_) => Err(fault.into()),
        }
    }
}

/// Says that a journey took an arrow, now that it is written: the one place that does.
pub fn moved_along(arrow: Arrow) {
    tracing::info!(journey.arrow = arrow.name(), "journey moved");
    Measured::JourneyMoved(arrow).log();
}

/// What a journey learns of what is settled about its user. Where nothing is open any more, whoever waits for it was refused.
fn settlement(user: &User) -> Event {
    settled(user).map_or(Event::Refused, Event::CaughtUp)
}

/// What is settled about a user, if anything: their record, or what support staff are deciding.
pub fn settled(user: &User) -> Option<Settled> {
    match (&user.link, &user.open) {
        (Some(link), _) => Some(Settled::Record { trn: link.trn.clone(), origin: link.origin }),
        (None, Some(open)) => Some(Settled::Open(open.clone())),
        (None, None) => None,
    }
}

/// To the page of where the person is.
pub fn elsewhere(journey: &Journey) -> Failure {
    Failure::Elsewhere(paths::at(&journey.stage, &journey.id))
}

/// Whom a journey is about, once somebody has signed in.
fn subject(journey: &Journey) -> Option<&Subject> {
    journey.stage.user().map(|user| &user.subject)
}

/// 303, so that the browser asks for the next page with `GET`, whatever it sent.
pub fn see_other(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => Failure::Bug("a location is not ASCII").into_response(),
    }
}
