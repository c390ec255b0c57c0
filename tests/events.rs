//! Every file in `events/` is fed to its function as Lambda would, so that none can rot. Nobody has a
//! journey here: what a person sees on a page of one is "Start again".

#![expect(clippy::unwrap_used, reason = "tests")]

mod event_files;
mod lambda_host;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use event_files::{EVENTS, folder};
use lambda_host::Functions;
use local::gateway::{self, Route};
use serde_json::Value;

#[tokio::test]
async fn every_event_is_answered_as_it_should_be() {
    let functions = Functions::start().await;
    let mut answers = Vec::new();
    for (function, case, _) in EVENTS {
        let event = fs::read_to_string(folder().join(function).join(format!("{case}.json")));

        let answer = functions.invoke(function, &event.unwrap()).await;

        answers.push((function, case, answer.status().as_u16()));
    }

    let wrong: Vec<_> = answers.iter().zip(&EVENTS).filter(|(was, should)| was != should).collect();
    assert!(wrong.is_empty(), "an answer and what it should be: {wrong:#?}");
}

#[test]
fn every_event_has_a_row_and_every_function_a_good_and_a_bad_one() {
    let mut rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (function, case, _) in EVENTS {
        assert!(rows.entry(function).or_default().insert(case), "{function}/{case} is there twice");
    }
    let functions: BTreeSet<String> = routes().into_iter().map(|route| route.function).collect();
    for function in &functions {
        let files = fs::read_dir(folder().join(function)).unwrap();
        let files: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .map(|file| file.strip_suffix(".json").unwrap_or(&file).to_owned())
            .collect();

        let rows: BTreeSet<String> = rows[&**function].iter().map(ToString::to_string).collect();

        assert_eq!(files, rows, "{function}");
        assert!(files.len() >= 2, "{function}");
    }
    assert_eq!(functions.len(), rows.len());
}

#[test]
fn every_event_is_one_that_the_template_routes_to_its_function() {
    for (function, case, event) in events() {
        let context = &event["requestContext"];
        let (method, path) = (text(&context["http"]["method"]), text(&event["rawPath"]));
        let route = route_of(api_of(&event), method, path);

        assert_eq!(route.function, function, "{function}/{case}");
        let key = match route.path.as_str() {
            "$default" => "$default".to_owned(),
            path => format!("{} {path}", route.method),
        };
        assert_eq!(text(&event["routeKey"]), key, "{function}/{case}");
        let parameters = parameters(&route.path, path).unwrap_or_default();
        let given = event["pathParameters"].as_object().into_iter().flatten();
        let given = given.map(|(name, value)| (&**name, text(value))).collect();
        assert_eq!(parameters, given, "{function}/{case}");
    }
}

#[test]
fn every_event_agrees_with_itself() {
    for (function, case, event) in events() {
        let (context, headers) = (&event["requestContext"], &event["headers"]);

        assert_eq!(event["version"], "2.0", "{function}/{case}");
        assert_eq!(event["routeKey"], context["routeKey"], "{function}/{case}");
        assert_eq!(event["rawPath"], context["http"]["path"], "{function}/{case}");
        assert_eq!(headers["host"], context["domainName"], "{function}/{case}");
        assert_eq!(headers["user-agent"], context["http"]["userAgent"], "{function}/{case}");
        assert_eq!(headers["x-forwarded-for"], context["http"]["sourceIp"], "{function}/{case}");
        assert!(event["cookies"].is_null() || headers["cookie"].is_null(), "{function}/{case}");
        let names = headers.as_object().unwrap().keys();
        assert!(names.clone().all(|name| *name == name.to_lowercase()), "{function}/{case}");
        // API Gateway encodes what it does not know to be text.
        let kind = headers["content-type"].as_str().unwrap_or("text/plain");
        let encoded = !kind.starts_with("text/") && !kind.starts_with("application/json");
        assert_eq!(event["isBase64Encoded"], encoded, "{function}/{case}");
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_take_is_refused_by_its_function() {
    let functions = Functions::start().await;
    for route in routes().into_iter().filter(|route| route.path != "$default") {
        let takes = format!(" {}", route.path);
        let mut theirs = events().filter(|(function, _, _)| *function == route.function);
        let event = theirs.find(|(_, _, event)| text(&event["routeKey"]).ends_with(&takes));
        let (function, case, mut event) = event.unwrap_or_else(|| panic!("{route:?} has no event"));
        event["requestContext"]["http"]["method"] = "PATCH".into();

        let answer = functions.invoke(&function, &event.to_string()).await;

        assert_eq!(answer.status(), 405, "{function}/{case}");
        assert!(answer.headers().contains_key("allow"), "{function}/{case}");
    }
}

/// Every event: its function, its name, and itself.
fn events() -> impl Iterator<Item = (String, String, Value)> {
    EVENTS.into_iter().map(|(function, case, _)| {
        let file = folder().join(function).join(format!("{case}.json"));
        let event = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        (function.to_owned(), case.to_owned(), event)
    })
}

fn routes() -> Vec<Route> {
    gateway::routes(include_str!("../template.yaml")).unwrap()
}

/// The API that an event is of: each has a host of its own.
fn api_of(event: &Value) -> &'static str {
    match text(&event["requestContext"]["domainName"]) {
        "console.example.com" => gateway::STAFF_API,
        _ => gateway::API,
    }
}

/// The route API Gateway takes: one without parameters before one with, one for the method before one
/// for any, and the default if there is none.
fn route_of(api: &str, method: &str, path: &str) -> Route {
    let mut fitting: Vec<Route> = routes()
        .into_iter()
        .filter(|route| route.api == api)
        .filter(|route| route.method == method || route.method == "ANY")
        .filter(|route| route.path == "$default" || parameters(&route.path, path).is_some())
        .collect();
    fitting.sort_by_key(|route| {
        (route.path == "$default", route.path.matches('{').count(), route.method == "ANY")
    });
    fitting.swap_remove(0)
}

/// What the parameters of a pattern stand for in a path that fits it.
fn parameters<'a>(pattern: &'a str, path: &'a str) -> Option<BTreeMap<&'a str, &'a str>> {
    let (pattern, path) = (pattern.split('/'), path.split('/'));
    if pattern.clone().count() != path.clone().count() {
        return None;
    }
    let mut parameters = BTreeMap::new();
    for (wanted, given) in pattern.zip(path) {
        match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => drop(parameters.insert(name, given)),
            None if wanted == given => {}
            None => return None,
        }
    }
    Some(parameters)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
