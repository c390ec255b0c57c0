//! Failing one certain call of many, whatever it is, and whatever goes on at the same time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::{
    config::{
        ConfigBag, Intercept, RuntimeComponents,
        interceptors::{
            BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
        },
    },
    error::BoxError,
};

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failing {
    /// Nothing is done.
    Before,
    /// It is done, and nobody learns of it.
    After,
    /// It is done, and its answer is lost once: whoever asks again at once, as SDKs do, is told.
    AnswerLost,
}

/// Numbers every call, of the store and of whatever else asks it, and fails one of them. Clones are one.
#[derive(Debug, Clone, Default)]
pub struct Sabotage(Arc<Mutex<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    target: Option<(usize, Failing)>,
    seen: usize,
    paused: bool,
    /// How the answer that comes next is spoilt.
    spoils: Option<Failing>,
}

impl Sabotage {
    /// Numbers calls from 1 on, and fails this one.
    pub fn arm(&self, target: Option<(usize, Failing)>) {
        *self.plan() = Plan { target, ..Plan::default() };
    }

    /// Passes over what follows, or not any more.
    pub fn pause(&self, paused: bool) {
        self.plan().paused = paused;
    }

    /// How many calls there were.
    pub fn seen(&self) -> usize {
        self.plan().seen
    }

    /// Numbers one more call, and says how it fails if it is the one.
    pub fn next(&self) -> Option<Failing> {
        let mut plan = self.plan();
        if plan.paused {
            return None;
        }
        plan.seen += 1;
        plan.target.filter(|(target, _)| *target == plan.seen).map(|(_, failing)| failing)
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Sabotage {
    fn name(&self) -> &'static str {
        "Sabotage"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let failing = self.next();
        match failing {
            // The engine knows no such operation, and says so.
            Some(Failing::Before) => {
                let headers = context.request_mut().headers_mut();
                headers.insert("x-amz-target", "DynamoDB_20120810.Nothing");
            }
            // Of reads that go on at the same time, any may lose its answer.
            Some(Failing::After | Failing::AnswerLost) => self.plan().spoils = failing,
            None => {}
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let (status, answer): (u16, _) = match self.plan().spoils.take() {
            None | Some(Failing::Before) => return Ok(()),
            Some(Failing::AnswerLost) => (500, "InternalServerError"),
            // An error that is not tried again by itself.
            Some(Failing::After) => (400, "com.amazonaws.dynamodb.v20120810#AccessDeniedException"),
        };
        let response = context.response_mut();
        *response.status_mut() = status.try_into()?;
        *response.body_mut() = format!("{{\"__type\":\"{answer}\"}}").into();
        response.headers_mut().remove("x-amz-crc32");
        Ok(())
    }
}
