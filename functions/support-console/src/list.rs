//! The list of review tasks, oldest first, and the search for one by its reference.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures_util::future;
use identity::{ClientId, Reference};
use pages::{
    ENGLISH,
    staff::{
        Kind, Status,
        tasks::{self, Filter, Line, List, PER_PAGE, Paging, Search, SearchMistake},
    },
};
use ports::{Fault, Listed, TaskLine};
use serde::Deserialize;
use web::{Failure, calendar};

use crate::{
    Console,
    filled::kind,
    paths,
    signed_in::{Posted, SignedIn},
};

/// What the list is narrowed to, and where in it. Nothing about anybody: it stands in the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    late: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn filter(&self) -> Filter<'static> {
        Filter {
            path: paths::TASKS,
            kind: Kind::from_value(&self.kind),
            is_late: self.late == "yes",
        }
    }
}

/// The list, as it is narrowed in the address.
pub(crate) async fn show(
    State(console): State<Console>,
    signed_in: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let search = Search { action: paths::FIND, typed: "", mistake: None };
    console.list(&signed_in, &asked, search).await
}

/// Leads to the task with a reference.
pub(crate) async fn find(
    State(console): State<Console>,
    Posted { signed_in, form }: Posted,
) -> Result<Response, Failure> {
    let typed = form.field("reference").trim();
    let mistake = match read(typed) {
        Err(mistake) => mistake,
        Ok(reference) => match console.reviews.referred(&reference).await? {
            Some(task) => return Ok(web::see_other(&paths::of(paths::TASK, &task))),
            None => SearchMistake::NotFound,
        },
    };
    let search = Search { action: paths::FIND, typed, mistake: Some(mistake) };
    let page = console.list(&signed_in, &Asked::default(), search).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Whoever asks for the address of the search.
pub(crate) async fn back(_: SignedIn) -> Response {
    web::see_other(paths::TASKS)
}

/// A reference as it was read out or typed: in any case, with or without its dashes.
fn read(typed: &str) -> Result<Reference, SearchMistake> {
    let plain: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if typed.is_empty() {
        return Err(SearchMistake::Empty);
    }
    let short = plain.strip_prefix("TRN").unwrap_or(&plain);
    let Some((first, second)) = short.split_at_checked(4) else { return Err(SearchMistake::Shape) };
    format!("TRN-{first}-{second}").parse().map_err(|_| SearchMistake::Shape)
}

/// A line, with what the page borrows.
struct Text {
    href: String,
    from: String,
    requested: String,
    due: String,
    is_late: bool,
}

impl Console {
    async fn list(
        &self,
        signed_in: &SignedIn,
        asked: &Asked,
        search: Search<'_>,
    ) -> Result<Response, Failure> {
        let filter = asked.filter();
        let today = calendar::today(self.desk.deployment.now());
        let all: Vec<TaskLine> = self.reviews.list().await?;
        let matching: Vec<TaskLine> = all
            .into_iter()
            .filter(|line| filter.kind.is_none_or(|wanted| kind(line.kind) == wanted))
            .filter(|line| !filter.is_late || line.due < today)
            .collect();
        let paging = Paging::new(asked.page.parse().unwrap_or(1), matching.len());
        let here: Vec<&TaskLine> = matching.iter().skip(paging.skipped()).take(PER_PAGE).collect();

        let names = self.service_names(here.iter().map(|line| &line.client)).await?;
        let texts: Vec<Text> = here
            .iter()
            .map(|line| Text {
                href: paths::of(paths::TASK, &line.id),
                from: names.get(&line.client).cloned().unwrap_or_default(),
                requested: ENGLISH.far(calendar::today(line.raised_at)),
                due: ENGLISH.near(line.due),
                is_late: line.due < today,
            })
            .collect();
        let lines: Vec<Line<'_>> =
            here.iter().zip(&texts).map(|(line, text)| shown(line, text)).collect();
        let csrf = signed_in.csrf();
        let frame = signed_in.frame(self, &csrf);
        let list = List { lines: &lines, paging, filter, search };
        Ok(self.with_sign_out(tasks::page(&frame, &list)))
    }

    /// What the calling services are called. One that is gone keeps its id.
    async fn service_names(
        &self,
        clients: impl Iterator<Item = &ClientId>,
    ) -> Result<BTreeMap<ClientId, String>, Fault> {
        let distinct: BTreeSet<&ClientId> = clients.collect();
        let read = distinct.into_iter().map(async |id| {
            let client = self.clients.client(id).await?;
            let name = client.map_or_else(|| id.as_str().to_owned(), |client| client.service.name);
            Ok::<_, Fault>((id.clone(), name))
        });
        Ok(future::try_join_all(read).await?.into_iter().collect())
    }
}

fn shown<'a>(line: &'a TaskLine, text: &'a Text) -> Line<'a> {
    Line {
        reference: line.reference.as_str(),
        href: &text.href,
        kind: kind(line.kind),
        from: &text.from,
        requested: &text.requested,
        due: &text.due,
        is_late: text.is_late,
        status: match line.listed {
            Listed::Open => Status::Open,
            Listed::WaitingForPerson => Status::WaitingForPerson,
            Listed::EmailNotDelivered => Status::EmailNotDelivered,
        },
    }
}
