//! *Wait before you try again*, for whoever guessed too often. The way on without a number stays open.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use pages::too_many_tries::{self, Number, Wait, WayOn};
use ports::Journey;

use crate::{Walk, calendar, paths};

/// How somebody at the question itself says that they go on without the number.
#[derive(Debug, Clone, Copy)]
pub struct Without {
    /// What they go on without.
    pub number: Number,
    /// The field of the question, and the answer that needs no number.
    pub field: (&'static str, &'static str),
}

impl Walk {
    /// The page, with the moment from which a number is looked up again. `at_question` is the way on for
    /// whoever is still at the question; whoever only changes an answer goes back to where they are.
    pub fn wait(
        &self,
        journey: &Journey,
        again_at: Timestamp,
        at_question: Option<Without>,
    ) -> Response {
        let (csrf, here) = (self.csrf(journey), paths::at(&journey.stage, &journey.id));
        let way_on = match at_question {
            Some(Without { number, field }) => WayOn::Without { number, field, csrf: &csrf },
            None => WayOn::Back(&here),
        };
        let again_at = whole_minute(again_at);
        let go_back = paths::of(paths::CONTINUE, &journey.id);
        let frame = self.frame(journey);
        let when = calendar::moment(frame.words, again_at);
        let page = too_many_tries::page(&frame, &Wait { when: &when, way_on, go_back: &go_back });
        let seconds = again_at.duration_since(self.deployment.now()).as_secs().max(1);
        let headers = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
        (StatusCode::TOO_MANY_REQUESTS, headers, page).into_response()
    }
}

/// The first whole minute that is not before: what the page promises has to hold.
fn whole_minute(at: Timestamp) -> Timestamp {
    let into = SignedDuration::from_nanos(
        i64::try_from(at.as_nanosecond().rem_euclid(60_000_000_000)).expect("it is under a minute"),
    );
    if into.is_zero() { at } else { at - into + SignedDuration::from_mins(1) }
}
