//! Failures that the embedded engine never has by itself: transactions in the way, throttling, answers
//! that are lost.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use aws_sdk_dynamodb::{
    config::{
        ConfigBag, Intercept, RuntimeComponents,
        interceptors::{
            BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
        },
    },
    error::BoxError,
};
use serde_json::{Value, json};

use super::calls;

/// Failures to come, one for each request, while requests come one at a time. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Meddling(Arc<Plan>);

#[derive(Debug, Default)]
struct Plan {
    failures: Mutex<VecDeque<Failure>>,
    spares_reads: AtomicBool,
    /// Whether the request under way is left alone.
    spared: AtomicBool,
}

#[derive(Debug)]
struct Failure {
    /// Whether what was asked for is done all the same.
    done: bool,
    /// What is answered instead of the truth.
    answer: Option<Value>,
}

impl Meddling {
    /// The next request is not done, and answered by this error of DynamoDB's.
    pub fn refuse_next(&self, code: &str) {
        self.push(false, json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}") }));
    }

    /// The next transaction is cancelled, with this reason for each of its writes.
    pub fn cancel_next(&self, reasons: &[&str]) {
        let reasons: Vec<Value> = reasons.iter().map(|code| json!({ "Code": code })).collect();
        let answer = json!({
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "CancellationReasons": reasons,
        });
        self.push(false, answer);
    }

    /// The next request is done, and nobody learns of it: its answer is an internal error.
    pub fn lose_next_answer(&self) {
        self.push(true, json!({ "__type": "InternalServerError" }));
    }

    /// Requests that only read go through from now on: the failures are for those that write.
    pub fn spare_reads(&self) {
        self.0.spares_reads.store(true, Ordering::SeqCst);
    }

    /// The next request goes through: what was planned before and after it stays in order.
    pub fn pass_next(&self) {
        self.failures().push_back(Failure { done: true, answer: None });
    }

    fn push(&self, done: bool, answer: Value) {
        self.failures().push_back(Failure { done, answer: Some(answer) });
    }

    fn failures(&self) -> MutexGuard<'_, VecDeque<Failure>> {
        self.0.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Meddling {
    fn name(&self) -> &'static str {
        "Meddling"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let spared = self.0.spares_reads.load(Ordering::SeqCst)
            && calls::is_read(calls::operation(context.request()));
        self.0.spared.store(spared, Ordering::SeqCst);
        if spared {
            return Ok(());
        }
        if self.failures().front().is_some_and(|failure| !failure.done) {
            let headers = context.request_mut().headers_mut();
            headers.insert("x-amz-target", "DynamoDB_20120810.Nothing");
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if self.0.spared.load(Ordering::SeqCst) {
            return Ok(());
        }
        let Some(Failure { done, answer: Some(answer) }) = self.failures().pop_front() else {
            return Ok(());
        };
        let status: u16 = if done { 500 } else { 400 };
        let response = context.response_mut();
        *response.status_mut() = status.try_into()?;
        *response.body_mut() = answer.to_string().into();
        response.headers_mut().remove("x-amz-crc32");
        Ok(())
    }
}
