//! `/local/*`: the clock, the keys, the inbox, the queues and the gallery of pages. For people and tests on one
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
use ports::Clock;
use serde::Deserialize;
use testing::MovableClock;

use crate::{inbox, keys::OurKeys, messages::Messages};

/// How the clock is moved.
#[derive(Deserialize)]
struct Advance {
    advance_seconds: i64,
}

pub(crate) fn router(clock: MovableClock, keys: OurKeys, messages: Messages) -> Router {
    Router::new()
        .route("/local/clock", post(advance))
        .with_state(clock.clone())
        .merge(
            Router::new()
                .route("/local/keys/rotate", post(rotate))
                .with_state((clock.clone(), keys)),
        )
        .merge(inbox::router(messages, clock))
        .route("/local/pages", get(gallery))
        .route("/local/pages/{slug}", get(exhibit))
}

async fn advance(State(clock): State<MovableClock>, Json(by): Json<Advance>) -> StatusCode {
    clock.advance(SignedDuration::from_secs(by.advance_seconds));
    StatusCode::NO_CONTENT
}

/// The next keys sign from now on: for trying out what a calling service does then.
async fn rotate(State((clock, keys)): State<(MovableClock, OurKeys)>) -> Response {
    match keys.rotate(clock.now()) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => (StatusCode::INTERNAL_SERVER_ERROR, why.to_string()).into_response(),
    }
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
