//! `/local/inbox` and `/local/queues`: what was emailed, what is said to become of it, and what is on its
//! way.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};
use ports::Clock;
use serde::{Deserialize, Serialize};
use testing::{
    MovableClock,
    queues::{Arrived, bounced, complained},
};

use crate::messages::Messages;

/// An email as it arrived.
#[derive(Debug, Clone, Serialize)]
pub struct Delivered {
    /// Whom it was sent to.
    pub to: String,
    /// Its subject line.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it arrived.
    pub at: Timestamp,
    /// The message of the outbox that it was sent for.
    pub message: String,
}

/// How many messages a queue has.
#[derive(Serialize)]
struct Depth {
    waiting: usize,
    in_flight: usize,
    dead_letters: usize,
}

/// Which email: the last to an address, or that of a message.
#[derive(Deserialize, Default)]
struct Which {
    to: Option<String>,
    message: Option<String>,
}

#[derive(Clone)]
struct Post {
    messages: Messages,
    clock: MovableClock,
}

pub(crate) fn router(messages: Messages, clock: MovableClock) -> Router {
    Router::new()
        .route("/local/inbox", get(inbox_page))
        .route("/local/inbox.json", get(inbox_json))
        .route("/local/inbox/bounce", post(bounce))
        .route("/local/inbox/complain", post(complain))
        .route("/local/queues", get(queues))
        .route("/local/queues/{name}/redrive", post(redrive))
        .with_state(Post { messages, clock })
}

async fn inbox_page(State(post): State<Post>) -> Markup {
    page(&post.look().await)
}

async fn inbox_json(State(post): State<Post>) -> Json<Vec<Delivered>> {
    Json(post.look().await)
}

async fn bounce(State(post): State<Post>, which: Query<Which>, body: Bytes) -> Response {
    post.tell(bounced, which, &body).await
}

async fn complain(State(post): State<Post>, which: Query<Which>, body: Bytes) -> Response {
    post.tell(complained, which, &body).await
}

async fn queues(State(post): State<Post>) -> Json<BTreeMap<&'static str, Depth>> {
    post.messages.settle().await;
    let depth = |(name, queue): (&'static str, &testing::queues::InProcessQueue)| {
        let testing::queues::Depth { waiting, in_flight, dead_letters } = queue.depth();
        (name, Depth { waiting, in_flight, dead_letters })
    };
    Json(post.messages.queues().into_iter().map(depth).collect())
}

async fn redrive(State(post): State<Post>, Path(name): Path<String>) -> Response {
    let queues = post.messages.queues();
    let Some((_, queue)) = queues.into_iter().find(|(each, _)| *each == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let redriven = queue.redrive();
    post.messages.settle().await;
    Json(BTreeMap::from([("redriven", redriven)])).into_response()
}

impl Post {
    /// Everything that was emailed, the latest first, when nothing is on its way any more.
    async fn look(&self) -> Vec<Delivered> {
        self.messages.settle().await;
        self.messages.inbox.arrived().into_iter().rev().map(delivered).collect()
    }

    /// Has the provider of email tell of something. Whoever pressed a button is led back to the inbox.
    async fn tell(
        &self,
        event: fn(&Arrived, Timestamp) -> String,
        Query(from_button): Query<Which>,
        body: &Bytes,
    ) -> Response {
        self.messages.settle().await;
        let pressed = body.is_empty();
        let which = if pressed {
            from_button
        } else if let Ok(which) = serde_json::from_slice(body) {
            which
        } else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let Some(email) = self.find(&which) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        self.messages.feedback.put(event(&email, self.clock.now()));
        self.messages.settle().await;
        if pressed {
            Redirect::to("/local/inbox").into_response()
        } else {
            StatusCode::NO_CONTENT.into_response()
        }
    }

    fn find(&self, which: &Which) -> Option<Arrived> {
        let is_it = |email: &Arrived| match (&which.message, &which.to) {
            (Some(message), _) => email.message.as_str() == message,
            (None, Some(to)) => email.to.as_str().eq_ignore_ascii_case(to),
            (None, None) => false,
        };
        self.messages.inbox.arrived().into_iter().rev().find(is_it)
    }
}

fn delivered(arrived: Arrived) -> Delivered {
    let emails::Email { subject, text, html } = arrived.email;
    let (to, message) = (arrived.to.as_str().to_owned(), arrived.message.as_str().to_owned());
    Delivered { to, subject, text, html, at: arrived.at, message }
}

/// The inbox as a page.
fn page(delivered: &[Delivered]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Inbox" }
                style { (STYLE) }
            }
            body {
                h1 { "Inbox" }
                p { a href="/local/queues" { "Queues" } }
                @if delivered.is_empty() { p { "Nothing was emailed yet." } }
                @for email in delivered { (article(email)) }
            }
        }
    }
}

const STYLE: &str = "body { font-family: sans-serif; max-width: 45em; margin: 2em auto; padding: 0 1em } \
    article { border-top: 1px solid; padding-bottom: 1em } pre { white-space: pre-wrap; font: inherit } \
    form { display: inline }";

fn article(email: &Delivered) -> Markup {
    html! {
        article {
            h2 { (email.subject) }
            p { "To " (email.to) ", " time datetime=(email.at) { (email.at.strftime("%-d %B %Y, %H:%M")) } " (UTC)" }
            pre {
                @for line in email.text.lines() {
                    // A link stands alone on its line.
                    @if line.starts_with("http") { a href=(line) { (line) } } @else { (line) }
                    "\n"
                }
            }
            @for (what, label) in [("bounce", "Have it bounce"), ("complain", "Complain about it")] {
                form method="post" action={ "/local/inbox/" (what) "?message=" (email.message) } {
                    button { (label) }
                }
                " "
            }
        }
    }
}
