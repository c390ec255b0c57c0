//! The pages of people who came back without what we asked for.

use axum::{extract::State, http::HeaderMap};
use journey::Stage;
use maud::Markup;
use pages::Service;
use ports::Journey;
use web::{Failure, ServiceHint, Visit, Ways, elsewhere, paths};

use crate::Callback;

pub(crate) async fn turned_away(
    State(app): State<Callback>,
    visit: Visit,
) -> Result<Markup, Failure> {
    let journey = app.walk.open(&visit).await?;
    let Stage::TurnedAway { setback, .. } = &journey.stage else {
        return Err(elsewhere(&journey));
    };
    Err(Failure::Setback { setback: *setback, ways: ways(&journey) })
}

/// Where a person can go after a setback.
pub(crate) fn ways(journey: &Journey) -> Ways {
    Ways {
        try_again: paths::of(paths::SIGN_IN, &journey.id),
        go_back: paths::of(paths::CONTINUE, &journey.id),
    }
}

/// After a check in person people come from an email, days later, often on another device: nothing of
/// ours is here to carry on from.
pub(crate) async fn in_person_return(State(app): State<Callback>, headers: HeaderMap) -> Markup {
    let hint = ServiceHint::of(&headers);
    let services: Vec<Service<'_>> =
        hint.iter().map(|hint| Service { name: &hint.name, href: &hint.href }).collect();
    pages::in_person_return::page(&app.walk.deployment.frame(), &services)
}
