//! `webhooks ping`: a message to a calling service that says nothing, to try whether it hears us.

use std::io::Write;

use dynamodb::Store;
use identity::ClientId;
use jiff::Timestamp;

use crate::run::{Ending, Failure};

/// Puts a ping for a service that wants to be told into the outbox: it goes the way of every event.
pub(crate) async fn ping(
    store: &Store,
    (client, now): (&ClientId, Timestamp),
    report: &mut dyn Write,
) -> Result<Ending, Failure> {
    let id = client.as_str();
    let Some(registered) = store.clients().client(client).await? else {
        writeln!(report, "{id} is no calling service")?;
        return Ok(Ending::Refused);
    };
    if registered.webhook_url.is_none() {
        writeln!(report, "{id} has no webhook_url")?;
        return Ok(Ending::Refused);
    }
    let message = store.ping(client, now).await?;
    writeln!(report, "the event {} is on its way to {id}", message.as_str())?;
    Ok(Ending::Done)
}
