//! `/local/*`: the clock, the keys, the inbox, the queues and the gallery of pages. For people and tests on one
//! machine.

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::SignedDuration;
use maud::{DOCTYPE, html};
use pages::{Brand, ENGLISH, Exhibit, Words, assets};
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
        .merge(files_of_govuk())
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

/// The files that pages of the GOV.UK brand load. The deployment has the generic brand, and hands out none of them.
fn files_of_govuk() -> Router {
    let files = Brand::govuk().into_iter().flat_map(assets::of);
    files.fold(Router::new(), |router, file| {
        let headers = [
            (header::CONTENT_TYPE, file.content_type),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        router.route(file.path, get((headers, file.bytes)))
    })
}

/// What the gallery is looked at in.
#[derive(Deserialize)]
struct Look {
    /// The tag of a language; English without it.
    language: Option<String>,
    /// `govuk`; the generic brand without it.
    brand: Option<String>,
}

impl Look {
    /// Every page in every state; none for a language or a brand that there is not.
    fn exhibits(&self) -> Option<Vec<Exhibit>> {
        let words = self.language.as_deref().map_or(Some(ENGLISH), Words::in_language)?;
        let brand = match self.brand.as_deref() {
            None => Brand::Generic,
            Some("govuk") => Brand::govuk()?,
            Some(_) => return None,
        };
        Some(pages::gallery_of(words, brand))
    }

    /// The same look, for the address of a page.
    fn query(&self) -> String {
        let chosen = [("language", &self.language), ("brand", &self.brand)];
        let chosen = chosen
            .into_iter()
            .filter_map(|(name, value)| value.as_deref().map(|value| format!("{name}={value}")));
        let chosen: Vec<String> = chosen.collect();
        if chosen.is_empty() { String::new() } else { format!("?{}", chosen.join("&")) }
    }
}

/// Every page in every state, from the same functions that serve them.
async fn gallery(Query(look): Query<Look>) -> Response {
    let Some(exhibits) = look.exhibits() else { return StatusCode::NOT_FOUND.into_response() };
    let query = look.query();
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
                    "In " (look.language.as_deref().unwrap_or("en")) " and the brand "
                    (look.brand.as_deref().unwrap_or("generic")) ". The same "
                    a href="/local/pages?brand=govuk" { "as GOV.UK" }
                    ", or " a href="/local/pages?language=en-XA" { "with accents" }
                    " on whatever is in a catalogue of words."
                }
                ul {
                    @for Exhibit { slug, title, .. } in exhibits {
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
    let mut exhibits = look.exhibits().into_iter().flatten();
    match exhibits.find(|exhibit| exhibit.slug == slug) {
        Some(exhibit) => exhibit.markup.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
