//! What a function writes to its log.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::{Router, routing::get};
use journey::Arrow;
use lambda::{Logged, embedded, subscriber};
use ports::{Clock, Measured, Variables};
use proptest::prelude::*;
use serde_json::{Value, json};
use testing::{StoppedClock, SystemEntropy, asking};
use tracing_subscriber::fmt::MakeWriter;
use web::{Deployment, Failure};

/// What was written.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Output {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn clock() -> StoppedClock {
    StoppedClock::at("2026-11-28T18:00:00Z".parse().unwrap())
}

/// What is written while something happens, with these settings.
fn written(settings: &'static [(&str, &str)], happens: impl FnOnce()) -> Vec<Value> {
    let output = Output::default();
    let variables = Variables::new(move |name| {
        let given = settings.iter().find(|(given, _)| *given == name);
        given.map(|(_, value)| (*value).to_owned())
    });
    let subscriber = subscriber(&variables, Arc::new(clock()), output.clone());
    tracing::subscriber::with_default(subscriber, happens);
    let written = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    written.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const NAMESPACE: (&str, &str) = ("METRICS_NAMESPACE", "connect-test");

fn a_request() {
    let span = tracing::info_span!("request", request.reference = "4KXP-92TM");
    span.in_scope(|| {
        tracing::info!(outcome = "served", "answered");
        tracing::debug!("not worth a line");
        Measured::JourneyMoved(Arrow::FoundByNino).log();
        Measured::TrnsTaken(91).log();
    });
}

#[test]
fn a_line_says_what_happened_and_in_which_request_and_a_measurement_is_one_for_cloudwatch() {
    let lines = written(&[NAMESPACE], a_request);

    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[0]["level"], "INFO");
    assert_eq!(lines[0]["fields"], json!({ "message": "answered", "outcome": "served" }));
    assert_eq!(lines[0]["span"]["request.reference"], "4KXP-92TM");
    let at = clock().now().as_millisecond();
    let metrics = |dimensions: Value, name: &str, unit: &str| {
        json!({ "Timestamp": at, "CloudWatchMetrics": [{
            "Namespace": "connect-test",
            "Dimensions": [dimensions],
            "Metrics": [{ "Name": name, "Unit": unit }],
        }] })
    };
    let moved = metrics(json!(["Arrow"]), "JourneyMoved", "Count");
    assert_eq!(lines[1], json!({ "_aws": moved, "Arrow": "FoundByNino", "JourneyMoved": 1 }));
    let taken = metrics(json!([]), "TrnsTaken", "Percent");
    assert_eq!(lines[2], json!({ "_aws": taken, "TrnsTaken": 91 }));
}

#[test]
fn where_nobody_keeps_measurements_none_are_written() {
    let lines = written(&[], a_request);

    assert_eq!(lines.len(), 1, "{lines:?}");
}

#[test]
fn whoever_wants_to_read_less_still_measures_as_much() {
    let lines = written(&[NAMESPACE, ("AWS_LAMBDA_LOG_LEVEL", "WARN")], a_request);

    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines.iter().all(|line| line["_aws"].is_object()), "{lines:?}");
}

#[test]
fn whoever_wants_to_read_less_still_reads_which_request_a_line_is_of() {
    let lines = written(&[("AWS_LAMBDA_LOG_LEVEL", "WARN")], || {
        let settings = Variables::new(|name| match name {
            "ISSUER" => Some("https://ctr.example".to_owned()),
            "SUPPORT_EMAIL" => Some("help@ctr.example".to_owned()),
            _ => None,
        });
        let deployment = Deployment::read(&settings, Arc::new(clock()), Arc::new(SystemEntropy));
        let fails = get(async || Err::<(), _>(Failure::Bug("a bug")));
        let routes = web::serve(Router::new().route("/", fails), &deployment.unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(asking::ask(&routes, asking::get("/")));
    });

    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0]["fields"]["error.reference"].is_string(), "{lines:?}");
    assert_eq!(lines[0]["span"]["request.reference"], lines[0]["fields"]["error.reference"]);
}

proptest! {
    #[test]
    fn whatever_is_measured_cloudwatch_finds_each_name_it_is_told_of(
        metric in "[A-Za-z]{1,20}",
        unit in "Count|Seconds|Percent",
        value: u64,
        dimension in proptest::option::of(("_[A-Za-z]{1,20}", "\\PC{1,40}")),
        namespace in "\\PC{1,40}",
        at: i64,
    ) {
        let (dimension, word) = dimension.unzip();
        let logged = Logged { metric, unit, value, dimension, word };

        let line = embedded(&logged, &namespace, at);

        prop_assert!(!line.contains('\n'));
        let line: Value = serde_json::from_str(&line).unwrap();
        let told = &line["_aws"]["CloudWatchMetrics"][0];
        prop_assert_eq!(&told["Namespace"], &json!(namespace));
        prop_assert_eq!(&line["_aws"]["Timestamp"], &json!(at));
        prop_assert_eq!(&told["Metrics"], &json!([{ "Name": logged.metric, "Unit": logged.unit }]));
        prop_assert_eq!(&line[&logged.metric], &json!(value));
        let dimensions: Vec<&String> = logged.dimension.iter().collect();
        prop_assert_eq!(&told["Dimensions"], &json!([dimensions]));
        if let (Some(dimension), Some(word)) = (&logged.dimension, &logged.word) {
            prop_assert_eq!(&line[dimension], &json!(word));
        }
    }
}
