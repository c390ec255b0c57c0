//! What became of emails, and where none may be sent any more.
//!
//! An item of its own beside the message, because what is added to the stream under a message's key is
//! relayed. An address is kept as a digest: who complained can be recognised, and not read.

use async_trait::async_trait;
use identity::{Email, MessageId};
use jiff::Timestamp;
use jose::Digest;
use journey::Progress;
use ports::{
    Decider, Deliveries, Delivery, Dropped, Fault, Feedback, Lease, Listed, Outbox, Outgoing,
    ReviewTask, Reviews, TaskEvent, TaskHappening,
};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    item::{self, Item, Key, number, text},
    stored::Ref,
    tasks::{history, moment},
    transaction::{Condition, Outcome, Transaction},
};

const TAKING: &str = "taking a message to send it";
const NOTING: &str = "noting what became of an email";
const SUPPRESSING: &str = "noting where nothing may be sent";

/// Nobody has noted how it ended.
const UNSETTLED: &str = "attribute_not_exists(pk) OR delivery = :leased";

fn key(id: &MessageId) -> Key {
    Key::new(format!("DELIVERY#{}", id.as_str()), "DELIVERY")
}

fn suppressed_key(address: &Email) -> Key {
    let digest = Digest::of(address.folded().as_bytes());
    Key::new(format!("SUPPRESSED#{}", digest.as_str()), "SUPPRESSED")
}

fn unsettled() -> Condition {
    Condition::new(UNSETTLED).value(":leased", text("leased"))
}

fn not_back_yet() -> Condition {
    Condition::new("attribute_not_exists(pk) OR delivery <> :came_back")
        .value(":came_back", text("came_back"))
}

#[async_trait]
impl Deliveries for Store {
    async fn lease(
        &self,
        id: &MessageId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Lease, Fault> {
        let table = self.table(Table::Outbox)?;
        let leased = item::write(key(id), Ref(&Delivery::Leased { until }));
        let put = self
            .client
            .put_item()
            .table_name(table)
            .set_item(Some(leased))
            .condition_expression(
                "attribute_not_exists(pk) OR (delivery = :leased AND leased_until <= :now)",
            )
            .expression_attribute_values(":leased", text("leased"))
            .expression_attribute_values(":now", number(now.as_millisecond()));
        if faults::conditionally(TAKING, || put.clone().send()).await?.is_some() {
            return Ok(Lease::Taken);
        }
        Ok(match self.noted(id).await? {
            // Whoever was quicker is sending it.
            None | Some(Delivery::Leased { .. }) => Lease::Busy,
            Some(Delivery::Sent { .. } | Delivery::Dropped { .. } | Delivery::CameBack { .. }) => {
                Lease::Settled
            }
        })
    }

    async fn sent(&self, id: &MessageId, provider_id: &str, at: Timestamp) -> Result<(), Fault> {
        let provider_id = provider_id.to_owned();
        self.note(id, &Delivery::Sent { provider_id, at, delivered_at: None }, UNSETTLED).await
    }

    async fn dropped(&self, id: &MessageId, why: Dropped, at: Timestamp) -> Result<(), Fault> {
        let dropped = Delivery::Dropped { why, at };
        match why {
            Dropped::NothingToTell => self.note(id, &dropped, UNSETTLED).await,
            Dropped::Suppressed | Dropped::Refused => {
                self.not_delivered(id, &dropped, unsettled, at).await
            }
        }
    }

    async fn is_suppressed(&self, address: &Email) -> Result<bool, Fault> {
        const DOING: &str = "looking where nothing may be sent";
        let item = self.item(DOING, self.table(Table::Outbox)?, suppressed_key(address)).await?;
        Ok(item.is_some())
    }
}

#[async_trait]
impl Feedback for Store {
    async fn delivered(
        &self,
        id: &MessageId,
        provider_id: &str,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let provider_id = provider_id.to_owned();
        let sent = Delivery::Sent { provider_id, at, delivered_at: Some(at) };
        self.note(id, &sent, "delivery = :leased").await?;
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Outbox)?)
            .set_key(Some(key(id).item()))
            .update_expression("SET delivered_at = :at")
            .condition_expression("delivery = :sent AND attribute_not_exists(delivered_at)")
            .expression_attribute_values(":sent", text("sent"))
            .expression_attribute_values(":at", text(at.to_string()));
        faults::conditionally(NOTING, || update.clone().send()).await.map(drop)
    }

    async fn came_back(&self, id: &MessageId, at: Timestamp) -> Result<(), Fault> {
        if self.message(id).await?.is_none() {
            return Ok(());
        }
        self.not_delivered(id, &Delivery::CameBack { at }, not_back_yet, at).await
    }

    async fn suppress(&self, address: &Email, at: Timestamp) -> Result<(), Fault> {
        let mut suppressed = suppressed_key(address).item();
        suppressed.insert("since".to_owned(), text(at.to_string()));
        suppressed.insert("v".to_owned(), number(item::VERSION));
        let put = self.client.put_item().table_name(self.table(Table::Outbox)?);
        let put = put.set_item(Some(suppressed)).condition_expression("attribute_not_exists(pk)");
        faults::conditionally(SUPPRESSING, || put.clone().send()).await.map(drop)
    }
}

impl Store {
    /// What was noted about a message.
    pub(crate) async fn noted(&self, id: &MessageId) -> Result<Option<Delivery>, Fault> {
        let item = self.item(TAKING, self.table(Table::Outbox)?, key(id)).await?;
        item.map(read).transpose()
    }

    /// Notes how a message ended, if `condition` on `:leased` is met.
    async fn note(
        &self,
        id: &MessageId,
        delivery: &Delivery,
        condition: &str,
    ) -> Result<(), Fault> {
        let put = self
            .client
            .put_item()
            .table_name(self.table(Table::Outbox)?)
            .set_item(Some(item::write(key(id), Ref(delivery))))
            .condition_expression(condition)
            .expression_attribute_values(":leased", text("leased"));
        faults::conditionally(NOTING, || put.clone().send()).await.map(drop)
    }

    /// Notes that a message did not reach its reader, and tells support staff, unless `condition` says that
    /// it was noted before.
    async fn not_delivered(
        &self,
        id: &MessageId,
        delivery: &Delivery,
        condition: fn() -> Condition,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let table = self.table(Table::Outbox)?;
        for number in 1..=TRIES {
            let mut transaction = Transaction::default();
            let noted = item::write(key(id), Ref(delivery));
            let note = transaction.put(table, noted, Some(condition()));
            if let Some(task) = self.task_of(id).await? {
                self.add_return(&mut transaction, &task, id, at)?;
            }
            match self.transact(NOTING, transaction, None).await? {
                Outcome::Written => return Ok(()),
                Outcome::Refused(which) if which.contains(&note) => return Ok(()),
                // The task has moved on: look at it again.
                Outcome::Refused(_) => faults::wait_before_try(number).await,
            }
        }
        Err(Fault::new(NOTING, Trouble::Contended))
    }

    /// The task that an email is about, if there is one.
    async fn task_of(&self, id: &MessageId) -> Result<Option<ReviewTask>, Fault> {
        let Some(pending) = self.message(id).await? else { return Ok(None) };
        let Outgoing::Email { reference, .. } = &pending.message else { return Ok(None) };
        // What was settled at once has a reference and no task.
        match self.referred(reference).await? {
            Some(task) => self.task(&task).await,
            None => Ok(None),
        }
    }

    /// Adds to a task that its email did not reach anybody. If it is settled, it has to be seen to again.
    fn add_return(
        &self,
        transaction: &mut Transaction,
        task: &ReviewTask,
        id: &MessageId,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let settled = match task.progress {
            Progress::Completed { .. } | Progress::Rejected(_) => true,
            Progress::InReview | Progress::NeedsInformation(_) => false,
        };
        if settled && task.listed.is_none() {
            let listed = Some(Listed::EmailNotDelivered);
            self.add_task(transaction, task, &ReviewTask { listed, ..task.clone() })?;
        }
        let event = TaskEvent { at, by: Decider::System, what: TaskHappening::EmailCameBack };
        let sort = format!("{}#email#{}", moment(at), id.as_str());
        let event = item::write(Key::new(history(&task.id), sort), Ref(&event));
        transaction.put(self.table(Table::Audit)?, event, None);
        Ok(())
    }
}

fn read(item: Item) -> Result<Delivery, Fault> {
    item::read("delivery", item).map_err(|trouble| Fault::new(TAKING, trouble))
}
