//! Lambda entry point. What the function does is in the library.

use allocation_request::{AllocationRequest, router};
use dynamodb::{Store, Table};
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let step = [Table::Journeys, Table::Users, Table::Audit, Table::Outbox];
        let own = [Table::Records, Table::Tasks];
        let store = Store::connect(&host.aws()?, host.variables(), &[&step[..], &own].concat())?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let (teachers, ranges) = (store.teachers(), store.trn_ranges());
        Ok(router(AllocationRequest { walk, teachers, guesses: store.guesses(), ranges }))
    })
    .await
}
