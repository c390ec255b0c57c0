//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use calling_services::{Reach, ServiceCaller};
use dynamodb::{Store, Table};
use kms::KmsSigner;
use logout_sender::LogoutSender;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let (aws, variables) = (host.aws()?, host.variables());
        let tables = [Table::Outbox, Table::Clients, Table::Documents];
        let store = Store::connect(&aws, variables, &tables)?;
        let signer = Arc::new(KmsSigner::new(&aws, store.published_keys()));
        let web::Settings { issuer, .. } = web::Settings::read(variables)?;
        let back_channel = Arc::new(ServiceCaller::new(&issuer, Reach::Public)?);
        let (outbox, told, clients) = (store.outbox(), store.told_services(), store.clients());
        let (clock, entropy) = (host.clock(), host.entropy());
        Ok(LogoutSender { outbox, told, clients, back_channel, signer, clock, entropy, issuer })
    })
    .await
}
