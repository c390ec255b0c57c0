//! Measurements, as `CloudWatch` takes them from a log: Embedded Metric Format.

use std::{fmt, io::Write, sync::Arc};

use ports::Clock;
use serde_json::{Map, Value, json};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::MakeWriter,
    layer::{Context, Layer},
};

/// A measurement, as it was logged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logged {
    /// What is measured.
    pub metric: String,
    /// In what.
    pub unit: String,
    /// How much.
    pub value: u64,
    /// What sets it apart from others of the metric.
    pub dimension: Option<String>,
    /// Which it is of that.
    pub word: Option<String>,
}

/// The line that has `CloudWatch` keep a measurement: at this moment in milliseconds, in this namespace.
pub fn embedded(logged: &Logged, namespace: &str, at: i64) -> String {
    let Logged { metric, unit, value, dimension, word } = logged;
    let mut line = Map::new();
    let mut dimensions = Vec::new();
    if let (Some(dimension), Some(word)) = (dimension, word) {
        line.insert(dimension.clone(), word.as_str().into());
        dimensions.push(dimension.as_str());
    }
    line.insert(metric.clone(), (*value).into());
    let directive = json!({
        "Namespace": namespace,
        "Dimensions": [dimensions],
        "Metrics": [{ "Name": metric, "Unit": unit }],
    });
    line.insert("_aws".to_owned(), json!({ "Timestamp": at, "CloudWatchMetrics": [directive] }));
    Value::Object(line).to_string()
}

/// Writes every event that it is handed as a measurement, a line of its own.
pub(crate) struct Metrics<W> {
    pub(crate) namespace: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) writer: W,
}

impl<S, W> Layer<S> for Metrics<W>
where
    S: Subscriber,
    W: for<'a> MakeWriter<'a> + 'static,
{
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut logged = Logged::default();
        event.record(&mut logged);
        let at = self.clock.now().as_millisecond();
        let line = embedded(&logged, &self.namespace, at) + "\n";
        // A log that cannot be written to cannot be told so either.
        let _ = self.writer.make_writer().write_all(line.as_bytes());
    }
}

impl Visit for Logged {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "value" {
            self.value = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "metric" => value.clone_into(&mut self.metric),
            "unit" => value.clone_into(&mut self.unit),
            "dimension" => self.dimension = Some(value.to_owned()),
            "word" => self.word = Some(value.to_owned()),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
