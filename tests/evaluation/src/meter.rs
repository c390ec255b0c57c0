//! Counts what look-ups read.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::{
    config::{
        ConfigBag, Intercept, RuntimeComponents,
        interceptors::{BeforeSerializationInterceptorContextMut, FinalizerInterceptorContextRef},
    },
    error::BoxError,
    operation::{
        batch_get_item::{BatchGetItemInput, BatchGetItemOutput},
        query::{QueryInput, QueryOutput},
    },
    types::{ConsumedCapacity, ReturnConsumedCapacity},
};

/// What was read since the last look.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    /// Queries sent.
    pub(crate) queries: usize,
    /// Batches of records read by their keys.
    pub(crate) batches: usize,
    /// The most that were under way at once.
    pub(crate) at_once: usize,
    /// Items that came back.
    pub(crate) items: usize,
    /// Read capacity, in units of 4 KB: each read is rounded up to a whole one.
    pub(crate) units: f64,
    under_way: usize,
}

/// Asks DynamoDB what each read of a client consumes. Clones count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<Mutex<Reading>>);

impl Meter {
    /// What was read; the next reading starts from nothing.
    pub(crate) fn take(&self) -> Reading {
        self.with(std::mem::take)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Reading) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn units(consumed: Option<&ConsumedCapacity>) -> f64 {
    consumed.and_then(ConsumedCapacity::capacity_units).unwrap_or_default()
}

impl Intercept for Meter {
    fn name(&self) -> &'static str {
        "Meter"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input_mut();
        if let Some(query) = input.downcast_mut::<QueryInput>() {
            query.return_consumed_capacity = Some(ReturnConsumedCapacity::Total);
        } else if let Some(batch) = input.downcast_mut::<BatchGetItemInput>() {
            batch.return_consumed_capacity = Some(ReturnConsumedCapacity::Total);
        }
        self.with(|reading| {
            reading.under_way += 1;
            reading.at_once = reading.at_once.max(reading.under_way);
        });
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Ok(output)) = context.output_or_error() else { return Ok(()) };
        self.with(|reading| {
            reading.under_way = reading.under_way.saturating_sub(1);
            if let Some(query) = output.downcast_ref::<QueryOutput>() {
                reading.queries += 1;
                reading.items += query.items().len();
                reading.units += units(query.consumed_capacity());
            } else if let Some(batch) = output.downcast_ref::<BatchGetItemOutput>() {
                reading.batches += 1;
                let items = batch.responses().into_iter().flatten();
                reading.items += items.map(|(_, items)| items.len()).sum::<usize>();
                reading.units +=
                    batch.consumed_capacity().iter().map(|one| units(Some(one))).sum::<f64>();
            }
        });
        Ok(())
    }
}
