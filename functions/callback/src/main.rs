//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use callback::{Callback, router};
use dynamodb::{Store, Table};
use one_login::{OneLoginClient, Ports};
use signing::LocalKeys;
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [Table::Journeys, Table::Users, Table::Audit, Table::Outbox, Table::Documents];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let signer = LocalKeys::given(&host.private_keys("ONE_LOGIN_PRIVATE_KEY").await?)?;
        let ports = Ports::new(store.documents(), signer, host.clock(), host.entropy());
        let one_login = Arc::new(OneLoginClient::read(host.variables(), ports)?);
        Ok(router(Callback { walk, sessions: store.sessions(), one_login }))
    })
    .await
}
