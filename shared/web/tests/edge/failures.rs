//! What becomes of a failure: its page, its status, and what every answer carries.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, Mutex};

use axum::{Router, http::StatusCode, response::IntoResponse, routing::get as route};
use journey::Setback;
use ports::Fault;
use testing::asking::{ask, get, request, with};
use web::{Failure, FormAction, ServiceHint, Ways, is_speculative, serve};

use crate::deployment::deployment;

/// A function whose only page ends in this.
fn ending_in(failure: Failure) -> Router {
    let failure = Arc::new(Mutex::new(Some(failure)));
    let page = async move || -> Result<(), Failure> {
        Err(failure.lock().unwrap().take().expect("it is asked once"))
    };
    serve(Router::new().route("/page", route(page)), &deployment())
}

fn ways() -> Ways {
    Ways { try_again: "/again".to_owned(), go_back: "/back".to_owned() }
}

#[tokio::test]
async fn each_failure_has_its_page_and_its_status() {
    let setback = |setback| Failure::Setback { setback, ways: ways() };
    let problem = "Sorry, there is a problem with the service";
    let link = "There is a problem with the link you used";
    for (failure, status, heading) in [
        (Failure::StartAgain, 400, "You need to start again"),
        (Failure::BadLink("unknown_client"), 400, link),
        (Failure::NotBelieved("the secret check"), 400, problem),
        (Failure::NotFound, 404, "Page not found"),
        (Failure::MethodNotAllowed, 405, "You cannot open this page in that way"),
        (Failure::TooLong, 413, link),
        (Failure::NotAForm, 415, link),
        (Failure::Bug("a secret reason"), 500, problem),
        (Failure::Fault(Fault::new("asking", "a secret")), 503, "This is taking longer than usual"),
        (setback(Setback::Busy), 503, "GOV.UK One Login is busy"),
        (setback(Setback::Unreachable), 503, "We could not reach GOV.UK One Login"),
        (setback(Setback::SwitchedOff), 503, "Sorry, the service is unavailable"),
        (setback(Setback::RequestRefused), 500, problem),
        (setback(Setback::SignedOut), 200, "You are not signed in yet"),
        (setback(Setback::SignInNotFinished), 200, "You are not signed in yet"),
        (
            setback(Setback::IdentityNotProved),
            200,
            "We need proof of your identity before you can continue",
        ),
    ] {
        let what = format!("{failure:?}");

        let page = ask(&ending_in(failure), get("/page")).await;

        assert_eq!((page.status.as_u16(), page.heading().as_str()), (status, heading), "{what}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{what}");
        assert!(!page.text().contains("secret"), "{what} tells no reason");
        let waits = (status == 503).then_some("60");
        assert_eq!(page.header("retry-after"), waits, "{what}");
    }
}

#[tokio::test]
async fn what_a_handler_told_the_browser_besides_stays() {
    const ONE: &str = "__Host-one=1; HttpOnly; Path=/; SameSite=Lax; Secure";
    const TWO: &str = "__Host-two=2; HttpOnly; Path=/; SameSite=Lax; Secure";
    let page = async || {
        let failure = Failure::Setback { setback: Setback::Unreachable, ways: ways() };
        let cookies = [("set-cookie", ONE), ("set-cookie", TWO)];
        (axum::response::AppendHeaders(cookies), failure).into_response()
    };
    let function = serve(Router::new().route("/page", route(page)), &deployment());

    let answer = ask(&function, get("/page")).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.cookie("__Host-one"), Some(ONE));
    assert_eq!(answer.cookie("__Host-two"), Some(TWO));
}

#[tokio::test]
async fn somewhere_else_is_a_redirect_without_a_page() {
    let answer = ask(&ending_in(Failure::Elsewhere("/j/1/trn".to_owned())), get("/page")).await;

    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/j/1/trn"));
    assert_eq!(answer.body, "");
}

#[tokio::test]
async fn a_panic_is_the_error_page_with_a_reference() {
    let panics = async || -> &'static str { panic!("a secret of the handler") };
    let function = serve(Router::new().route("/page", route(panics)), &deployment());

    let one = ask(&function, get("/page")).await;
    let two = ask(&function, get("/page")).await;

    for page in [&one, &two] {
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(page.heading(), "Sorry, there is a problem with the service");
        assert!(!page.body.contains("secret"));
        assert!(page.body.contains("app-reference"), "{}", page.body);
    }
    assert_ne!(one.body, two.body, "each has its own");
}

#[tokio::test]
async fn an_error_page_leads_back_to_the_service_the_browser_remembers() {
    let hint = ServiceHint {
        name: "Register for an <NPQ>".to_owned(),
        href: "https://npq.example/start".to_owned(),
    };
    let remembered = hint.remember().to_str().unwrap().split(';').next().unwrap().to_owned();
    for failure in [
        Failure::StartAgain,
        Failure::NotBelieved("x"),
        Failure::Bug("x"),
        Failure::Fault(Fault::new("asking", "x")),
    ] {
        let what = format!("{failure:?}");

        let page = ask(&ending_in(failure), with(get("/page"), "cookie", &remembered)).await;

        assert!(page.links_to("https://npq.example/start"), "{what}");
        assert!(page.text().contains("Register for an &lt;NPQ&gt;"), "{what}");
    }
}

#[tokio::test]
async fn trying_again_asks_for_the_same_page() {
    let fault = || Failure::Fault(Fault::new("asking", "x"));

    let asked = ask(&ending_in(fault()), get("/page?a=1&b=2")).await;
    assert!(asked.links_to("/page?a=1&amp;b=2"), "{}", asked.body);

    let function = Router::new().route(
        "/page",
        axum::routing::post(async || Err::<(), _>(Failure::from(Fault::new("a", "b")))),
    );
    let sent = ask(&serve(function, &deployment()), request("POST", "/page?a=1", None)).await;
    assert_eq!(sent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(sent.links_to("/page"), "a form cannot be sent by a link; its page can be asked for");
}

#[tokio::test]
async fn a_page_may_name_where_its_form_leads_and_nothing_more() {
    let page = async || {
        (axum::Extension(FormAction(vec!["https://one-login.example".to_owned()])), "page")
    };
    let kept = async || ([("cache-control", "public, max-age=60")], "kept");
    let routes = Router::new().route("/page", route(page)).route("/assets/x", route(kept));
    let function = serve(routes, &deployment());

    let answer = ask(&function, get("/page")).await;
    let policy = answer.header("content-security-policy").unwrap();
    assert_eq!(
        policy,
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self' \
         https://one-login.example; frame-ancestors 'none'; base-uri 'none'"
    );
    let kept = ask(&function, get("/assets/x")).await;
    assert_eq!(
        kept.header("cache-control"),
        Some("public, max-age=60"),
        "what a handler set stays"
    );
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    let function = serve(Router::new().route("/page", route(async || "page")), &deployment());

    let refused = ask(&function, request("PATCH", "/page", None)).await;

    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("allow"), Some("GET,HEAD"));
}

#[test]
fn whoever_looks_ahead_is_told_apart_from_whoever_looks() {
    let speculative = |method: &str, name: &'static str, value: &str| {
        let request = with(request(method, "/", None), name, value);
        is_speculative(request.method(), request.headers())
    };
    assert!(speculative("HEAD", "accept", "*/*"));
    for (name, value) in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("sec-purpose", "prefetch;anonymous-client-ip"),
        ("purpose", "prefetch"),
        ("x-moz", "prefetch"),
    ] {
        assert!(speculative("GET", name, value), "{name}: {value}");
    }
    for (name, value) in [("accept", "text/html"), ("sec-purpose", ""), ("purpose", "navigate")] {
        assert!(!speculative("GET", name, value), "{name}: {value}");
    }
}
