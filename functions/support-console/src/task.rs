//! One review task: looking at it, and bringing another record in to compare.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use identity::{TaskId, Trn};
use pages::staff::task::{CompareMistake, not_found};
use ports::{Fault, SettleError};
use web::Failure;

use crate::{
    Console,
    case::Case,
    fresh::{After, Fresh},
    page::Besides,
    paths,
    signed_in::{Deciding, SignedIn},
};

/// Shows a task, and remembers who looked.
pub(crate) async fn show(
    State(console): State<Console>,
    signed_in: SignedIn,
    Path(task): Path<String>,
    after: Result<Query<After>, QueryRejection>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(case) = console.open(&task).await? else {
        return Ok(console.no_such_task(&signed_in));
    };
    if !web::is_speculative(&method, &headers) {
        let at = console.desk.deployment.now();
        console.reviews.viewed(&case.task.id, &signed_in.staff, at).await?;
    }
    let news = after.ok().and_then(|Query(after)| after.fresh());
    console.task_page(&signed_in, &case, &Besides { news, ..Besides::default() }).await
}

/// Brings a record in to compare.
pub(crate) async fn compare(
    State(console): State<Console>,
    Path(task): Path<String>,
    Deciding { signed_in, form }: Deciding,
) -> Result<Response, Failure> {
    let Some(case) = console.open(&task).await? else {
        return Ok(console.no_such_task(&signed_in));
    };
    if !case.is_open() {
        return console.changed(&signed_in, &case, Fresh::TaskChanged).await;
    }
    let typed = form.field("trn").trim();
    let trn = match console.brought(&case, typed).await? {
        Ok(trn) => trn,
        Err(mistake) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let compared = Some((typed, mistake));
            let besides = Besides { status, compared, ..Besides::default() };
            return console.task_page(&signed_in, &case, &besides).await;
        }
    };

    let at = console.desk.deployment.now();
    match console.reviews.compare(&case.task, &trn, &signed_in.staff, at).await {
        Ok(()) => Ok(web::see_other(&paths::done(&case.task.id, Fresh::Compared))),
        Err(error) => console.overtaken(&signed_in, &case.task.id, error).await,
    }
}

/// Whoever asks for the address of a form, by loading its answer again or by the link of an error page.
pub(crate) async fn back(_: SignedIn, Path(task): Path<String>) -> Response {
    match task.parse::<TaskId>() {
        Ok(task) => web::see_other(&paths::of(paths::TASK, &task)),
        Err(_) => web::see_other(paths::TASKS),
    }
}

impl Console {
    /// The case of a task named in the path.
    pub(crate) async fn open(&self, task: &str) -> Result<Option<Case>, Fault> {
        match task.parse::<TaskId>() {
            Ok(id) => self.case(&id).await,
            Err(_) => Ok(None),
        }
    }

    /// The page of a task that nobody knows.
    pub(crate) fn no_such_task(&self, signed_in: &SignedIn) -> Response {
        let csrf = signed_in.csrf();
        let page = not_found(&signed_in.frame(self, &csrf));
        self.with_sign_out((StatusCode::NOT_FOUND, page))
    }

    /// Somebody was quicker: the task as it is now, and who did what.
    pub(crate) async fn overtaken(
        &self,
        signed_in: &SignedIn,
        task: &TaskId,
        error: SettleError,
    ) -> Result<Response, Failure> {
        let fresh = match error {
            SettleError::Stale => Fresh::TaskChanged,
            SettleError::NotCreated(_) => Fresh::MatchesChanged,
            SettleError::Fault(fault) => return Err(fault.into()),
        };
        let Some(case) = self.case(task).await? else { return Ok(self.no_such_task(signed_in)) };
        self.changed(signed_in, &case, fresh).await
    }

    /// The task as it is now, for somebody who did something on what it was before.
    pub(crate) async fn changed(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        fresh: Fresh,
    ) -> Result<Response, Failure> {
        let status = StatusCode::CONFLICT;
        let besides = Besides { status, news: Some(fresh), ..Besides::default() };
        self.task_page(signed_in, case, &besides).await
    }

    /// The record that somebody wants beside the request.
    async fn brought(
        &self,
        case: &Case,
        typed: &str,
    ) -> Result<Result<Trn, CompareMistake>, Fault> {
        if typed.is_empty() {
            return Ok(Err(CompareMistake::Empty));
        }
        let Ok(trn) = typed.parse::<Trn>() else { return Ok(Err(CompareMistake::Shape)) };
        if case.shown.iter().any(|shown| shown.record.trn == trn) {
            return Ok(Err(CompareMistake::Already));
        }
        let record = self.teachers.record(&trn).await?;
        Ok(record.map(|record| record.trn).ok_or(CompareMistake::NotFound))
    }
}
