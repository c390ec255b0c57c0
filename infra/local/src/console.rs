//! `/local/*`: the clock, the inbox, the queues and the gallery of pages. For people and tests on one
//! machine.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::SignedDuration;
use maud::{DOCTYPE, html};
use serde::Deserialize;
use testing::MovableClock;

use crate::{inbox, messages::Messages};

/// How the clock is moved.
#[derive(Deserialize)]
struct Advance {
    advance_seconds: i64,
}

pub(crate) fn router(clock: MovableClock, messages: Messages) -> Router {
    Router::new()
        .route("/local/clock", post(advance))
        .with_state(clock.clone())
        .merge(inbox::router(messages, clock))
        .route("/local/pages", get(gallery))
        .route("/local/pages/{slug}", get(exhibit))
}

async fn advance(State(clock): State<MovableClock>, Json(by): Json<Advance>) -> StatusCode {
    clock.advance(SignedDuration::from_secs(by.advance_seconds));
    StatusCode::NO_CONTENT
}

/// Every page in every state, from the same functions that serve them.
async fn gallery() -> Html<String> {
    let exhibits = pages::gallery();
    Html(
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Every page in every state" }
                }
                body {
                    h1 { "Every page in every state" }
                    ul {
                        @for exhibit in &exhibits {
                            li { a href={ "/local/pages/" (exhibit.slug) } { (exhibit.slug) } " " (exhibit.title) }
                        }
                    }
                }
            }
        }
        .into_string(),
    )
}

async fn exhibit(Path(slug): Path<String>) -> Response {
    match pages::gallery().into_iter().find(|exhibit| exhibit.slug == slug) {
        Some(exhibit) => exhibit.markup.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
