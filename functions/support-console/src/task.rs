//! One review task: the request and each candidate side by side, the decision, and what happened so far.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use identity::{TaskId, Trn};
use maud::Markup;
use pages::staff::{
    Mistake,
    task::{
        Candidate, Chosen, Compare, CompareMistake, Decide, Delivery, Done, Event, News, Next,
        State as Stands, Task, Told, Undelivered, not_found, page,
    },
};
use ports::{Fault, Listed, SettleError};
use serde::Deserialize;
use web::{Failure, calendar};

use crate::{
    Console,
    case::Case,
    facts::Texts,
    filled::{Filled, kind},
    paths,
    signed_in::{Deciding, SignedIn},
    story,
};

/// What is shown besides the task itself.
#[derive(Default)]
pub(crate) struct Besides<'a> {
    pub(crate) status: StatusCode,
    pub(crate) news: Option<Fresh>,
    pub(crate) filled: Option<&'a Filled>,
    pub(crate) mistake: Option<Mistake>,
    pub(crate) compared: Option<(&'a str, CompareMistake)>,
}

/// What has just happened.
#[derive(Clone, Copy)]
pub(crate) enum Fresh {
    Decided,
    Compared,
    SentAgain,
    ToldAnotherWay,
    MatchesChanged,
    TaskChanged,
    DecidedMeanwhile,
}

/// What was done, as the address says it after a form.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

impl After {
    fn fresh(&self) -> Option<Fresh> {
        match self.done.as_str() {
            "decided" => Some(Fresh::Decided),
            "compared" => Some(Fresh::Compared),
            "sent-again" => Some(Fresh::SentAgain),
            "told" => Some(Fresh::ToldAnotherWay),
            _ => None,
        }
    }
}

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
        console
            .reviews
            .viewed(&case.task.id, &signed_in.staff, console.desk.deployment.now())
            .await?;
    }
    let news = after.ok().and_then(|Query(after)| after.fresh());
    console.task_page(&signed_in, &case, Besides { news, ..Besides::default() }).await
}

pub(crate) async fn compare(
    State(console): State<Console>,
    Path(task): Path<String>,
    Deciding { signed_in, form }: Deciding,
) -> Result<Response, Failure> {
    let Some(case) = console.open(&task).await? else {
        return Ok(console.no_such_task(&signed_in));
    };
    let typed = form.field("trn").trim();
    match console.brought(&case, typed).await? {
        Err(mistake) => {
            let besides = Besides {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                compared: Some((typed, mistake)),
                ..Besides::default()
            };
            console.task_page(&signed_in, &case, besides).await
        }
        Ok(trn) => {
            let at = console.desk.deployment.now();
            match console.reviews.compare(&case.task, &trn, &signed_in.staff, at).await {
                Ok(()) => Ok(web::see_other(&paths::done(&case.task.id, "compared"))),
                Err(error) => console.overtaken(&signed_in, &case.task.id, error).await,
            }
        }
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
            SettleError::Stale => None,
            SettleError::NotCreated(_) => Some(Fresh::MatchesChanged),
            SettleError::Fault(fault) => return Err(fault.into()),
        };
        let Some(case) = self.case(task).await? else { return Ok(self.no_such_task(signed_in)) };
        let news = fresh.unwrap_or(if case.is_open() {
            Fresh::TaskChanged
        } else {
            Fresh::DecidedMeanwhile
        });
        let besides =
            Besides { status: StatusCode::CONFLICT, news: Some(news), ..Besides::default() };
        self.task_page(signed_in, &case, besides).await
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

    /// The page of a task.
    pub(crate) async fn task_page(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        besides: Besides<'_>,
    ) -> Result<Response, Failure> {
        let events = self.reviews.history(&case.task.id).await?;
        let events: Vec<story::Told> = events.into_iter().map(story::Told::new).collect();
        let next = self.next(case, besides.news).await?;
        let page = self.shown(signed_in, case, &besides, &events, next.as_ref());
        Ok(self.with_sign_out((besides.status, page)))
    }

    /// The oldest open task, for somebody who has just finished with this one.
    async fn next(
        &self,
        case: &Case,
        news: Option<Fresh>,
    ) -> Result<Option<(String, String)>, Fault> {
        match news {
            Some(Fresh::Decided | Fresh::SentAgain | Fresh::ToldAnotherWay) => {}
            Some(
                Fresh::Compared
                | Fresh::MatchesChanged
                | Fresh::TaskChanged
                | Fresh::DecidedMeanwhile,
            )
            | None => return Ok(None),
        }
        let list = self.reviews.list().await?;
        let next =
            list.into_iter().find(|line| line.listed == Listed::Open && line.id != case.task.id);
        Ok(next.map(|line| (line.reference.as_str().to_owned(), paths::of(paths::TASK, &line.id))))
    }

    fn shown(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        besides: &Besides<'_>,
        events: &[story::Told],
        next: Option<&(String, String)>,
    ) -> Markup {
        let task = &case.task;
        let today = calendar::today(self.desk.deployment.now());
        let request = Texts::of_request(case);
        let texts: Vec<Texts> = case.shown.iter().map(Texts::of_record).collect();
        let why: Vec<Vec<&str>> = texts.iter().map(Texts::why).collect();
        let candidates: Vec<Candidate<'_>> = case
            .shown
            .iter()
            .zip(&texts)
            .zip(&why)
            .map(|((shown, text), why)| text.candidate(shown, why))
            .collect();
        let answered = events.iter().find(|event| event.is_answer());
        let told: Vec<Told<'_>> = task
            .previous_last_name
            .iter()
            .zip(answered)
            .map(|(value, event)| Told {
                what: pages::staff::Wanted::PreviousLastName,
                value,
                at: &event.at,
            })
            .collect();
        let history: Vec<Event<'_>> = events.iter().map(story::Told::event).collect();
        let wanted = story::asked(&task.progress);
        let since = calendar::moment(task.decided.as_ref().map_or(task.raised_at, |last| last.at));
        let addresses = Addresses::of(&task.id, case.seen());
        let decide = addresses.decide(besides);
        let may_decide = signed_in.may_decide() && case.is_open();
        let decide = may_decide.then_some(decide);
        let outcome = story::outcome(&task.progress, &wanted);
        let by =
            task.decided.as_ref().map_or(pages::staff::By::Service, |last| story::by(&last.by));
        let next = next.map(|(reference, href)| Next { reference, href });
        let state = match (case.task.listed, outcome) {
            (Some(Listed::WaitingForPerson), _) => {
                Stands::Waiting { wanted: &wanted, since: &since, decide }
            }
            (Some(Listed::EmailNotDelivered) | None, Some(outcome)) => Stands::Settled {
                by,
                at: &since,
                outcome,
                delivery: addresses.delivery(signed_in, task.listed, events),
            },
            (Some(Listed::Open | Listed::EmailNotDelivered) | None, _) => Stands::Open(decide),
        };
        let (typed, mistake) =
            besides.compared.map_or(("", None), |(typed, mistake)| (typed, Some(mistake)));
        let compare = may_decide.then_some(Compare { action: &addresses.compare, typed, mistake });
        let news = besides.news.and_then(|fresh| match fresh {
            Fresh::Decided => outcome.map(Done::Decided).map(done(next)),
            Fresh::Compared => {
                task.compared.last().map(|trn| Done::Compared(trn.as_str())).map(done(next))
            }
            Fresh::SentAgain => Some(done(next)(Done::SentAgain)),
            Fresh::ToldAnotherWay => Some(done(next)(Done::ToldAnotherWay)),
            Fresh::MatchesChanged => Some(News::MatchesChanged),
            Fresh::TaskChanged => Some(News::TaskChanged),
            Fresh::DecidedMeanwhile => {
                outcome.map(|outcome| News::DecidedMeanwhile { by, at: &since, outcome })
            }
        });
        let csrf = signed_in.csrf();
        page(
            &signed_in.frame(self, &csrf),
            &Task {
                reference: task.reference.as_str(),
                kind: kind(task.kind),
                from: &case.service,
                requested: &calendar::far(task.asked_on),
                due: &calendar::near(task.due),
                is_late: task.due < today && task.listed.is_some(),
                email: case.user.email.as_ref().unwrap_or(&task.email).as_str(),
                request: request.request(),
                candidates: &candidates,
                told: &told,
                state,
                compare,
                news,
                history: &history,
            },
        )
    }
}

fn done<'a>(next: Option<Next<'a>>) -> impl FnOnce(Done<'a>) -> News<'a> {
    move |what| News::Done { what, next }
}

/// Where the forms of a task post to, and what they are good for.
struct Addresses {
    check: String,
    compare: String,
    tell_again: String,
    told: String,
    seen: String,
}

impl Addresses {
    fn of(task: &TaskId, seen: String) -> Self {
        Self {
            check: paths::of(paths::TASK, task),
            compare: paths::of(paths::COMPARE, task),
            tell_again: paths::of(paths::TELL_AGAIN, task),
            told: paths::of(paths::TOLD, task),
            seen,
        }
    }

    fn decide<'a>(&'a self, besides: &Besides<'a>) -> Decide<'a> {
        Decide {
            action: &self.check,
            seen: &self.seen,
            chosen: besides.filled.map_or_else(Chosen::default, Filled::chosen),
            mistake: besides.mistake,
        }
    }

    fn delivery(
        &self,
        signed_in: &SignedIn,
        listed: Option<Listed>,
        events: &[story::Told],
    ) -> Delivery<'_> {
        match listed {
            Some(Listed::EmailNotDelivered) => {
                Delivery::NotDelivered(signed_in.may_decide().then_some(Undelivered {
                    send_again: Some(&self.tell_again),
                    told: &self.told,
                }))
            }
            Some(Listed::Open | Listed::WaitingForPerson) | None => {
                if events.iter().any(story::Told::is_told_another_way) {
                    Delivery::ToldAnotherWay
                } else {
                    Delivery::Queued
                }
            }
        }
    }
}
