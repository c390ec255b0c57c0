//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use authorize::{Authorize, router};
use dynamodb::{Store, Table};
use one_login::{OneLoginClient, Ports};
use signing::NoKeys;
use web::{Deployment, Walk};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [Table::Journeys, Table::Users, Table::Clients, Table::Documents];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
        let ports = Ports::new(store.documents(), NoKeys, host.clock(), host.entropy());
        let one_login = Arc::new(OneLoginClient::read(host.variables(), ports)?);
        let (sessions, clients) = (store.sessions(), store.clients());
        let keys = store.published_keys();
        Ok(router(Authorize { walk, sessions, clients, one_login, keys }))
    })
    .await
}
