//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use calling_services::{Reach, ServiceCaller};
use dynamodb::{Store, Table};
use logout_sender::LogoutSender;
use signing::LocalKeys;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let (aws, variables) = (host.aws()?, host.variables());
        let store = Store::connect(&aws, variables, &[Table::Outbox, Table::Clients])?;
        let signer = Arc::new(LocalKeys::given(&host.private_keys("SIGNING_KEYS").await?)?);
        let web::Settings { issuer, .. } = web::Settings::read(variables)?;
        let back_channel = Arc::new(ServiceCaller::new(&issuer, Reach::Public)?);
        let (outbox, told, clients) = (store.outbox(), store.told_services(), store.clients());
        let (clock, entropy) = (host.clock(), host.entropy());
        Ok(LogoutSender { outbox, told, clients, back_channel, signer, clock, entropy, issuer })
    })
    .await
}
