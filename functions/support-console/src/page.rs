//! The page of a task, out of everything known about it.

use axum::{http::StatusCode, response::Response};
use futures_util::future;
use maud::Markup;
use pages::{
    ENGLISH,
    staff::{
        By, Mistake,
        task::{Candidate, CompareMistake, Event, Happening, Task, page},
    },
};
use ports::{Fault, Listed};
use web::{Failure, calendar};

use crate::{
    Console,
    case::Case,
    facts::Texts,
    filled::{Filled, kind},
    fresh::Fresh,
    paths,
    sheet::Sheet,
    signed_in::SignedIn,
    story,
};

/// What is shown besides the task itself.
#[derive(Default)]
pub(crate) struct Besides<'a> {
    pub(crate) status: StatusCode,
    /// What has just happened.
    pub(crate) news: Option<Fresh>,
    /// What was chosen.
    pub(crate) filled: Option<&'a Filled>,
    /// Why that would not do.
    pub(crate) mistake: Option<Mistake>,
    /// What was typed to compare, and why that would not do.
    pub(crate) compared: Option<(&'a str, CompareMistake)>,
}

impl Console {
    /// The page of a task.
    pub(crate) async fn task_page(
        &self,
        signed_in: &SignedIn,
        case: &Case,
        besides: &Besides<'_>,
    ) -> Result<Response, Failure> {
        let (history, email, next) = future::try_join3(
            self.reviews.history(&case.task.id),
            self.reviews.email(&case.task),
            self.next(case, besides.news),
        )
        .await?;
        let history = history.into_iter().map(story::Told::new).collect();
        let may_decide = signed_in.may_decide();
        let sheet = Sheet::new(case, besides, (history, email, next), may_decide);
        Ok(self.with_sign_out((besides.status, self.written(signed_in, &sheet))))
    }

    /// The oldest open task, for somebody who has just finished with this one: its reference, and where.
    async fn next(
        &self,
        case: &Case,
        news: Option<Fresh>,
    ) -> Result<Option<(String, String)>, Fault> {
        if !news.is_some_and(Fresh::is_the_end) {
            return Ok(None);
        }
        let list = self.reviews.list().await?;
        let next =
            list.into_iter().find(|line| line.listed == Listed::Open && line.id != case.task.id);
        Ok(next.map(|line| (line.reference.as_str().to_owned(), paths::of(paths::TASK, &line.id))))
    }

    fn written(&self, signed_in: &SignedIn, sheet: &Sheet<'_>) -> Markup {
        let (case, task) = (sheet.case, &sheet.case.task);
        let today = calendar::today(self.desk.deployment.now());
        let request = Texts::of_request(case);
        let texts: Vec<Texts> = case.shown.iter().map(Texts::of_record).collect();
        let why: Vec<Vec<&str>> = texts.iter().map(Texts::why).collect();
        let sides = case.shown.iter().zip(&texts).zip(&why);
        let candidates: Vec<Candidate<'_>> =
            sides.map(|((shown, text), why)| text.candidate(shown, why)).collect();
        let raised = calendar::moment(ENGLISH, task.raised_at);
        let raised = Event { at: &raised, by: By::Service, what: Happening::Raised };
        let happened = sheet.history.iter().map(story::Told::event);
        let history: Vec<Event<'_>> = happened.chain([raised]).collect();
        let csrf = signed_in.csrf();
        page(
            &signed_in.frame(self, &csrf),
            &Task {
                reference: task.reference.as_str(),
                kind: kind(task.kind),
                from: &case.service,
                requested: &ENGLISH.far(task.asked_on),
                due: &ENGLISH.near(task.due),
                is_late: task.due < today && task.listed.is_some(),
                email: case.address().as_str(),
                request: request.request(),
                candidates: &candidates,
                told: &sheet.told(),
                state: sheet.state(),
                compare: sheet.compare(),
                news: sheet.news(),
                history: &history,
            },
        )
    }
}
