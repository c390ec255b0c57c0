//! How far behind support staff are.

use async_trait::async_trait;
use jiff::Timestamp;
use ports::{Backlog, Fault, Listed, TaskLine};

use crate::{Store, Table, faults, item, tasks::LIST};

const DOING: &str = "looking for the oldest task";

/// How many lines of the list are read at a time. Those before the first that has to be decided wait for
/// somebody else.
const AT_A_TIME: i32 = 50;

#[async_trait]
impl Backlog for Store {
    async fn oldest_open(&self) -> Result<Option<Timestamp>, Fault> {
        // The list is in the order in which tasks were raised. A minute old will do.
        let query = self
            .client
            .query()
            .table_name(self.table(Table::Tasks)?)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", item::text(LIST))
            .limit(AT_A_TIME);
        let mut from = None;
        loop {
            let page = query.clone().set_exclusive_start_key(from).send().await;
            let page = page.map_err(faults::fault(DOING))?;
            for item in page.items.unwrap_or_default() {
                let line: TaskLine = item::read("line of the list", item)
                    .map_err(|trouble| Fault::new(DOING, trouble))?;
                match line.listed {
                    Listed::Open => return Ok(Some(line.raised_at)),
                    Listed::WaitingForPerson | Listed::EmailNotDelivered => {}
                }
            }
            from = page.last_evaluated_key;
            if from.is_none() {
                return Ok(None);
            }
        }
    }
}
