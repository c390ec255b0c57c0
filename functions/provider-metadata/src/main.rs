//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use provider_metadata::{ProviderMetadata, router};
use signing::LocalKeys;
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let keys = Arc::new(LocalKeys::given(&host.private_keys("SIGNING_KEYS").await?)?);
        let (clock, issuer) = (host.clock(), deployment.issuer().to_owned());
        Ok(web::serve(router(ProviderMetadata { keys, clock, issuer }), &deployment))
    })
    .await
}
