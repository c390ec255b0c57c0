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
        http::HttpRequest,
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
    answer: Answer,
}

/// What is answered.
#[derive(Debug)]
enum Answer {
    Truth,
    Said(Value),
    /// That the condition of the write in this partition does not hold.
    Collision(String),
}

/// The answer that this transaction is cancelled because of its write in a partition.
fn collision(partition: &str, request: &HttpRequest) -> Result<Value, BoxError> {
    let body = request.body().bytes().ok_or("a request without its body")?;
    let writes = partitions(&serde_json::from_slice(body)?);
    let ours = |each: &String| each.starts_with(partition);
    if !writes.iter().any(ours) {
        return Err(format!("nothing is written in {partition}: {writes:?}").into());
    }
    let reason = |each| if ours(each) { "ConditionalCheckFailed" } else { "None" };
    Ok(cancelled(writes.iter().map(reason)))
}

/// The partition of each write of a transaction.
fn partitions(transaction: &Value) -> Vec<String> {
    let writes = transaction["TransactItems"].as_array().into_iter().flatten();
    let key = |write: &Value| {
        let write = write.as_object()?.values().next()?;
        let key = write.get("Key").or_else(|| write.get("Item"))?;
        key["pk"]["S"].as_str().map(str::to_owned)
    };
    writes.map(|write| key(write).unwrap_or_default()).collect()
}

fn cancelled<'a>(reasons: impl Iterator<Item = &'a str>) -> Value {
    let reasons: Vec<Value> = reasons.map(|code| json!({ "Code": code })).collect();
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "CancellationReasons": reasons,
    })
}

impl Meddling {
    /// The next request is not done, and answered by this error of DynamoDB's.
    pub fn refuse_next(&self, code: &str) {
        let error = json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}") });
        self.push(false, Answer::Said(error));
    }

    /// The next transaction is cancelled, with this reason for each of its writes.
    pub fn cancel_next(&self, reasons: &[&str]) {
        self.push(false, Answer::Said(cancelled(reasons.iter().copied())));
    }

    /// The next transaction is cancelled, as if somebody else had just written in this partition, whose key may be
    /// its beginning alone.
    ///
    /// Where nothing would be written there, the request fails in a way that no program expects.
    pub fn collide_next(&self, partition: &str) {
        self.push(false, Answer::Collision(partition.to_owned()));
    }

    /// The next request is done, and nobody learns of it: its answer is an internal error.
    pub fn lose_next_answer(&self) {
        self.push(true, Answer::Said(json!({ "__type": "InternalServerError" })));
    }

    /// Requests that only read go through from now on: the failures are for those that write.
    pub fn spare_reads(&self) {
        self.0.spares_reads.store(true, Ordering::SeqCst);
    }

    /// The next request goes through: what was planned before and after it stays in order.
    pub fn pass_next(&self) {
        self.push(true, Answer::Truth);
    }

    fn push(&self, done: bool, answer: Answer) {
        self.failures().push_back(Failure { done, answer });
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
        let mut failures = self.failures();
        let Some(next) = failures.front_mut().filter(|next| !next.done) else { return Ok(()) };
        if let Answer::Collision(partition) = &next.answer {
            next.answer = Answer::Said(collision(partition, context.request())?);
        }
        let headers = context.request_mut().headers_mut();
        headers.insert("x-amz-target", "DynamoDB_20120810.Nothing");
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
        let Some(Failure { done, answer: Answer::Said(answer) }) = self.failures().pop_front()
        else {
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
