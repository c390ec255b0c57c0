//! A decision: shown before it is carried out, and carried out only on what was seen.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use identity::{TeachingRecord, Trn};
use journey::{Happening, RequestStep, Ruling, proceed};
use pages::staff::{
    Choice,
    confirm::{self, Confirm},
};
use ports::{Collision, Fault, Settle, SettleError};
use web::Failure;

use crate::{
    Console,
    case::Case,
    filled::{Filled, Intent, kind},
    paths, preview,
    signed_in::{Deciding, SignedIn},
    task::{Besides, Fresh},
};

/// How often a number is drawn for a new TRN: others may take the same one.
const MOST_DRAWS: usize = 4;

/// Shows what a decision will do, with the email in full.
pub(crate) async fn check(
    State(console): State<Console>,
    Path(task): Path<String>,
    Deciding { signed_in, form }: Deciding,
) -> Result<Response, Failure> {
    let filled = Filled::read(&form);
    let Some(case) = console.open(&task).await? else {
        return Ok(console.no_such_task(&signed_in));
    };
    if let Some(news) = changed(&case, &filled) {
        return console.again(&signed_in, &case, &filled, news).await;
    }
    let intent = match filled.intent(&case) {
        Ok(intent) => intent,
        Err(mistake) => {
            let besides = Besides {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                filled: Some(&filled),
                mistake: Some(mistake),
                ..Besides::default()
            };
            return console.task_page(&signed_in, &case, besides).await;
        }
    };

    let email = preview::email(&console, &case, intent);
    let to = case.user.email.as_ref().unwrap_or(&case.task.email);
    let not_theirs = refused(&case, intent);
    let not_theirs: Vec<&str> = not_theirs.iter().map(Trn::as_str).collect();
    let csrf = signed_in.csrf();
    let page = confirm::page(
        &signed_in.frame(&console, &csrf),
        &Confirm {
            reference: case.task.reference.as_str(),
            kind: kind(case.task.kind),
            from: &case.service,
            decision: filled.decision().unwrap_or(Choice::Ask),
            wanted: filled.wanted(),
            reason: filled.reason(),
            not_theirs: &not_theirs,
            email: confirm::Preview { to: to.as_str(), subject: &email.subject, text: &email.text },
            seen: &filled.seen,
            action: &paths::of(paths::DECIDE, &case.task.id),
            back: &paths::of(paths::TASK, &case.task.id),
        },
    );
    Ok(console.with_sign_out(page))
}

/// Carries a decision out.
pub(crate) async fn decide(
    State(console): State<Console>,
    Path(task): Path<String>,
    Deciding { signed_in, form }: Deciding,
) -> Result<Response, Failure> {
    let filled = Filled::read(&form);
    for _ in 0..MOST_DRAWS {
        let Some(case) = console.open(&task).await? else {
            return Ok(console.no_such_task(&signed_in));
        };
        if let Some(news) = changed(&case, &filled) {
            return console.again(&signed_in, &case, &filled, news).await;
        }
        let Ok(intent) = filled.intent(&case) else {
            return console.again(&signed_in, &case, &filled, Fresh::TaskChanged).await;
        };
        match console.carry_out(&signed_in, &case, intent).await {
            Ok(()) => return Ok(web::see_other(&paths::done(&case.task.id, "decided"))),
            Err(SettleError::NotCreated(Collision::TrnTaken)) => {}
            Err(SettleError::Fault(fault)) => {
                return console.reread(&signed_in, &case, fault).await;
            }
            Err(error @ (SettleError::Stale | SettleError::NotCreated(_))) => {
                return console.overtaken(&signed_in, &case.task.id, error).await;
            }
        }
    }
    Err(Fault::new("giving a TRN", "every number that was drawn was taken").into())
}

/// What has changed since a decision was made, if anything has.
fn changed(case: &Case, filled: &Filled) -> Option<Fresh> {
    if case.is_as_seen(&filled.seen) && case.is_open() {
        None
    } else if !case.is_open() {
        Some(Fresh::DecidedMeanwhile)
    } else if case.has_candidates_as_seen(&filled.seen) {
        Some(Fresh::TaskChanged)
    } else {
        Some(Fresh::MatchesChanged)
    }
}

/// The records that are remembered as not theirs: all that were shown, where none is.
fn refused(case: &Case, intent: Intent<'_>) -> Vec<Trn> {
    match intent {
        Intent::Give | Intent::Refuse(_) => case.all_shown(),
        Intent::Link(_) | Intent::Ask(_) => Vec::new(),
    }
}

impl Console {
    /// The task again, with what was chosen still chosen.
    async fn again(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        filled: &Filled,
        news: Fresh,
    ) -> Result<Response, Failure> {
        let besides = Besides {
            status: StatusCode::CONFLICT,
            news: Some(news),
            filled: Some(filled),
            ..Besides::default()
        };
        self.task_page(signed_in, case, besides).await
    }

    async fn carry_out(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        intent: Intent<'_>,
    ) -> Result<(), SettleError> {
        let ruling = self.ruling(case, intent).await?;
        let step = proceed(case.task.kind, &case.task.progress, Happening::Decided(ruling));
        let Ok(step) = step else { return Err(SettleError::Stale) };
        let RequestStep { arrow, .. } = &step;
        self.reviews
            .settle(Settle {
                task: &case.task,
                user: &case.user,
                step: &step,
                refused: &refused(case, intent),
                as_of: Some((&case.as_of, &case.issued)),
                by: &signed_in.staff,
                at: self.desk.deployment.now(),
            })
            .await?;
        tracing::info!(request.arrow = arrow.name(), "review task decided");
        Ok(())
    }

    /// The ruling, with a number drawn for a new TRN.
    async fn ruling(&self, case: &Case, intent: Intent<'_>) -> Result<Ruling, Fault> {
        Ok(match intent {
            Intent::Link(trn) => Ruling::Link(trn.clone()),
            Intent::Ask(wanted) => Ruling::Ask(wanted),
            Intent::Refuse(reason) => Ruling::Refuse(reason),
            Intent::Give => {
                let drawn = self.ranges.draw(self.desk.deployment.entropy()).await?;
                tracing::info!(trn_ranges.percent_taken = drawn.percent_taken, "TRN drawn");
                let none = || Fault::new("giving a TRN", "no number is left in the ranges");
                let trn = drawn.trn.ok_or_else(none)?;
                let email = case.user.email.clone().unwrap_or_else(|| case.task.email.clone());
                let nino = case.nino().cloned();
                let record = TeachingRecord::of(trn, &case.task.identity, email, nino);
                Ruling::Give(Box::new(record))
            }
        })
    }

    /// The store did not say whether the decision was written: it is asked again, never assumed.
    async fn reread(
        &self,
        signed_in: &SignedIn,
        before: &Case,
        fault: Fault,
    ) -> Result<Response, Failure> {
        let now = self.reviews.task(&before.task.id).await?;
        let is_ours = now.as_ref().is_some_and(|now| {
            now.version == before.task.version + 1
                && now
                    .decided
                    .as_ref()
                    .is_some_and(|last| last.by == ports::Decider::Staff(signed_in.staff.clone()))
        });
        if is_ours {
            Ok(web::see_other(&paths::done(&before.task.id, "decided")))
        } else {
            Err(fault.into())
        }
    }
}
