//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use calling_services::{Reach, ServiceCaller};
use dynamodb::{Store, Table};
use kms::KmsSigner;
use webhook_sender::WebhookSender;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let (aws, variables) = (host.aws()?, host.variables());
        let tables = [Table::Outbox, Table::Clients, Table::Documents];
        let who_hears = [Table::Grants, Table::Users, Table::Records];
        let store = Store::connect(&aws, variables, &[tables, who_hears].concat())?;
        let signer = Arc::new(KmsSigner::new(&aws, store.published_keys()));
        let web::Settings { issuer, .. } = web::Settings::read(variables)?;
        let webhooks = Arc::new(ServiceCaller::new(&issuer, Reach::Public)?);
        let (outbox, told, retries) = (store.outbox(), store.told_services(), store.retries());
        let (whom, clients, clock) = (store.audience(), store.clients(), host.clock());
        Ok(WebhookSender { outbox, told, whom, retries, clients, webhooks, signer, clock, issuer })
    })
    .await
}
