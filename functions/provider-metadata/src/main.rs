//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use provider_metadata::{ProviderMetadata, router};
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let store = Store::connect(&host.aws()?, host.variables(), &[Table::Documents])?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let (clock, issuer) = (host.clock(), deployment.issuer().to_owned());
        let app = ProviderMetadata { keys: store.published_keys(), clock, issuer };
        Ok(web::serve(router(app), &deployment))
    })
    .await
}
