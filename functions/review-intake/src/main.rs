//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use review_intake::ReviewIntake;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let tables = [Table::Outbox, Table::Tasks, Table::Records, Table::Users];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        Ok(ReviewIntake {
            outbox: store.outbox(),
            reviews: store.reviews(),
            teachers: store.teachers(),
            users: store.users(),
        })
    })
    .await
}
