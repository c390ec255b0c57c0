//! What goes over the wire: direct calls are counted, answers are spoiled if told so.

use axum::{
    http::{StatusCode, Uri, header::LOCATION},
    response::{Html, IntoResponse, Response},
};
use serde_json::Value;

use super::StaffStandIn;
use crate::one_login::{
    Endpoint,
    twist::{Answer, Lie},
    wire::{MOVED, OVERSIZED, SLOW, json_text},
};

impl StaffStandIn {
    /// Counts a direct call. `Err` is the answer: a lie that takes no honest one.
    #[expect(clippy::result_large_err, reason = "the error is the answer, handed on once")]
    pub(super) fn called(&self, endpoint: Endpoint, uri: &Uri) -> Result<(), Response> {
        *self.state().calls.entry(endpoint).or_default() += 1;
        match self.lie_about(endpoint) {
            Some(Lie::Answer(_, Answer::Status(status))) => {
                let status = StatusCode::from_u16(*status).expect("the table holds real statuses");
                Err(status.into_response())
            }
            Some(Lie::Answer(_, Answer::Page)) => {
                Err(Html("<!doctype html><title>Sorry</title>").into_response())
            }
            Some(Lie::Answer(_, Answer::Text(text))) => Err(json_text((*text).to_owned())),
            Some(Lie::Answer(_, Answer::Redirect)) if uri.query() != Some(MOVED) => {
                let there = self.settings().endpoint(uri.path().trim_start_matches('/'));
                let there = format!("{there}?{MOVED}");
                Err((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, there)]).into_response())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// An honest answer, or what a lie makes of it.
    pub(super) async fn answer(&self, endpoint: Endpoint, honest: Value) -> Response {
        let text = honest.to_string();
        match self.lie_about(endpoint) {
            Some(Lie::Member(_, change)) => {
                json_text(change.apply(honest, &self.places(), self.now().as_second()))
            }
            Some(Lie::Answer(_, Answer::Slow)) => {
                tokio::time::sleep(SLOW).await;
                json_text(text)
            }
            Some(Lie::Answer(_, Answer::Oversized)) => json_text(text + &" ".repeat(OVERSIZED)),
            Some(Lie::Answer(_, Answer::Truncated)) => json_text(text[..text.len() / 2].to_owned()),
            Some(_) | None => json_text(text),
        }
    }

    fn lie_about(&self, endpoint: Endpoint) -> Option<&'static Lie> {
        let lie = &self.state().twist?.lie;
        match lie {
            Lie::Answer(about, _) | Lie::Member(about, _) => (*about == endpoint).then_some(lie),
            Lie::TurnBack { .. } | Lie::Refuse { .. } | Lie::Token(..) => None,
        }
    }
}
