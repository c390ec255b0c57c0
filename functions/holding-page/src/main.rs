//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use holding_page::{HoldingPage, router};
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let step = [Table::Journeys, Table::Users, Table::Audit, Table::Outbox];
        let own = [Table::Records, Table::Clients, Table::Tasks];
        let store = Store::connect(&host.aws()?, host.variables(), &[&step[..], &own].concat())?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let (reviews, teachers, clients) = (store.reviews(), store.teachers(), store.clients());
        Ok(router(HoldingPage { walk, reviews, teachers, guesses: store.guesses(), clients }))
    })
    .await
}
