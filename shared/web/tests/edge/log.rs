//! What is logged of a request.

use axum::{Router, http::StatusCode, routing::get as route};
use journey::Setback;
use ports::Fault;
use serde_json::Value;
use testing::{
    Log,
    asking::{ask, get, request},
};
use web::{Failure, Ways, serve};

use crate::deployment::deployment;

/// A function with a page for each of somebody's things, all of which end like this.
fn ending_in(end: fn() -> Result<&'static str, Failure>) -> Router {
    serve(Router::new().route("/things/{thing}", route(async move || end())), &deployment())
}

/// The last line, and the reference of its request.
fn last(log: &Log) -> (Value, Value) {
    let line: Value = serde_json::from_str(log.lines().last().expect("something is logged"))
        .expect("a line is JSON");
    (line["fields"].clone(), line["span"]["request.reference"].clone())
}

#[tokio::test]
async fn of_a_request_the_route_and_the_outcome_are_logged_and_not_the_address() {
    let log = Log::here();

    ask(&ending_in(|| Ok("a thing")), get("/things/of-anne?name=Anne%20Smith")).await;

    assert!(log.lines().iter().all(|line| !line.contains("nne")), "{:?}", log.lines());
    let (fields, _) = last(&log);
    assert_eq!(fields["method"], "GET");
    assert_eq!(fields["route"], "/things/{thing}");
    assert_eq!(fields["status"], 200);
    assert_eq!(fields["outcome"], "served");
    assert!(fields["milliseconds"].is_number());
}

#[tokio::test]
async fn nobody_writes_into_the_log_with_a_method_or_a_path_of_their_own() {
    let log = Log::here();

    ask(&ending_in(|| Ok("a thing")), request("ANNE", "/anne/smith", None)).await;

    let (fields, _) = last(&log);
    assert_eq!((&fields["method"], &fields["route"]), (&"another".into(), &"none".into()));
    assert_eq!(fields["outcome"], "not found");
    assert!(log.lines().iter().all(|line| !line.to_lowercase().contains("anne")));
}

#[tokio::test]
async fn the_error_reference_of_a_page_finds_every_line_of_its_request() {
    let log = Log::here();

    let page = ask(&ending_in(|| Err(Failure::Bug("a bug"))), get("/things/1")).await;

    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    let (_, reference) = last(&log);
    assert!(page.body.contains(reference.as_str().expect("it has one")), "{reference}");
    for line in log.lines() {
        assert!(line.contains(reference.as_str().expect("it has one")), "{line}");
    }
    assert_eq!(log.fields()[0]["error.reference"], reference);
}

#[tokio::test]
async fn whoever_answers_without_a_page_says_the_reference_of_the_request_too() {
    let log = Log::here();
    let deployment = deployment();
    let said = deployment.clone();
    let routes = Router::new().route("/said", route(async move || said.error_reference()));

    let answer = ask(&serve(routes, &deployment), get("/said")).await;

    let (_, reference) = last(&log);
    assert_eq!(answer.body, reference.as_str().expect("it has one"));
    assert_ne!(deployment.error_reference(), answer.body, "and no other request's");
}

#[tokio::test]
async fn what_went_wrong_with_one_login_is_measured_by_its_kind() {
    let sent_back = || {
        let ways = Ways { try_again: "/again".to_owned(), go_back: "/back".to_owned() };
        Err(Failure::Setback { setback: Setback::Unreachable, ways })
    };
    for (end, word) in [
        (sent_back as fn() -> _, "Unreachable"),
        (|| Err(Failure::NotBelieved("the nonce")), "NotBelieved"),
    ] {
        let log = Log::here();

        ask(&ending_in(end), get("/things/1")).await;

        let fields = log.fields();
        let measured: Vec<&Value> =
            fields.iter().filter(|line| line["metric"] == "OneLoginFailed").collect();
        assert_eq!(measured.len(), 1, "{word}");
        assert_eq!(
            (&measured[0]["dimension"], &measured[0]["word"]),
            (&"Kind".into(), &word.into())
        );
    }
    let log = Log::here();
    ask(&ending_in(|| Err(Failure::Fault(Fault::new("asking", "no")))), get("/things/1")).await;
    assert!(log.fields().iter().all(|line| line["metric"].is_null()));
}
