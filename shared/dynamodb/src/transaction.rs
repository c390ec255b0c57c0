//! Transactions: everything in one, or nothing.

use aws_sdk_dynamodb::{
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        AttributeValue, CancellationReason, ConditionCheck, Delete, Put, TransactWriteItem, Update,
    },
};
use jose::Digest;
use ports::Fault;

use crate::{
    Store,
    faults::{self, TRIES, Trouble},
    item::{Item, Key, number},
};

/// Nobody wrote this item before.
pub(crate) const NEW: &str = "attribute_not_exists(pk)";

/// A condition on an item, with the values it names.
pub(crate) struct Condition {
    expression: String,
    values: Vec<(&'static str, AttributeValue)>,
}

/// A change to an item, with the attributes and the values it names.
pub(crate) struct Change {
    expression: String,
    names: Vec<(&'static str, String)>,
    values: Vec<(&'static str, AttributeValue)>,
}

impl Change {
    pub(crate) fn new(expression: impl Into<String>) -> Self {
        Self { expression: expression.into(), names: Vec::new(), values: Vec::new() }
    }

    /// An attribute whose name an expression cannot spell out.
    pub(crate) fn name(mut self, name: &'static str, attribute: impl Into<String>) -> Self {
        self.names.push((name, attribute.into()));
        self
    }

    pub(crate) fn value(mut self, name: &'static str, value: AttributeValue) -> Self {
        self.values.push((name, value));
        self
    }
}

impl Condition {
    pub(crate) fn new(expression: impl Into<String>) -> Self {
        Self { expression: expression.into(), values: Vec::new() }
    }

    pub(crate) fn value(mut self, name: &'static str, value: AttributeValue) -> Self {
        self.values.push((name, value));
        self
    }

    /// The item is still of the version that was read.
    pub(crate) fn version(version: u64) -> Self {
        Self::new("version = :version").value(":version", number(version))
    }
}

/// Writes that happen together. At most 100 (`TransactWriteItems`).
#[derive(Default)]
pub(crate) struct Transaction {
    writes: Vec<TransactWriteItem>,
}

/// What became of a transaction.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it is written.
    Written,
    /// Nothing is: the conditions of these writes were not met, in the order they were added.
    Refused(Vec<usize>),
}

impl Transaction {
    /// Adds a write, and says which it is.
    fn add(&mut self, write: TransactWriteItem) -> usize {
        self.writes.push(write);
        self.writes.len() - 1
    }

    /// Writes a whole item.
    pub(crate) fn put(&mut self, table: &str, item: Item, condition: Option<Condition>) -> usize {
        let mut put = Put::builder().table_name(table).set_item(Some(item));
        if let Some(Condition { expression, values }) = condition {
            put = put.condition_expression(expression);
            for (name, value) in values {
                put = put.expression_attribute_values(name, value);
            }
        }
        let put = put.build().expect("the table and the item were given");
        self.add(TransactWriteItem::builder().put(put).build())
    }

    /// Writes an item that must not be there yet.
    pub(crate) fn create(&mut self, table: &str, item: Item) -> usize {
        self.put(table, item, Some(Condition::new(NEW)))
    }

    /// Changes an item, which need not be there.
    pub(crate) fn update(
        &mut self,
        table: &str,
        key: Key,
        change: Change,
        condition: Option<Condition>,
    ) -> usize {
        let mut update = Update::builder()
            .table_name(table)
            .set_key(Some(key.item()))
            .update_expression(change.expression);
        for (name, attribute) in change.names {
            update = update.expression_attribute_names(name, attribute);
        }
        for (name, value) in change.values {
            update = update.expression_attribute_values(name, value);
        }
        if let Some(Condition { expression, values }) = condition {
            update = update.condition_expression(expression);
            for (name, value) in values {
                update = update.expression_attribute_values(name, value);
            }
        }
        let update = update.build().expect("the table, the key and the change were given");
        self.add(TransactWriteItem::builder().update(update).build())
    }

    /// Makes everything depend on an item that stays as it is.
    pub(crate) fn check(&mut self, table: &str, key: Key, condition: Condition) -> usize {
        let mut check = ConditionCheck::builder()
            .table_name(table)
            .set_key(Some(key.item()))
            .condition_expression(condition.expression);
        for (name, value) in condition.values {
            check = check.expression_attribute_values(name, value);
        }
        let check = check.build().expect("the table, the key and the condition were given");
        self.add(TransactWriteItem::builder().condition_check(check).build())
    }

    /// Deletes an item, if it is there.
    pub(crate) fn delete(&mut self, table: &str, key: Key) -> usize {
        let delete = Delete::builder().table_name(table).set_key(Some(key.item())).build();
        let delete = delete.expect("the table and the key were given");
        self.add(TransactWriteItem::builder().delete(delete).build())
    }
}

/// A token that tells DynamoDB that two requests are one and the same transaction (10 minutes long).
/// `parts` say what makes it the same.
pub(crate) fn request_token(parts: &[&str]) -> String {
    // DynamoDB takes at most 36 characters: these are 216 of the digest's bits.
    Digest::of(parts.join("\n").as_bytes()).as_str()[..36].to_owned()
}

enum Cancelled {
    Refused(Vec<usize>),
    InTheWay,
    Other,
}

impl Store {
    /// Carries a transaction out. Others in the way are waited for a few times; an outcome that is not
    /// known is a [`Fault`], and the caller reads again.
    pub(crate) async fn transact(
        &self,
        doing: &'static str,
        transaction: Transaction,
        token: Option<String>,
    ) -> Result<Outcome, Fault> {
        let request = self
            .client
            .transact_write_items()
            .set_client_request_token(token)
            .set_transact_items(Some(transaction.writes));
        for number in 1..=TRIES {
            let Err(error) = request.clone().send().await else { return Ok(Outcome::Written) };
            match cancelled(&error) {
                Cancelled::Refused(which) => return Ok(Outcome::Refused(which)),
                Cancelled::InTheWay => faults::wait_before_try(number).await,
                Cancelled::Other => return Err(faults::fault(doing)(error)),
            }
        }
        Err(Fault::new(doing, Trouble::Contended))
    }
}

fn cancelled<R>(error: &SdkError<TransactWriteItemsError, R>) -> Cancelled {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) =
        error.as_service_error()
    else {
        let in_the_way = faults::in_the_way(faults::code(error));
        return if in_the_way { Cancelled::InTheWay } else { Cancelled::Other };
    };
    let reasons = cancelled.cancellation_reasons();
    let refused: Vec<usize> = (0..reasons.len())
        .filter(|at| reasons[*at].code() == Some("ConditionalCheckFailed"))
        .collect();
    if !refused.is_empty() {
        Cancelled::Refused(refused)
    } else if reasons.iter().any(passes) {
        Cancelled::InTheWay
    } else {
        Cancelled::Other
    }
}

/// Whether a reason passes by itself.
fn passes(reason: &CancellationReason) -> bool {
    matches!(
        reason.code(),
        Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
    )
}
