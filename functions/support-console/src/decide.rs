//! A decision: shown before it is carried out, and carried out only on what was seen.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use identity::Trn;
use maud::Markup;
use pages::staff::{
    Choice, Mistake,
    confirm::{self, Confirm},
};
use ports::Fault;
use web::Failure;

use crate::{
    Console,
    case::Case,
    filled::{Filled, Intent, kind},
    fresh::Fresh,
    page::Besides,
    paths, preview,
    ruling::{Tried, refused},
    signed_in::{Deciding, SignedIn},
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
    match filled.intent(&case) {
        Ok(intent) => {
            Ok(console.with_sign_out(console.confirm(&signed_in, &case, &filled, intent)))
        }
        Err(mistake) => console.correct(&signed_in, &case, &filled, mistake).await,
    }
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
        if filled.is_done(&case, &signed_in.staff) {
            return Ok(web::see_other(&paths::done(&case.task.id, Fresh::Decided)));
        }
        if let Some(news) = changed(&case, &filled) {
            return console.again(&signed_in, &case, &filled, news).await;
        }
        let intent = match filled.intent(&case) {
            Ok(intent) => intent,
            Err(mistake) => return console.correct(&signed_in, &case, &filled, mistake).await,
        };
        match console.try_out(&signed_in, &case, intent).await? {
            Tried::Answered(response) => return Ok(response),
            Tried::NumberTaken => {}
        }
    }
    Err(Fault::new("giving a TRN", "every number that was drawn was taken").into())
}

/// What has changed since a decision was made, if anything has.
fn changed(case: &Case, filled: &Filled) -> Option<Fresh> {
    if case.is_as_seen(&filled.seen) && case.is_open() {
        None
    } else if !case.is_open() || case.has_candidates_as_seen(&filled.seen) {
        Some(Fresh::TaskChanged)
    } else {
        Some(Fresh::MatchesChanged)
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
        self.task_page(signed_in, case, &besides).await
    }

    /// The task again, with what has to be corrected.
    async fn correct(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        filled: &Filled,
        mistake: Mistake,
    ) -> Result<Response, Failure> {
        let besides = Besides {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            filled: Some(filled),
            mistake: Some(mistake),
            ..Besides::default()
        };
        self.task_page(signed_in, case, &besides).await
    }

    /// *Check and confirm*.
    fn confirm(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        filled: &Filled,
        intent: Intent<'_>,
    ) -> Markup {
        let email = preview::email(self, case, intent);
        let not_theirs = refused(case, intent);
        let not_theirs: Vec<&str> = not_theirs.iter().map(Trn::as_str).collect();
        let to = case.address().as_str();
        let csrf = signed_in.csrf();
        confirm::page(
            &signed_in.frame(self, &csrf),
            &Confirm {
                reference: case.task.reference.as_str(),
                kind: kind(case.task.kind),
                from: &case.service,
                decision: filled.decision().unwrap_or(Choice::Ask),
                wanted: filled.wanted(),
                reason: filled.reason(),
                not_theirs: &not_theirs,
                email: confirm::Preview { to, subject: &email.subject, text: &email.text },
                seen: &filled.seen,
                action: &paths::of(paths::DECIDE, &case.task.id),
                back: &paths::of(paths::TASK, &case.task.id),
            },
        )
    }
}
