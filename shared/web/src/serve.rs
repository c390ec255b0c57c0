//! What surrounds every function's routes, on every host.

use std::{panic::AssertUnwindSafe, sync::Arc};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use tracing::Instrument;

use crate::{Deployment, Failure, ServiceHint, headers, reference};

/// The routes of one function, with everything around them: failures become pages, a panic becomes the
/// error page, every response carries the security headers, an unknown path is "Page not found". Of every request one
/// line is logged, and each line about it bears the reference that its error page would show.
pub fn serve(routes: Router, deployment: &Deployment) -> Router {
    routes
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::MethodNotAllowed)
        .layer(from_fn_with_state(deployment.clone(), dress))
}

async fn dress(State(deployment): State<Deployment>, request: Request, next: Next) -> Response {
    // What a person reads out from an error page finds every line of their request.
    let reference = deployment.error_reference();
    // Whatever the level of the log, its lines bear the reference: a span of a level that is left out is none.
    let span = tracing::error_span!("request", request.reference = reference);
    reference::under(reference, answer(&deployment, request, next).instrument(span)).await
}

async fn answer(deployment: &Deployment, request: Request, next: Next) -> Response {
    let began_at = deployment.now();
    let hint = ServiceHint::of(request.headers());
    let (method, route) = asked_for(&request);
    let asked = match *request.method() {
        Method::GET => request.uri().path_and_query().map(ToString::to_string),
        // A form cannot be sent again by a link; its page can be asked for.
        _ => Some(request.uri().path().to_owned()),
    };

    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response =
        answered.unwrap_or_else(|_| Failure::Bug("a handler panicked").into_response());

    let mut outcome = "served";
    if let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() {
        outcome = failure.name();
        let before = std::mem::take(response.headers_mut());
        let asked = asked.unwrap_or_default();
        let reference = deployment.error_reference();
        response = failure.page(deployment, hint.as_ref(), &asked, &reference);
        // What a handler told the browser besides its failure still holds: a new session above all.
        for name in [header::ALLOW, header::SET_COOKIE] {
            for value in before.get_all(&name) {
                response.headers_mut().append(name.clone(), value.clone());
            }
        }
    }
    headers::secure(&mut response);
    let took = deployment.now().duration_since(began_at);
    let milliseconds = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    let status = response.status().as_u16();
    tracing::info!(method, route, status, outcome, milliseconds, "answered");
    response
}

/// What was asked for, in words of ours alone: the route and not the path, no query, no method of somebody's
/// invention.
fn asked_for(request: &Request) -> (&'static str, String) {
    let method = match *request.method() {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "another",
    };
    let route = request.extensions().get::<MatchedPath>();
    (method, route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned()))
}
