//! Carrying a decision out, once.

use axum::response::Response;
use identity::{TeachingRecord, Trn};
use jiff::Timestamp;
use journey::{Happening, Ruling, proceed};
use ports::{Collision, Decider, Fault, Measured, Settle, SettleError};
use web::Failure;

use crate::{Console, case::Case, filled::Intent, fresh::Fresh, paths, signed_in::SignedIn};

/// Why a decision was not carried out.
enum NotDone {
    /// No number is left for a new TRN.
    NoNumberLeft,
    /// It was not written.
    NotWritten(SettleError),
}

impl From<Fault> for NotDone {
    fn from(fault: Fault) -> Self {
        Self::NotWritten(fault.into())
    }
}

/// What came of trying.
pub(crate) enum Tried {
    /// There is an answer.
    Answered(Response),
    /// The number drawn for a new TRN was taken meanwhile: another may not be.
    NumberTaken,
}

/// The records that are remembered as not theirs: all that were shown, where none is.
pub(crate) fn refused(case: &Case, intent: Intent<'_>) -> Vec<Trn> {
    match intent {
        Intent::Give | Intent::Refuse(_) => case.all_shown(),
        Intent::Link(_) | Intent::Ask(_) => Vec::new(),
    }
}

impl Console {
    /// Tries to carry a decision out, on the case as it is.
    pub(crate) async fn try_out(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        intent: Intent<'_>,
    ) -> Result<Tried, Failure> {
        let at = self.desk.deployment.now();
        let answer = match self.carry_out(signed_in, case, intent, at).await {
            Ok(()) => web::see_other(&paths::done(&case.task.id, Fresh::Decided)),
            Err(NotDone::NotWritten(SettleError::NotCreated(Collision::TrnTaken))) => {
                return Ok(Tried::NumberTaken);
            }
            Err(NotDone::NoNumberLeft) => {
                self.changed(signed_in, case, Fresh::NoNumberLeft).await?
            }
            Err(NotDone::NotWritten(SettleError::Fault(fault))) => {
                self.reread(signed_in, case, (fault, at)).await?
            }
            Err(NotDone::NotWritten(
                error @ (SettleError::Stale | SettleError::NotCreated(Collision::RegisterChanged)),
            )) => self.overtaken(signed_in, &case.task.id, error).await?,
        };
        Ok(Tried::Answered(answer))
    }

    async fn carry_out(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        intent: Intent<'_>,
        at: Timestamp,
    ) -> Result<(), NotDone> {
        let ruling = self.ruling(case, intent).await?;
        let step = proceed(case.task.kind, &case.task.progress, Happening::Decided(ruling))
            .map_err(|_| NotDone::NotWritten(SettleError::Stale))?;
        let settle = Settle {
            task: &case.task,
            user: &case.user,
            step: &step,
            refused: &refused(case, intent),
            as_of: Some((&case.as_of, &case.issued)),
            by: &signed_in.staff,
            at,
        };
        self.reviews.settle(settle).await.map_err(NotDone::NotWritten)?;
        tracing::info!(request.arrow = step.arrow.name(), "review task decided");
        Measured::RequestDecided(step.arrow).log();
        Measured::TimeToDecide(at.duration_since(case.task.raised_at)).log();
        Ok(())
    }

    /// The ruling, with a number drawn for a new TRN.
    async fn ruling(&self, case: &Case, intent: Intent<'_>) -> Result<Ruling, NotDone> {
        Ok(match intent {
            Intent::Link(trn) => Ruling::Link(trn.clone()),
            Intent::Ask(wanted) => Ruling::Ask(wanted),
            Intent::Refuse(reason) => Ruling::Refuse(reason),
            Intent::Give => {
                let trn = self.draw().await?;
                let (email, nino) = (case.address().clone(), case.nino().cloned());
                let record = TeachingRecord::of(trn, &case.task.identity, email, nino);
                Ruling::Give(Box::new(record))
            }
        })
    }

    async fn draw(&self) -> Result<Trn, NotDone> {
        let drawn = self.ranges.draw(self.desk.deployment.entropy()).await?;
        Measured::TrnsTaken(drawn.percent_taken).log();
        drawn.trn.ok_or_else(|| {
            tracing::error!("no TRN is left in the ranges: support staff cannot give one");
            NotDone::NoNumberLeft
        })
    }

    /// The store did not say whether the decision was written: it is asked again, never assumed.
    async fn reread(
        &self,
        signed_in: &SignedIn,
        before: &Case,
        (fault, at): (Fault, Timestamp),
    ) -> Result<Response, Failure> {
        let by = Decider::Staff(signed_in.staff.clone());
        let now = self.reviews.task(&before.task.id).await?;
        let last = now.and_then(|now| now.decided);
        if last.is_some_and(|last| last.by == by && last.at == at) {
            Ok(web::see_other(&paths::done(&before.task.id, Fresh::Decided)))
        } else {
            Err(fault.into())
        }
    }
}
