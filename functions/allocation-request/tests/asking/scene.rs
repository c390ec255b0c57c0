//! The function, people who ask it, and what they leave behind.

use allocation_request::{AllocationRequest, router};
use axum::Router;
use dynamodb::{Table, TrnRange};
use identity::{OneLoginUser, Person};
use journey::{NinoAnswer, NoTrn, Stage};
use ports::{Teachers, TrnRanges};
use serde_json::Value;
use std::sync::Arc;
use testing::{
    Visitor, World,
    asking::{Answer, ask},
    journeys::{anne, may_allocate, requesting_trn},
    people,
};
use web::{Deployment, Walk, csrf};

pub(crate) const PAGE: &str = "/request-a-trn";
pub(crate) const HOLDING: &str = "/checking-your-details";
pub(crate) const FOUND: &str = "/found";

/// A world with a hundred numbers to give.
pub(crate) async fn world() -> World {
    let world = World::new().await;
    let (from, to) = (people::trn("3000000"), people::trn("3000099"));
    world.store().add_range(&TrnRange::new(&from, &to).unwrap()).await.unwrap();
    world
}

pub(crate) fn function(world: &World) -> Router {
    over(world, world.store().teachers(), world.store().trn_ranges())
}

/// The function over another register, or other numbers.
pub(crate) fn over(
    world: &World,
    teachers: Arc<dyn Teachers>,
    ranges: Arc<dyn TrnRanges>,
) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    router(AllocationRequest { walk, teachers, guesses: store.guesses(), ranges })
}

pub(crate) fn token(visitor: &Visitor) -> String {
    csrf::of_journey(&visitor.journey.browser, &visitor.journey.id)
}

/// Anne, about to ask.
pub(crate) async fn applicant(world: &World) -> Visitor {
    world.visitor_from(may_allocate(), requesting_trn()).await
}

/// Anne under another One Login, with or without her NINO.
pub(crate) async fn account(world: &World, subject: &str, nino: NinoAnswer) -> Visitor {
    let user = OneLoginUser { subject: subject.parse().unwrap(), ..anne().user };
    let person = Person { user, ..anne() };
    let stage = Stage::RequestingTrn { person, nino, no_trn: NoTrn::None };
    world.visitor_from(may_allocate(), stage).await
}

/// Sends the form.
pub(crate) async fn send(router: &Router, visitor: &Visitor) -> Answer {
    ask(router, visitor.post(PAGE, &[("csrf", &token(visitor))])).await
}

/// What there is of this kind among the tasks.
pub(crate) async fn work(world: &World, sk: &str) -> Vec<Value> {
    world.items(Table::Tasks).await.into_iter().filter(|item| item["sk"] == sk).collect()
}

/// The messages that wait.
pub(crate) async fn messages(world: &World) -> Vec<Value> {
    let items = world.items(Table::Outbox).await;
    items
        .into_iter()
        .filter(|item| item["sk"] == "MESSAGE")
        .map(|item| item["message"].clone())
        .collect()
}

/// The TRNs of all records.
pub(crate) async fn trns(world: &World) -> Vec<String> {
    let items = world.items(Table::Records).await;
    let records = items.iter().filter(|item| item["sk"] == "RECORD");
    records.map(|item| item["t"].as_str().unwrap().to_owned()).collect()
}

/// The TRN a visitor's user is linked to.
pub(crate) async fn trn_of(world: &World, visitor: &Visitor) -> Option<String> {
    let subject = &visitor.journey.stage.user().unwrap().subject;
    let link = world.user(subject).await.link;
    link.map(|link| link.trn.as_str().to_owned())
}
