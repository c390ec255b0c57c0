//! Messages that have still to go out.

use async_trait::async_trait;
use ports::{Fault, Outbox, Pending};

use crate::{
    Store, Table,
    faults::Trouble,
    item::{Item, VERSION, number},
    stored::Message,
};

const DOING: &str = "reading the outbox";

/// The partition that messages wait in.
pub(crate) const PENDING: &str = "PENDING";

#[async_trait]
impl Outbox for Store {
    async fn pending(&self) -> Result<Vec<Pending>, Fault> {
        let items = self.items_under(DOING, self.table(Table::Outbox)?, PENDING).await?;
        let read = items.into_iter().map(read).collect::<Result<_, Trouble>>();
        read.map_err(|trouble| Fault::new(DOING, trouble))
    }
}

fn read(item: Item) -> Result<Pending, Trouble> {
    if item.get("v") != Some(&number(VERSION)) {
        return Err(Trouble::OtherVersion("message"));
    }
    let id = item.get("sk").and_then(|sk| sk.as_s().ok()).cloned();
    let message: Message =
        serde_dynamo::from_item(item).map_err(|_| Trouble::Unreadable("message"))?;
    Ok(Pending { id: id.ok_or(Trouble::Unreadable("message"))?, message: message.into() })
}
