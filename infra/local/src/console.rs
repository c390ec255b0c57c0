//! `/local/*`: the clock, the keys, the inbox, the queues and the gallery of pages. For people and tests on one
//! machine.

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::SignedDuration;
use maud::{DOCTYPE, html};
use pages::{Brand, ENGLISH, Exhibit, Words};
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

/// What the gallery is looked at in.
#[derive(Deserialize)]
struct Look {
    /// The tag of a language; English without it.
    language: Option<String>,
}

impl Look {
    fn words(&self) -> Option<&'static Words> {
        self.language.as_deref().map_or(Some(ENGLISH), Words::in_language)
    }
}

/// Every page in every state, from the same functions that serve them.
async fn gallery(Query(look): Query<Look>) -> Response {
    let Some(words) = look.words() else { return StatusCode::NOT_FOUND.into_response() };
    let language = words.language();
    let query = if words == ENGLISH { String::new() } else { format!("?language={language}") };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Every page in every state" }
            }
            body {
                h1 { "Every page in every state" }
                p {
                    "In " (language) ". With accents, what is in no catalogue of words can be seen: "
                    a href="/local/pages?language=en-XA" { "en-XA" } "."
                }
                ul {
                    @for Exhibit { slug, title, .. } in pages::gallery_of(words, Brand::Generic) {
                        li {
                            a href={ "/local/pages/" (slug) (query) } { (slug) }
                            " " (title)
                        }
                    }
                }
            }
        }
    };
    Html(page.into_string()).into_response()
}

async fn exhibit(Path(slug): Path<String>, Query(look): Query<Look>) -> Response {
    let exhibits = look.words().map(|words| pages::gallery_of(words, Brand::Generic));
    match exhibits.into_iter().flatten().find(|exhibit| exhibit.slug == slug) {
        Some(exhibit) => exhibit.markup.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
