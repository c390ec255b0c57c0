//! A look-up by numbers that somebody gave: counted first, so that nobody can try until they hit upon
//! somebody else's record.
//!
//! The register is asked nothing before the guess is counted. A match, and a match that only the rule
//! about two records stopped, is taken back with the step that it leads to: in the same transaction, so
//! that a crash in between leaves it counted. Store calls are the same whatever the rules find.

use axum::response::Response;
use futures_util::future::try_join;
use identity::{Nino, Person, Trn};
use jiff::Timestamp;
use journey::Event;
use matching::{Decision, Match};
use ports::{
    Counted, CountedGuess, Fault, Guess, GuessedNumber, Guesses, Journey, Measured, ReviewTask,
    Standing, Teachers, User,
};

use crate::{About, Attempted, Failure, Visit, Walk, found, look_up::look_up};

/// What a look-up needs besides the journey.
#[derive(Clone, Copy)]
pub struct Guessing<'a> {
    /// Journeys, and how they move.
    pub walk: &'a Walk,
    /// The register.
    pub teachers: &'a dyn Teachers,
    /// Where guesses are counted.
    pub guesses: &'a dyn Guesses,
    /// The journey it is made on.
    pub journey: &'a Journey,
    /// Whose record is looked for.
    pub person: &'a Person,
}

/// The numbers of a look-up. Those typed just now are a guess; those given before were counted then.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a> {
    /// Their NINO, if they gave one.
    pub nino: Option<Given<&'a Nino>>,
    /// Their TRN, if they gave one.
    pub trn: Option<Given<&'a Trn>>,
}

/// A number, and when it was given.
#[derive(Debug, Clone, Copy)]
pub enum Given<T> {
    /// In the form that is being answered.
    Now(T),
    /// On an earlier page.
    Before(T),
}

impl<T> Given<T> {
    fn number(self) -> T {
        match self {
            Self::Now(number) | Self::Before(number) => number,
        }
    }

    fn is_now(&self) -> bool {
        match self {
            Self::Now(_) => true,
            Self::Before(_) => false,
        }
    }
}

/// What a look-up came to.
#[derive(Debug)]
pub enum Guessed {
    /// The rules decided.
    Decided {
        /// What.
        decision: Decision,
        /// The guess to take back with the step it leads to, if it was right.
        taken_back: Option<CountedGuess>,
    },
    /// Nothing was looked up: they have guessed too often, and may try again then.
    Wait(Timestamp),
}

impl Numbers<'_> {
    fn nino(self) -> Option<GuessedNumber> {
        self.nino.map(|nino| nino.number().into())
    }

    fn trn(self) -> Option<GuessedNumber> {
        self.trn.map(|trn| trn.number().into())
    }

    fn all(self) -> Vec<GuessedNumber> {
        self.nino().into_iter().chain(self.trn()).collect()
    }

    fn typed(self) -> Vec<GuessedNumber> {
        let nino = self.nino().filter(|_| self.nino.is_some_and(|given| given.is_now()));
        let trn = self.trn().filter(|_| self.trn.is_some_and(|given| given.is_now()));
        nino.into_iter().chain(trn).collect()
    }
}

impl Guessing<'_> {
    /// What is counted about the person and these numbers. Without a number there is nothing to ask about.
    ///
    /// # Errors
    /// The store failed.
    pub async fn standing(&self, numbers: Numbers<'_>) -> Result<Option<Standing>, Fault> {
        let all = numbers.all();
        if all.is_empty() {
            return Ok(None);
        }
        self.guesses.standing(&self.person.user.subject, &all).await.map(Some)
    }

    /// The same, with the user, at the same time.
    ///
    /// # Errors
    /// The store failed.
    pub async fn user_and_standing(
        &self,
        numbers: Numbers<'_>,
    ) -> Result<(User, Option<Standing>), Fault> {
        let user = self.walk.user(&self.person.user.subject);
        try_join(user, self.standing(numbers)).await
    }

    /// Counts the guess that these numbers are, if any was typed, and then looks the record up. A match by
    /// a number that is left to support staff looks like none.
    ///
    /// # Errors
    /// The store failed: nothing was looked up then, or nothing comes of it. What was counted stays so.
    pub async fn look_up(
        &self,
        numbers: Numbers<'_>,
        (user, standing): (&User, Option<Standing>),
    ) -> Result<Guessed, Fault> {
        let (standing, counted) = match (standing, numbers.typed()) {
            (Some(standing), typed) if !typed.is_empty() => {
                match self.guesses.count(&self.guess(typed), standing).await? {
                    Counted::TooMany { again_at } => return Ok(Guessed::Wait(again_at)),
                    Counted::Counted { guess, before, leaves_to_staff } => {
                        if leaves_to_staff {
                            // What the alarm watches. Which number it is stands nowhere.
                            Measured::NumberLeftToStaff.log();
                        }
                        (Some(before), Some(guess))
                    }
                }
            }
            (standing, _) => (standing, None),
        };
        let (nino, trn) = (numbers.nino.map(Given::number), numbers.trn.map(Given::number));
        let decision = look_up(self.teachers, self.person, user, nino, trn).await?;
        let left = Left::of(numbers, standing.as_ref(), self.walk.deployment.now());
        let decision = left.hide(decision);
        let taken_back = counted.filter(|_| is_right(&decision));
        Ok(Guessed::Decided { decision, taken_back })
    }

    /// Takes the step that a look-up led to. See [`Walk::advance`].
    ///
    /// # Errors
    /// [`Failure::Elsewhere`], or the store failed and the step was not taken.
    pub async fn advance(
        &self,
        visit: &Visit,
        event: Event,
        (user, task): (&User, Option<&ReviewTask>),
        taken_back: Option<CountedGuess>,
    ) -> Result<Response, Failure> {
        let taken_back = taken_back.as_ref();
        let about = About { user: Some(user), task, as_of: None, taken_back };
        match self.walk.attempt(visit, self.journey, event, about).await {
            Ok(Attempted::Moved(response)) => Ok(response),
            Ok(Attempted::NotCreated) => Err(Failure::Bug("a look-up creates no record")),
            // Another tab was quicker: this guess was no less right.
            Err(elsewhere @ Failure::Elsewhere(_)) => {
                if let Some(guess) = taken_back {
                    self.guesses.take_back(guess).await?;
                }
                Err(elsewhere)
            }
            Err(failure) => Err(failure),
        }
    }

    fn guess(&self, typed: Vec<GuessedNumber>) -> Guess {
        let deployment = &self.walk.deployment;
        Guess {
            id: ports::token(deployment.entropy()),
            typed,
            journey: self.journey.id.clone(),
            client: self.journey.service.id.clone(),
            at: deployment.now(),
        }
    }
}

/// Whether somebody gave what is theirs: two records of one person are none of their mistakes.
fn is_right(decision: &Decision) -> bool {
    match decision {
        Decision::Match(_) | Decision::AskForTrn { .. } | Decision::TwoRecords { .. } => true,
        Decision::Candidates(_) | Decision::None => false,
    }
}

/// Which of the numbers only support staff match by.
struct Left {
    nino: bool,
    trn: bool,
}

impl Left {
    fn of(numbers: Numbers<'_>, standing: Option<&Standing>, now: Timestamp) -> Self {
        let is_left = |number: Option<GuessedNumber>| {
            let (Some(number), Some(standing)) = (number, standing) else { return false };
            standing.leaves_to_staff(&number, now)
        };
        Self { nino: is_left(numbers.nino()), trn: is_left(numbers.trn()) }
    }

    /// The decision without what rests on such a number.
    fn hide(&self, decision: Decision) -> Decision {
        let hidden = match &decision {
            Decision::Match(theirs) => self.rests_on_any(theirs),
            Decision::AskForTrn { .. } | Decision::TwoRecords { .. } => self.nino || self.trn,
            Decision::Candidates(_) | Decision::None => false,
        };
        if hidden { Decision::None } else { decision }
    }

    fn rests_on_any(&self, theirs: &Match) -> bool {
        match found(theirs.clone()).matched_on {
            journey::MatchedOn::Nino => self.nino,
            journey::MatchedOn::Trn => self.trn,
            journey::MatchedOn::NinoAndTrn => self.nino || self.trn,
        }
    }
}

/// Whether a match by this NINO alone is left to support staff.
///
/// # Errors
/// The store failed.
pub async fn is_left_to_staff(
    guesses: &dyn Guesses,
    person: &Person,
    nino: &Nino,
    now: Timestamp,
) -> Result<bool, Fault> {
    let number = GuessedNumber::from(nino);
    let standing = guesses.standing(&person.user.subject, std::slice::from_ref(&number)).await?;
    Ok(standing.leaves_to_staff(&number, now))
}
