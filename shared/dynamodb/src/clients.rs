//! Registered calling services.

use async_trait::async_trait;
use identity::ClientId;
use oidc::Client;
use ports::{Clients, Fault};

use crate::{
    Store, Table, faults,
    item::{self, Key},
    stored::Ref,
};

fn key(id: &ClientId) -> Key {
    Key::new(format!("CLIENT#{}", id.as_str()), "CLIENT")
}

#[async_trait]
impl Clients for Store {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, Fault> {
        const DOING: &str = "loading a calling service";
        let item = self.item(DOING, self.table(Table::Clients)?, key(id)).await?;
        item.map(|item| item::read("calling service", item))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }
}

impl Store {
    /// Registers a calling service, in place of what was registered under its ID.
    ///
    /// # Errors
    /// The store failed.
    pub async fn register(&self, client: &Client) -> Result<(), Fault> {
        let item = item::write(key(&client.service.id), Ref(client));
        let put =
            self.client.put_item().table_name(self.table(Table::Clients)?).set_item(Some(item));
        put.send().await.map_err(faults::fault("registering a calling service"))?;
        Ok(())
    }
}
