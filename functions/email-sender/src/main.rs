//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use dynamodb::{Store, Table};
use email_sender::EmailSender;
use ses::SesMailer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let (aws, variables) = (host.aws()?, host.variables());
        let tables = [Table::Outbox, Table::Users, Table::Clients, Table::Tasks, Table::Audit];
        let store = Store::connect(&aws, variables, &tables)?;
        let mailer = Arc::new(SesMailer::new(&aws, ses::Settings::read(variables)?));
        let web::Settings { issuer, support, .. } = web::Settings::read(variables)?;
        let (outbox, deliveries) = (store.outbox(), store.deliveries());
        let (users, clients) = (store.users(), store.clients());
        let (clock, support) = (host.clock(), support.email);
        Ok(EmailSender { outbox, deliveries, users, clients, mailer, clock, issuer, support })
    })
    .await
}
