//! Lambda entry point. What the function does is in the library.

use dynamodb::Store;
use record_not_found::{RecordNotFound, router};
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let store = Store::connect(&host.aws()?, host.variables())?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        Ok(router(RecordNotFound { walk }))
    })
    .await
}
