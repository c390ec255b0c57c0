//! What is watched, as it is deployed: every number is one that somebody measures, and for every alarm it is
//! written down what to do.

use std::collections::{BTreeMap, BTreeSet};

use journey::{Arrow, RequestArrow};
use ports::{EmailTrouble, Measured, Measurement, OneLoginTrouble};
use serde_json::Value as Json;

use crate::{
    code::Code,
    deployed::{Template, items, refers_to, text},
    operating::OPERATING,
};

/// A metric: its name, and of each of its dimensions the name and the word.
type Metric = (String, BTreeMap<String, String>);

/// Everything that our functions measure.
pub(crate) fn measured() -> Vec<Measurement> {
    let mut all = vec![
        Measured::TimeToDecide(jiff::SignedDuration::ZERO),
        Measured::OldestTask(jiff::SignedDuration::ZERO),
        Measured::OldDocument,
        Measured::TrnsTaken(0),
        Measured::NumberLeftToStaff,
        Measured::OriginNotVerified,
    ];
    all.extend(Arrow::ALL.iter().copied().map(Measured::JourneyMoved));
    all.extend(RequestArrow::ALL.iter().copied().map(Measured::RequestDecided));
    all.extend(OneLoginTrouble::ALL.map(Measured::OneLoginFailed));
    all.extend(EmailTrouble::ALL.map(Measured::EmailFailed));
    all.into_iter().map(Measured::measurement).collect()
}

fn measured_metrics() -> BTreeSet<Metric> {
    let dimensions = |measurement: &Measurement| -> BTreeMap<String, String> {
        let of = |(name, word): (&str, &str)| (name.to_owned(), word.to_owned());
        measurement.dimension.map(of).into_iter().collect()
    };
    measured().iter().map(|each| (each.metric.to_owned(), dimensions(each))).collect()
}

/// The metrics of a widget of the dashboard that are ours: those it names, and those it searches for.
fn shown(widget: &Json) -> (BTreeSet<Metric>, BTreeSet<(String, String)>) {
    let (mut named, mut searched) = (BTreeSet::new(), BTreeSet::new());
    for line in widget["properties"]["metrics"].as_array().expect("a widget shows metrics") {
        let words: Vec<&str> =
            line.as_array().expect("a line").iter().filter_map(Json::as_str).collect();
        if let ["${Namespace}", metric, dimensions @ ..] = words.as_slice() {
            let pairs = dimensions.chunks(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
            named.insert(((*metric).to_owned(), pairs.collect()));
        }
        let expression = line[0]["expression"].as_str().unwrap_or_default();
        if let Some(rest) = expression.strip_prefix("SEARCH('{\"${Namespace}\",") {
            let (dimension, rest) =
                rest.split_once("} MetricName=\"").expect("a metric is searched");
            let (metric, _) = rest.split_once('"').expect("its name ends");
            searched.insert((metric.to_owned(), dimension.to_owned()));
        }
    }
    (named, searched)
}

fn widgets(template: &Template) -> Vec<Json> {
    let dashboard = &template.of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["Properties"];
    let body: Json =
        serde_json::from_str(&refers_to(&dashboard["DashboardBody"])).expect("it is JSON");
    body["widgets"].as_array().expect("it has widgets").clone()
}

#[test]
fn the_dashboard_shows_everything_that_is_measured_and_nothing_that_is_not() {
    let mut seen = BTreeSet::new();
    let metrics = measured_metrics();

    for widget in widgets(&Template::watching()) {
        let (named, searched) = shown(&widget);
        for metric in named {
            assert!(metrics.contains(&metric), "nobody measures {metric:?}");
            seen.insert(metric.0);
        }
        for (metric, dimension) in searched {
            let found = metrics
                .iter()
                .any(|(name, dimensions)| *name == metric && dimensions.contains_key(&dimension));
            assert!(found, "nobody measures {metric} by {dimension}");
            seen.insert(metric);
        }
    }

    assert_eq!(seen, metrics.into_iter().map(|(name, _)| name).collect());
}

#[test]
fn an_alarm_of_ours_listens_to_what_is_measured() {
    let (metrics, mut ours) = (measured_metrics(), 0);
    for (id, alarm) in Template::watching().of_type("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        let dimensions = items(&properties["Dimensions"]).into_iter();
        let dimensions =
            dimensions.map(|each| (text(&each["Name"]), refers_to(&each["Value"]))).collect();
        let metric = (text(&properties["MetricName"]), dimensions);
        match refers_to(&properties["Namespace"]).as_str() {
            "Namespace" => {
                assert!(metrics.contains(&metric), "{id}: nobody measures {metric:?}");
                ours += 1;
            }
            namespace => assert!(namespace.starts_with("AWS/"), "{id}: {namespace}"),
        }
    }
    assert!(ours > 0);
}

#[test]
fn every_function_is_told_where_measurements_are_kept_and_may_be_traced() {
    let template = Template::read();

    let namespace = &template.global("Environment")["Variables"]["METRICS_NAMESPACE"];
    let watched = &template.resources()["Watching"]["Properties"]["Parameters"]["Namespace"];
    assert_eq!(refers_to(namespace), "AWS::StackName");
    assert_eq!(refers_to(watched), "AWS::StackName");
    assert_eq!(template.global("Tracing"), "Active");
    for (name, function) in template.functions() {
        let traces = function.grants.iter().filter(|grant| grant.action.starts_with("xray:"));
        assert_eq!(traces.count(), 2, "{name}");
    }
}

#[test]
fn what_is_counted_of_guesses_and_numbers_is_measured_by_whoever_does_it() {
    let code = Code::functions();
    for (name, function) in &code {
        let draws = function.library_says(&["ranges.draw("]);
        assert_eq!(draws, function.library_says(&["Measured::TrnsTaken("]), "{name}");
        let decides = function.library_says(&["reviews.settle("]);
        assert_eq!(decides, function.library_says(&["Measured::TimeToDecide("]), "{name}");
    }
}

#[test]
fn for_every_alarm_it_is_written_down_what_to_do() {
    let written: BTreeSet<&str> = OPERATING
        .lines()
        .filter_map(|line| line.strip_prefix("#### "))
        .flat_map(|heading| heading.split(", "))
        .map(|alarm| alarm.trim_matches('`'))
        .collect();

    let (here, there) = (Template::watching(), Template::at("infra/firewall/template.yaml"));
    let mut alarms = here.of_type("AWS::CloudWatch::Alarm");
    alarms.extend(there.of_type("AWS::CloudWatch::Alarm"));
    assert_eq!(written, alarms.keys().map(String::as_str).collect());
}
