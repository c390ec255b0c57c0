//! Counting what is asked of DynamoDB.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use aws_sdk_dynamodb::{
    config::{
        ConfigBag, Intercept, RuntimeComponents, http::HttpRequest,
        interceptors::BeforeTransmitInterceptorContextRef,
    },
    error::BoxError,
};

/// What was asked of DynamoDB since it was last forgotten. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<BTreeMap<String, usize>>>);

/// Where each step has a row, with how often it reads and writes.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/performance.md");

/// Every operation that reads.
const READS: [&str; 4] = ["BatchGetItem", "GetItem", "Query", "TransactGetItems"];

/// What a request asks for: its header says `DynamoDB_20120810.GetItem`.
pub(super) fn operation(request: &HttpRequest) -> &str {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    target.rsplit('.').next().unwrap_or_default()
}

/// Whether an operation only reads.
pub(super) fn is_read(operation: &str) -> bool {
    READS.contains(&operation)
}

impl Calls {
    /// How often each operation was asked for, by its name in the API.
    pub fn by_operation(&self) -> BTreeMap<String, usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests read.
    pub fn reads(&self) -> usize {
        self.sum(is_read)
    }

    /// How many requests wrote.
    pub fn writes(&self) -> usize {
        self.sum(|operation| !is_read(operation))
    }

    /// Starts counting anew.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Fails unless what was asked since it was last forgotten is what `docs/performance.md` says of this step. Forgets it.
    ///
    /// # Panics
    /// It is not, or the document has no such step.
    #[track_caller]
    pub fn are_as_documented(&self, step: &str) {
        let row = format!("| {step} | {} | {} |", self.reads(), self.writes());
        let operations = self.by_operation();
        // Were it a part of this program, every test would be built anew for each change of it.
        let document = std::fs::read_to_string(DOCUMENT).expect("it is in the workspace");
        assert!(
            document.lines().any(|line| line == row),
            "docs/performance.md lacks {row} {operations:?}"
        );
        self.forget();
    }

    fn sum(&self, counts: impl Fn(&str) -> bool) -> usize {
        let all = self.by_operation();
        all.iter().filter(|(operation, _)| counts(operation)).map(|(_, times)| times).sum()
    }
}

impl Intercept for Calls {
    fn name(&self) -> &'static str {
        "Calls"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = operation(context.request()).to_owned();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(operation).or_default() += 1;
        Ok(())
    }
}
