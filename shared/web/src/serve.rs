//! What surrounds every function's routes, on every host.

use std::{panic::AssertUnwindSafe, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;

use crate::{Deployment, Failure, ServiceHint, headers};

/// The routes of one function, with everything around them: failures become pages, a panic becomes the
/// error page, every response carries the security headers, an unknown path is "Page not found".
pub fn serve(routes: Router, deployment: &Deployment) -> Router {
    routes
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::MethodNotAllowed)
        .layer(from_fn_with_state(deployment.clone(), dress))
}

async fn dress(State(deployment): State<Deployment>, request: Request, next: Next) -> Response {
    let hint = ServiceHint::of(request.headers());
    let asked = match *request.method() {
        Method::GET => request.uri().path_and_query().map(ToString::to_string),
        // A form cannot be sent again by a link; its page can be asked for.
        _ => Some(request.uri().path().to_owned()),
    };

    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response =
        answered.unwrap_or_else(|_| Failure::Bug("a handler panicked").into_response());

    if let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() {
        let before = std::mem::take(response.headers_mut());
        response = failure.page(&deployment, hint.as_ref(), &asked.unwrap_or_default());
        // What a handler told the browser besides its failure still holds: a new session above all.
        for name in [header::ALLOW, header::SET_COOKIE] {
            for value in before.get_all(&name) {
                response.headers_mut().append(name.clone(), value.clone());
            }
        }
    }
    headers::secure(&mut response);
    response
}
