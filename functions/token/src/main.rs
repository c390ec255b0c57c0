//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use dynamodb::{Store, Table};
use signing::LocalKeys;
use token::{Token, router};
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [Table::Users, Table::Records, Table::Clients, Table::Grants];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let signer = Arc::new(LocalKeys::given(&host.private_keys("SIGNING_KEYS").await?)?);
        let issuer = deployment.issuer().to_owned();
        let (clients, grants) = (store.clients(), store.granting());
        let (users, teachers) = (store.users(), store.teachers());
        let (clock, entropy) = (host.clock(), host.entropy());
        let token = Token { clients, grants, users, teachers, signer, clock, entropy, issuer };
        Ok(web::serve(router(token), &deployment))
    })
    .await
}
