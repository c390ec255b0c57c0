//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use calling_services::{FetchedKeys, Reach};
use dynamodb::{Store, Table};
use kms::KmsSigner;
use token::{Token, router};
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables =
            [Table::Users, Table::Records, Table::Clients, Table::Grants, Table::Documents];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let signer = Arc::new(KmsSigner::new(&host.aws()?, store.published_keys()));
        let (clients, grants, users) = (store.clients(), store.granting(), store.users());
        let keys = FetchedKeys::new(deployment.issuer(), Reach::Public, store.client_documents())?;
        let (keys, teachers) = (Arc::new(keys), store.teachers());
        Ok(router(Token { deployment, clients, keys, grants, users, teachers, signer }))
    })
    .await
}
