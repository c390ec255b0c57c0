//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use email_feedback::EmailFeedback;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::queue(async |host| {
        let tables = [Table::Outbox, Table::Tasks, Table::Audit];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        Ok(EmailFeedback { feedback: store.feedback() })
    })
    .await
}
