//! Gives a TRN to somebody who has none, or does not.

use axum::response::Response;
use identity::{Nino, Person, TeachingRecord};
use journey::{Event, NewRequest, NewTask, NinoAnswer, RequestOutcome};
use matching::{Allocation, Evidence};
use ports::{Fault, Journey, Measured, Survey, User};
use web::{About, Attempted, Failure, Visit};

use crate::AllocationRequest;

/// How often the register is looked at. Whoever loses to another allocation looks again, and finds a match
/// or a possible duplicate; after so many, support staff decide.
const MOST_LOOKS: usize = 4;

/// The outcome that needs no new record: it cannot be overtaken by another.
fn without_a_record(outcome: RequestOutcome) -> RequestOutcome {
    match outcome {
        RequestOutcome::Issued(_) => {
            tracing::warn!("the register kept changing: held for support staff");
            RequestOutcome::Held
        }
        RequestOutcome::Matched(_) | RequestOutcome::Held => outcome,
    }
}

/// Who may match somebody by the NINO they gave.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MatchedBy {
    /// The rules.
    TheRules,
    /// Support staff alone: it was tried too often.
    StaffAlone,
}

impl AllocationRequest {
    /// Who may match by this number.
    pub(crate) async fn left_to_staff(
        &self,
        person: &Person,
        nino: Option<&Nino>,
    ) -> Result<MatchedBy, Fault> {
        let Some(nino) = nino else { return Ok(MatchedBy::TheRules) };
        let now = self.walk.deployment.now();
        let left = web::is_left_to_staff(&*self.guesses, person, nino, now).await?;
        Ok(if left { MatchedBy::StaffAlone } else { MatchedBy::TheRules })
    }

    /// Tries what the rules say about this person until it is written.
    pub(crate) async fn allocate(
        &self,
        visit: &Visit,
        journey: &Journey,
        user: &User,
        (person, nino, matched_by): (&Person, &NinoAnswer, MatchedBy),
    ) -> Result<Response, Failure> {
        let request = self.new_request();
        let evidence = Evidence {
            identity: &person.identity,
            email: Some(&person.user.email),
            nino: nino.nino(),
            trn: None,
            refused: &user.refused,
        };
        for look in 1..=MOST_LOOKS {
            let survey = self.teachers.around(&evidence).await?;
            let outcome =
                self.outcome((person, nino.nino(), matched_by), &evidence, &survey).await?;
            let outcome = if look < MOST_LOOKS { outcome } else { without_a_record(outcome) };
            let event = Event::TrnRequested { request: request.clone(), outcome };
            let about = About { user: Some(user), as_of: Some(&survey.as_of), ..About::default() };
            match self.walk.attempt(visit, journey, event, about).await? {
                Attempted::Moved(response) => return Ok(response),
                Attempted::NotCreated => {}
            }
        }
        Err(Failure::Bug("a request that is held creates no record"))
    }

    /// What the rules make of everything known about them.
    async fn outcome(
        &self,
        (person, nino, matched_by): (&Person, Option<&Nino>, MatchedBy),
        evidence: &Evidence<'_>,
        survey: &Survey,
    ) -> Result<RequestOutcome, Fault> {
        match matching::allocate(evidence, &survey.records) {
            Allocation::Match(theirs) => Ok(match matched_by {
                MatchedBy::TheRules => RequestOutcome::Matched(web::found(theirs)),
                MatchedBy::StaffAlone => RequestOutcome::Held,
            }),
            Allocation::PossibleDuplicate(_) => Ok(RequestOutcome::Held),
            Allocation::Nobody => self.issue(person, nino).await,
        }
    }

    /// A new TRN with its record; held if there is no number left.
    async fn issue(&self, person: &Person, nino: Option<&Nino>) -> Result<RequestOutcome, Fault> {
        let drawn = self.ranges.draw(self.walk.deployment.entropy()).await?;
        Measured::TrnsTaken(drawn.percent_taken).log();
        let Some(trn) = drawn.trn else {
            tracing::error!("no TRN is left in the ranges: held for support staff");
            return Ok(RequestOutcome::Held);
        };
        let email = person.user.email.clone();
        let record = TeachingRecord::of(trn, &person.identity, email, nino.cloned());
        Ok(RequestOutcome::Issued(Box::new(record)))
    }

    /// A TRN request about to be opened: ids drawn, five working days from today.
    fn new_request(&self) -> NewRequest {
        let NewTask { id, reference, asked_on, due } = self.walk.new_task();
        let id = id.as_str().parse().expect("request and task ids have one alphabet");
        NewRequest { id, reference, asked_on, due }
    }
}
