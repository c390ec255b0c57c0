//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use back_channel_logout::{BackChannelLogout, router};
use dynamodb::{Store, Table};
use one_login::{OneLoginClient, Ports};
use signing::NoKeys;
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables =
            [Table::Journeys, Table::Clients, Table::Grants, Table::Outbox, Table::Documents];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let ports = Ports::new(store.documents(), NoKeys, host.clock(), host.entropy());
        let one_login = Arc::new(OneLoginClient::read(host.variables(), ports)?);
        let notices = store.sign_out_notices();
        Ok(router(BackChannelLogout { deployment, one_login, notices }))
    })
    .await
}
