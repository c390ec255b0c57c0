//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use nino_lookup::{NinoLookup, router};
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [
            Table::Journeys,
            Table::Users,
            Table::Records,
            Table::Tasks,
            Table::Audit,
            Table::Outbox,
        ];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let (teachers, guesses) = (store.teachers(), store.guesses());
        Ok(router(NinoLookup { walk, teachers, guesses }))
    })
    .await
}
