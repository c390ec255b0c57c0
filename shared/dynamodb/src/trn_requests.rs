//! TRN requests, read by those who wait for them.

use async_trait::async_trait;
use identity::RequestId;
use oidc::trn_request::TrnRequest;
use ports::{Fault, TrnRequests};

use crate::{Store, Table, item, stored::TrnRequestView, tasks::request_key};

#[async_trait]
impl TrnRequests for Store {
    async fn trn_request(&self, id: &RequestId) -> Result<Option<TrnRequest>, Fault> {
        const DOING: &str = "loading a TRN request";
        let item = self.item_alone(DOING, self.table(Table::Tasks)?, request_key(id)).await?;
        item.map(|item| item::view("TRN request", item).and_then(TrnRequestView::told))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }
}
