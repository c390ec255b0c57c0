//! The log, as Lambda hands it on to `CloudWatch`.

use std::sync::Arc;

use ports::{Clock, MEASURED, Variables};
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
};

use crate::{metrics::Metrics, nature::SystemClock};

/// Where `CloudWatch` keeps what is measured. Without it nothing is handed on.
const NAMESPACE: &str = "METRICS_NAMESPACE";

/// Has everything logged to the standard output of this process from now on.
pub(crate) fn begin(variables: &Variables) {
    let subscriber = subscriber(variables, Arc::new(SystemClock), std::io::stdout);
    // Whoever wires twice in a process keeps the log it has.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// A line of JSON for everything that is logged at the level of `AWS_LAMBDA_LOG_LEVEL` (`INFO` unless given),
/// with the spans around it: the request of Lambda, and ours with the reference that error pages show.
/// What is measured is written as `CloudWatch` takes it, in the namespace that `METRICS_NAMESPACE` gives.
pub fn subscriber<W>(variables: &Variables, clock: Arc<dyn Clock>, writer: W) -> impl Subscriber
where
    W: for<'a> MakeWriter<'a> + Clone + Send + Sync + 'static,
{
    let level = variables.optional("AWS_LAMBDA_LOG_LEVEL");
    let level: LevelFilter =
        level.and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    // Lambda says when a line was written.
    let lines = fmt::layer().json().with_target(false).without_time().with_writer(writer.clone());
    let lines = lines
        .with_filter(Targets::new().with_default(level).with_target(MEASURED, LevelFilter::OFF));
    let namespace = variables.optional(NAMESPACE);
    // Whoever wants to read less measures as much.
    let metrics = namespace.map(|namespace| {
        let measured = Targets::new().with_target(MEASURED, LevelFilter::INFO);
        Metrics { namespace, clock, writer }.with_filter(measured)
    });
    tracing_subscriber::registry().with(lines).with(metrics)
}
