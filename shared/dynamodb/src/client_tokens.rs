//! Tokens of clients themselves. Their keys are not those of tokens about people: neither opens what the
//! other does.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Digest;
use oidc::ClientToken;
use ports::{ClientTokens, Fault};

use crate::{
    Store, Table, faults,
    item::{self, Key, has_expired},
    stored::Ref,
};

fn key(digest: &Digest) -> Key {
    Key::new(format!("CLIENT_TOKEN#{}", digest.as_str()), "CLIENT_TOKEN")
}

#[async_trait]
impl ClientTokens for Store {
    async fn give(&self, digest: &Digest, token: &ClientToken) -> Result<(), Fault> {
        let item = item::write(key(digest), Ref(token));
        let put =
            self.client.put_item().table_name(self.table(Table::Grants)?).set_item(Some(item));
        put.send().await.map_err(faults::fault("giving a client a token"))?;
        Ok(())
    }

    async fn client_token(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<ClientToken>, Fault> {
        const DOING: &str = "loading a token of a client";
        let item = self.item_alone(DOING, self.table(Table::Grants)?, key(digest)).await?;
        item.filter(|item| !has_expired(item, now))
            .map(|item| item::read("token of a client", item))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn revoke_client_token(&self, digest: &Digest) -> Result<(), Fault> {
        let delete = self
            .client
            .delete_item()
            .table_name(self.table(Table::Grants)?)
            .set_key(Some(key(digest).item()));
        delete.send().await.map_err(faults::fault("revoking a token of a client"))?;
        Ok(())
    }
}
