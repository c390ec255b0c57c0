//! The one store, in each of its roles.

use std::{fmt, sync::Arc};

use aws_sdk_dynamodb::{Client, types::AttributeValue};
use ports::{
    Audience, Backlog, ClientTokens, Clients, Deliveries, Documents, Fault, Feedback, Granting,
    Grants, Guesses, Journeys, Outbox, Retries, Sessions, SignOutNotices, Teachers, ToldServices,
    TrnRequests, Users,
};

use crate::{
    Table, TableNames,
    documents::DocumentsOf,
    faults,
    item::{Item, Key},
    together::{Place, Reads},
};

/// What this service remembers. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) tables: Arc<TableNames>,
    reads: Reads,
}

impl Store {
    /// The store in these tables, reached through this client.
    pub fn new(client: Client, tables: TableNames) -> Self {
        Self { client, tables: Arc::new(tables), reads: Reads::default() }
    }

    /// As the place where journeys are kept.
    pub fn journeys(&self) -> Arc<dyn Journeys> {
        Arc::new(self.clone())
    }

    /// As the place where browser sessions are kept.
    pub fn sessions(&self) -> Arc<dyn Sessions> {
        Arc::new(self.clone())
    }

    /// As the place where a notice of GOV.UK One Login's takes effect.
    pub fn sign_out_notices(&self) -> Arc<dyn SignOutNotices> {
        Arc::new(self.clone())
    }

    /// As the place where One Login users are kept.
    pub fn users(&self) -> Arc<dyn Users> {
        Arc::new(self.clone())
    }

    /// As the register of teaching records.
    pub fn teachers(&self) -> Arc<dyn Teachers> {
        Arc::new(self.clone())
    }

    /// As the registered calling services.
    pub fn clients(&self) -> Arc<dyn Clients> {
        Arc::new(self.clone())
    }

    /// As the place where codes and access tokens are kept.
    pub fn grants(&self) -> Arc<dyn Grants> {
        Arc::new(self.clone())
    }

    /// As the place where everything is kept that is granted.
    pub fn granting(&self) -> Arc<dyn Granting> {
        Arc::new(self.clone())
    }

    /// As the place where clients' own tokens are kept.
    pub fn client_tokens(&self) -> Arc<dyn ClientTokens> {
        Arc::new(self.clone())
    }

    /// As the place where TRN requests are read.
    pub fn trn_requests(&self) -> Arc<dyn TrnRequests> {
        Arc::new(self.clone())
    }

    /// As the place where guesses are counted.
    pub fn guesses(&self) -> Arc<dyn Guesses> {
        Arc::new(self.clone())
    }

    /// As the place where messages wait.
    pub fn outbox(&self) -> Arc<dyn Outbox> {
        Arc::new(self.clone())
    }

    /// As the account of emails on their way out.
    pub fn deliveries(&self) -> Arc<dyn Deliveries> {
        Arc::new(self.clone())
    }

    /// As what has messages tried again later.
    pub fn retries(&self) -> Arc<dyn Retries> {
        Arc::new(self.clone())
    }

    /// As the account of which calling services were told what the outbox has for them.
    pub fn told_services(&self) -> Arc<dyn ToldServices> {
        Arc::new(self.clone())
    }

    /// As the place where it can be seen how far behind support staff are.
    pub fn backlog(&self) -> Arc<dyn Backlog> {
        Arc::new(self.clone())
    }

    /// As what knows whom news is for.
    pub fn audience(&self) -> Arc<dyn Audience> {
        Arc::new(self.clone())
    }

    /// As the account of what is told about emails later.
    pub fn feedback(&self) -> Arc<dyn Feedback> {
        Arc::new(self.clone())
    }

    /// As the place where GOV.UK One Login's documents are kept.
    pub fn documents(&self) -> Arc<dyn Documents> {
        Arc::new(DocumentsOf::one_login(self.clone()))
    }

    /// As the place where documents of calling services are kept.
    pub fn client_documents(&self) -> Arc<dyn Documents> {
        Arc::new(DocumentsOf::clients(self.clone()))
    }

    /// What a table is called.
    pub(crate) fn table(&self, table: Table) -> Result<&str, Fault> {
        self.tables.name(table).map_err(|missing| Fault::new("choosing a table", missing))
    }

    /// The item with this key, read consistently, in one call with whatever else is read at the same time.
    pub(crate) async fn item(
        &self,
        doing: &'static str,
        table: &str,
        key: Key,
    ) -> Result<Option<Item>, Fault> {
        self.several(doing, table, &[key]).await.map(|items| items.into_iter().flatten().next())
    }

    /// The items with these keys, each at its place, read consistently, in one call with whatever else is read at the same time. At most
    /// 100 (`BatchGetItem`).
    pub(crate) async fn several(
        &self,
        doing: &'static str,
        table: &str,
        keys: &[Key],
    ) -> Result<Vec<Option<Item>>, Fault> {
        let place = |key: &Key| Place { table: table.to_owned(), key: key.clone() };
        let read = self.reads.read(&self.client, keys.iter().map(place).collect()).await;
        read.map_err(|trouble| Fault::new(doing, trouble))
    }

    /// The item with this key, read consistently and in a call of its own: a policy grants it for some keys alone, and how that is
    /// judged where a call asks for others as well is not written down anywhere.
    pub(crate) async fn item_alone(
        &self,
        doing: &'static str,
        table: &str,
        key: Key,
    ) -> Result<Option<Item>, Fault> {
        let request = self.client.get_item().table_name(table).set_key(Some(key.item()));
        let answer = request.consistent_read(true).send().await.map_err(faults::fault(doing))?;
        Ok(answer.item)
    }

    /// Every item under a partition key, read consistently.
    pub(crate) async fn items_under(
        &self,
        doing: &'static str,
        table: &str,
        pk: &str,
    ) -> Result<Vec<Item>, Fault> {
        let query = self
            .client
            .query()
            .table_name(table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()));
        let mut items = Vec::new();
        let mut from = None;
        loop {
            let page = query.clone().set_exclusive_start_key(from).send().await;
            let page = page.map_err(faults::fault(doing))?;
            items.extend(page.items.unwrap_or_default());
            from = page.last_evaluated_key;
            if from.is_none() {
                return Ok(items);
            }
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("tables", &self.tables).finish_non_exhaustive()
    }
}
