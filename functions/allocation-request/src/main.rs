//! Lambda entry point. What the function does is in the library.

use allocation_request::{AllocationRequest, router};
use dynamodb::{Store, Table};
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
        let (teachers, ranges) = (store.teachers(), store.trn_ranges());
        Ok(router(AllocationRequest { walk, teachers, ranges }))
    })
    .await
}
