//! How AWS is called: over one client of HTTPS, whichever of its services is meant.

use std::time::Duration;

use aws_smithy_runtime_api::client::{
    http::{
        HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
    },
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector as TcpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use ports::{Fault, MoreRoots};
use tls::Vouching;
use tracing::debug;

/// AWS is near.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Longer than this a start does not wait for a connection: the first call opens one then.
const PATIENCE: Duration = Duration::from_secs(3);

/// The client of HTTPS that every SDK shares, and that keeps its connections between invocations. It speaks HTTP/1.1, as DynamoDB does.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    client: Client<HttpsConnector<TcpConnector>, SdkBody>,
}

impl Wire {
    /// One that has no connection yet.
    pub(crate) fn new(more_roots: &MoreRoots) -> Result<Self, Fault> {
        let mut tcp = TcpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls::config(Vouching::Amazon, more_roots)?)
            // What stands in for AWS on one machine need not have certificates.
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client =
            Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { client })
    }

    /// As SDKs take it. They share connections too.
    pub(crate) fn client(&self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self.clone());
        http_client_fn(move |_, _| connector.clone())
    }

    /// Opens a connection to whoever answers at `address`, while the start has a whole core and before somebody waits for an answer.
    /// Nothing depends on it: whatever goes wrong here is met again, and dealt with, by the first call.
    pub(crate) async fn open(&self, address: &str) {
        let opened = tokio::time::timeout(PATIENCE, self.greet(address)).await;
        if !matches!(opened, Ok(Some(()))) {
            debug!("no connection was opened beforehand");
        }
    }

    /// DynamoDB says that it is well to whoever asks, signed or not.
    async fn greet(&self, address: &str) -> Option<()> {
        let request = http::Request::get(address).body(SdkBody::empty()).ok()?;
        let answer = self.client.request(request).await.ok()?;
        // Only what was read to its end is used again.
        answer.into_body().collect().await.ok().map(drop)
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(error) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into())));
            }
        };
        let answer = self.client.request(request);
        HttpConnectorFuture::new(async move {
            // Whatever it was, nothing was answered: an SDK tries such a call again.
            let answer = answer.await.map_err(|error| ConnectorError::io(error.into()))?;
            HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}
