//! Hosts a function on AWS Lambda. The only crate that knows Lambda exists, reads the environment, asks
//! the system what time it is, or draws a random number.

mod host;
mod nature;

use axum::Router;

pub use host::Host;
/// What went wrong before the first request.
pub use lambda_http::Error;

/// Serves HTTP: `wire` runs once per cold start and says what to serve. API Gateway's events become
/// requests, and responses become what it expects (payload format 2.0).
///
/// # Errors
/// A setting is missing or malformed: the start stops with one line that names it.
pub async fn http(wire: impl AsyncFnOnce(&Host) -> Result<Router, Error>) -> Result<(), Error> {
    lambda_http::tracing::init_default_subscriber();
    let routes = wire(&Host::from_environment()).await?;
    lambda_http::run(routes).await
}
