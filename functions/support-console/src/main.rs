//! Lambda entry point. What the function does is in the library.

use std::sync::Arc;

use dynamodb::{Store, Table};
use staff_sign_in::StaffSignInClient;
use support_console::{Console, Desk, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let decided = [Table::Tasks, Table::Users, Table::Records, Table::Audit, Table::Outbox];
        let own = [Table::Staff, Table::Clients];
        let store = Store::connect(&host.aws()?, host.variables(), &[&decided[..], &own].concat())?;
        let secret = host.secret("STAFF_CLIENT_SECRET").await?;
        let sign_in = StaffSignInClient::read(host.variables(), secret, host.clock())?;
        let desk = Desk::read(host.variables(), host.clock(), host.entropy())?;
        let (reviews, sessions, users) = (store.reviews(), store.staff_sessions(), store.users());
        let (teachers, ranges, clients) = (store.teachers(), store.trn_ranges(), store.clients());
        let sign_in = Arc::new(sign_in);
        Ok(router(Console { desk, sign_in, sessions, reviews, users, teachers, ranges, clients }))
    })
    .await
}
