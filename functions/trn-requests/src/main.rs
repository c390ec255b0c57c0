//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use trn_requests::{Asking, router};
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [Table::Grants, Table::Tasks];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let (tokens, requests) = (store.client_tokens(), store.trn_requests());
        let (clock, entropy) = (host.clock(), host.entropy());
        let issuer = deployment.issuer().to_owned();
        let asking = Asking { tokens, requests, clock, entropy, issuer };
        Ok(web::serve(router(asking), &deployment))
    })
    .await
}
