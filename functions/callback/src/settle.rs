//! What a believed return changes: the journey, the user, and the browser's session.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use identity::SessionId;
use jiff::Timestamp;
use jose::Digest;
use journey::{Answered, Event, Known, Setback, Stage, Step, step};
use oidc::authorize::{Return, is_recent_enough};
use ports::{
    Attempt, Commit, CommitError, JOURNEY_LIFE, Journey, NewSession, Purpose, Rotation,
    SESSION_IDLE, Session, SessionSignIn, SignedIn, Trip, User,
};
use web::{Failure, Visit, elsewhere, paths};

use crate::{Callback, setting_out::unreachable};

/// How often a step about a user is tried again when somebody else changed them meanwhile.
const TRIES: usize = 3;

impl Callback {
    /// Takes the step that a believed return makes.
    pub(crate) async fn believe(
        &self,
        visit: &Visit,
        journey: &Journey,
        (attempt, signed_in): (&Attempt, SignedIn),
    ) -> Result<Response, Failure> {
        let came = &signed_in.user.subject;
        if journey.stage.user().is_some_and(|first| first.subject != *came) {
            return Err(Failure::NotBelieved("the subject is another than on the first trip"));
        }
        match &attempt.trip {
            // Who they are has nothing to do with when they signed in.
            Trip::ProveIdentity => {}
            Trip::SignIn if self.is_recent_enough(journey, &signed_in, Return::SignIn) => {}
            Trip::SignIn => return self.ask_again(visit, journey, signed_in).await,
            Trip::SignInAgain { subject } if subject != came => {
                return Err(Failure::NotBelieved("the subject is another than before"));
            }
            Trip::SignInAgain { .. } => {
                if !self.is_recent_enough(journey, &signed_in, Return::SignInAgain) {
                    return Ok(self.login_required(journey));
                }
            }
        }
        let user = async { Ok(self.walk.user(&signed_in.user.subject).await?) };
        let around = self.session_and_answers(visit, journey, &signed_in);
        let ((session, answered), mut user) = tokio::try_join!(around, user)?;
        let sign_in = SessionSignIn {
            session,
            subject: signed_in.user.subject.clone(),
            auth_time: signed_in.auth_time,
            came_back_at: self.walk.deployment.now(),
            one_login_id_token: signed_in.id_token.clone(),
        };
        for _ in 0..TRIES {
            let event = event(&journey.stage, &signed_in, &user, answered.as_ref());
            let Ok(taken) = step(journey.service.record_policy, journey.stage.clone(), event)
            else {
                return Err(elsewhere(journey));
            };
            let sign_in = (&sign_in, attempt.set_out_at);
            match self.commit(visit, journey, &taken, sign_in, &user).await {
                Err(CommitError::UserChanged) => {
                    user = self.walk.user(&signed_in.user.subject).await?;
                }
                Err(CommitError::Stale | CommitError::NotCreated(_)) => {
                    return Err(elsewhere(&self.walk.open(visit).await?));
                }
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
                Ok(response) => return Ok(response),
            }
        }
        Err(Failure::Bug("a user changed again and again"))
    }

    async fn commit(
        &self,
        visit: &Visit,
        journey: &Journey,
        taken: &Step,
        (sign_in, set_out_at): (&SessionSignIn, Timestamp),
        user: &User,
    ) -> Result<Response, CommitError> {
        let onward = self.onward(journey, taken).await;
        let attempt = onward.as_ref().and_then(|onward| onward.as_ref().ok());
        let commit = Commit {
            user: (!taken.effects.is_empty()).then_some(user),
            attempt: attempt.map(|(attempt, _)| attempt.clone()),
            ..Commit::of(taken, self.walk.deployment.now())
        };
        let (moved, cookie) =
            self.rotate(visit, journey, commit, (Some(sign_in), set_out_at)).await?;
        web::moved_along(taken.arrow);
        let mut response = match onward {
            None => web::see_other(&paths::at(&moved.stage, &moved.id)),
            Some(Ok((_, url))) => web::leave_for(&url),
            Some(Err(_)) => unreachable(&moved).into_response(),
        };
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(response)
    }

    /// Commits a step with a new session in which this sign-in stands, or none. Answers with the journey
    /// as it is then, and the cookie.
    pub(crate) async fn rotate(
        &self,
        visit: &Visit,
        journey: &Journey,
        commit: Commit<'_>,
        (sign_in, set_out_at): (Option<&SessionSignIn>, Timestamp),
    ) -> Result<(Journey, HeaderValue), CommitError> {
        let deployment = &self.walk.deployment;
        let (secret, now) = (ports::secret(deployment.entropy()), deployment.now());
        // Who is away to prove their identity may take an hour, and shows no page of ours to anybody.
        let idle = if commit.attempt.is_some() { JOURNEY_LIFE } else { SESSION_IDLE };
        let session = Session {
            browser: journey.browser.clone(),
            sign_in: sign_in.cloned(),
            idle_at: now + idle,
            expires_at: now + JOURNEY_LIFE,
        };
        let new = NewSession { digest: secret.digest(), session };
        let rotation = Some(Rotation { old: visit.session.clone(), new, set_out_at });
        let moved = match self.walk.journeys.commit(journey, Commit { rotation, ..commit }).await {
            Err(CommitError::Fault(fault)) => {
                self.written_after_all(journey, &secret.digest()).await.ok_or(fault)?
            }
            moved => moved?,
        };
        Ok((moved, web::session_cookie(&secret)))
    }

    /// The store did not say whether the step was written: it is asked again, never assumed. The new
    /// session is there only if it was, and nobody else can give it to the browser.
    async fn written_after_all(&self, journey: &Journey, session: &Digest) -> Option<Journey> {
        let now = self.walk.deployment.now();
        self.walk.journeys.open(&journey.id, session, now).await.ok().flatten()
    }

    /// The second trip, if the step leads to one.
    async fn onward(
        &self,
        journey: &Journey,
        taken: &Step,
    ) -> Option<Result<(Attempt, String), ports::Fault>> {
        let Stage::ProvingIdentity { .. } = &taken.stage else { return None };
        let locale = journey.request.ui_locale;
        let (deployment, purpose) = (&self.walk.deployment, Purpose::ProveIdentity);
        Some(web::set_out(deployment, &*self.one_login, purpose, &journey.id, locale).await)
    }

    /// What calling services know the sign-in by, and what the person answered lately. One person in one
    /// browser has one sign-in, over both trips and over every service, so that signing out of any ends all of
    /// it; somebody else begins another. Whoever has just proved who they are was never asked anything.
    async fn session_and_answers(
        &self,
        visit: &Visit,
        journey: &Journey,
        signed_in: &SignedIn,
    ) -> Result<(SessionId, Option<Answered>), Failure> {
        if let (Some(_), Some(stamp)) = (journey.stage.user(), &journey.sign_in) {
            return Ok((stamp.session.clone(), None));
        }
        let (deployment, subject) = (&self.walk.deployment, &signed_in.user.subject);
        let here = self.sessions.returning(&visit.session, subject, deployment.now()).await?;
        let same = here
            .session
            .and_then(|session| session.sign_in)
            .filter(|before| before.subject == *subject);
        let id = same.map_or_else(|| ports::new_id(deployment.entropy()), |before| before.session);
        Ok((id, here.answered))
    }

    fn is_recent_enough(&self, journey: &Journey, signed_in: &SignedIn, from: Return) -> bool {
        let now = self.walk.deployment.now();
        is_recent_enough(&journey.request, journey.began_at, signed_in.auth_time, now, from)
    }

    /// Commits a step that changes nothing but the journey.
    pub(crate) async fn commit_plain(
        &self,
        journey: &Journey,
        event: Event,
    ) -> Result<Journey, Failure> {
        let Ok(taken) = step(journey.service.record_policy, journey.stage.clone(), event) else {
            return Err(elsewhere(journey));
        };
        let at = self.walk.deployment.now();
        let commit = Commit::of(&taken, at);
        match self.walk.journeys.commit(journey, commit).await {
            Ok(moved) => {
                web::moved_along(taken.arrow);
                Ok(moved)
            }
            Err(CommitError::Stale | CommitError::UserChanged | CommitError::NotCreated(_)) => {
                Err(elsewhere(journey))
            }
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }
}

/// What a believed return means, where the person is.
fn event(stage: &Stage, signed_in: &SignedIn, user: &User, answered: Option<&Answered>) -> Event {
    let one_login_user = signed_in.user.clone();
    match (stage, &signed_in.identity) {
        (Stage::ProvingIdentity { .. }, Some(identity)) => {
            Event::IdentityProved { user: one_login_user, identity: identity.clone() }
        }
        (Stage::ProvingIdentity { .. }, None) => Event::TurnedBack(Setback::IdentityNotProved),
        (
            Stage::SigningIn
            | Stage::TurnedAway { .. }
            | Stage::AskingNino { .. }
            | Stage::AskingTrn { .. }
            | Stage::CheckingAnswers { .. }
            | Stage::RequestingTrn { .. }
            | Stage::Held { .. }
            | Stage::SupportAsked { .. }
            | Stage::Done { .. },
            Some(_) | None,
        ) => Event::SignedIn { user: one_login_user, known: known(user, answered) },
    }
}

/// What we hold about somebody who has just signed in.
fn known(user: &User, answered: Option<&Answered>) -> Known {
    match (&user.identity, web::settled(user)) {
        (None, _) => Known::Nothing,
        (Some(identity), None) => Known::Identity(identity.clone(), answered.cloned()),
        (Some(identity), Some(settled)) => Known::Settled(identity.clone(), settled),
    }
}
