//! Every file in `events/` is fed to its function as Lambda would, so that none can rot. Nobody has a
//! journey here: what a person sees on a page of one is "Start again".

#![expect(clippy::unwrap_used, reason = "tests")]

mod lambda_host;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use lambda_host::Functions;
use local::gateway::{self, Route};
use serde_json::Value;

/// Each event: the function, the file without `.json`, the status of the answer.
const EVENTS: [(&str, &str, u16); 97] = [
    ("allocation-request", "ask", 400),
    ("allocation-request", "question", 400),
    ("allocation-request", "wrong-method", 405),
    ("authorize", "fetched-ahead", 204),
    ("authorize", "looked-at-with-head", 204),
    ("authorize", "start", 302),
    ("authorize", "start-by-form", 303),
    ("authorize", "unknown-client", 400),
    ("authorize", "unknown-redirect-uri", 400),
    ("authorize", "without-pkce", 302),
    ("authorize", "wrong-method", 405),
    ("back-channel-logout", "not-in-a-form", 400),
    ("back-channel-logout", "notice-of-nobody", 400),
    ("back-channel-logout", "wrong-method", 405),
    ("callback", "back-from-the-post-office", 200),
    ("callback", "not-verified", 400),
    ("callback", "nothing-in-the-query", 400),
    ("callback", "set-out-again", 400),
    ("callback", "sign-in-problem", 400),
    ("callback", "unknown-state", 400),
    ("callback", "wrong-method", 405),
    ("found", "go-back", 400),
    ("found", "go-back-fetched-ahead", 204),
    ("found", "go-back-looked-at-with-head", 204),
    ("found", "page", 400),
    ("found", "wrong-method", 405),
    ("holding-page", "landing", 200),
    ("holding-page", "landing-of-nobody", 404),
    ("holding-page", "more-information", 400),
    ("holding-page", "page", 400),
    ("holding-page", "page-without-a-session", 400),
    ("holding-page", "wrong-method", 405),
    ("nino-lookup", "answer", 400),
    ("nino-lookup", "answer-not-in-a-form", 415),
    ("nino-lookup", "question", 400),
    ("nino-lookup", "question-without-a-session", 400),
    ("provider-metadata", "keys", 200),
    ("provider-metadata", "oauth-authorization-server", 200),
    ("provider-metadata", "openid-configuration", 200),
    ("provider-metadata", "wrong-method", 405),
    ("record-not-found", "check-answers", 400),
    ("record-not-found", "request-sent", 400),
    ("record-not-found", "send", 400),
    ("record-not-found", "send-not-in-a-form", 415),
    ("sign-out", "answer-of-nobody", 200),
    ("sign-out", "logout-by-form", 303),
    ("sign-out", "logout-without-a-hint", 303),
    ("sign-out", "nobody-signed-in", 200),
    ("sign-out", "signed-out", 200),
    ("sign-out", "signed-out-unknown-state", 200),
    ("sign-out", "unknown-session", 200),
    ("sign-out", "wrong-method", 405),
    ("site", "accessibility-statement", 200),
    ("site", "cookies", 200),
    ("site", "error-explained", 200),
    ("site", "error-nobody-sends", 404),
    ("site", "privacy-notice", 200),
    ("site", "root", 200),
    ("site", "unknown-asset", 404),
    ("site", "unknown-page", 404),
    ("site", "unknown-page-of-the-console", 404),
    ("site", "wrong-method", 405),
    ("support-console", "check-session-ended", 401),
    ("support-console", "compare-session-ended", 401),
    ("support-console", "decide-session-ended", 401),
    ("support-console", "find-session-ended", 401),
    ("support-console", "list-of-nobody", 303),
    ("support-console", "list-session-ended", 401),
    ("support-console", "return-of-nobody", 400),
    ("support-console", "set-out", 302),
    ("support-console", "set-out-fetched-ahead", 204),
    ("support-console", "sign-out-of-nobody", 401),
    ("support-console", "signed-out", 200),
    ("support-console", "start", 200),
    ("support-console", "task-session-ended", 401),
    ("support-console", "tell-again-session-ended", 401),
    ("support-console", "told-session-ended", 401),
    ("support-console", "wrong-method", 405),
    ("token", "client-credentials-of-a-service-without-trn-requests", 400),
    ("token", "code-nobody-has", 400),
    ("token", "not-in-a-form", 400),
    ("token", "refresh-token-nobody-has", 400),
    ("token", "revoke-what-nobody-has", 200),
    ("token", "revoke-with-wrong-secret", 401),
    ("token", "wrong-method", 405),
    ("token", "wrong-secret", 401),
    ("trn-lookup", "answer", 400),
    ("trn-lookup", "answer-too-long", 413),
    ("trn-lookup", "no-journey", 400),
    ("trn-lookup", "question", 400),
    ("trn-requests", "no-token", 401),
    ("trn-requests", "token-nobody-has", 401),
    ("trn-requests", "wrong-method", 405),
    ("userinfo", "no-token", 401),
    ("userinfo", "token-in-a-form", 401),
    ("userinfo", "token-nobody-has", 401),
    ("userinfo", "wrong-method", 405),
];

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

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../events")
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
