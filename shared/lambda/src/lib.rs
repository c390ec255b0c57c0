//! Hosts a function on AWS Lambda. The only crate that knows Lambda exists, reads the environment, asks
//! the system what time it is, or draws a random number.

mod allotted;
mod aws;
mod batch;
mod host;
mod log;
mod metrics;
mod nature;
mod origin;
mod queue;
mod stream;

use axum::Router;
use lambda_runtime::{LambdaEvent, service_fn};
use ports::{Relay, Worker};
use serde_json::Value;

pub use allotted::Allotted;
pub use batch::{BatchFailures, NotThisEvent};
pub use host::Host;
/// What went wrong before the first request.
pub use lambda_http::Error;
pub use log::subscriber;
pub use metrics::{Logged, embedded};
pub use origin::{ORIGIN_HEADER, behind_cloudfront};
pub use queue::handle_queue;
pub use stream::{NotHandled, handle_stream};

/// Serves HTTP to whoever comes through `CloudFront`: `wire` runs once per cold start and says what to serve. API
/// Gateway's events become requests, and responses become what it expects (payload format 2.0).
///
/// # Errors
/// A setting is missing or malformed: the start stops with one line that names it.
pub async fn http(wire: impl AsyncFnOnce(&Host) -> Result<Router, Error>) -> Result<(), Error> {
    let host = start();
    let routes = behind_cloudfront(wire(&host).await?, host.variables())?;
    host.open_connection().await;
    lambda_http::run(routes).await
}

/// Serves a queue, as [`handle_queue`] does: `wire` runs once per cold start and says who works.
///
/// # Errors
/// A setting is missing or malformed: the start stops with one line that names it.
pub async fn queue<W: Worker>(
    wire: impl AsyncFnOnce(&Host) -> Result<W, Error>,
) -> Result<(), Error> {
    let host = start();
    let worker = &wire(&host).await?;
    host.open_connection().await;
    lambda_runtime::run(service_fn(async |event: LambdaEvent<Value>| {
        let allotted = Allotted::until(event.context.deadline());
        handle_queue(event.payload, worker, allotted).await.map_err(Error::from)
    }))
    .await
}

/// Serves the stream of the outbox and the schedule beside it, as [`handle_stream`] does: `wire` runs once
/// per cold start and says who relays.
///
/// # Errors
/// A setting is missing or malformed: the start stops with one line that names it.
pub async fn stream<R: Relay>(
    wire: impl AsyncFnOnce(&Host) -> Result<R, Error>,
) -> Result<(), Error> {
    let host = start();
    let relay = &wire(&host).await?;
    host.open_connection().await;
    lambda_runtime::run(service_fn(async |event: LambdaEvent<Value>| {
        let allotted = Allotted::until(event.context.deadline());
        handle_stream(event.payload, relay, allotted).await.map_err(Error::from)
    }))
    .await
}

/// Where a function starts, with its log begun.
fn start() -> Host {
    let host = Host::from_environment();
    log::begin(host.variables());
    host
}
