//! The calls themselves.

use std::{
    error::Error,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use async_trait::async_trait;
use https::{CallError, Fetch};
use oidc::webhook::Signed;
use openidconnect::HttpResponse;
use ports::{BackChannel, Fault, MoreRoots, Webhooks};
use reqwest::{
    RequestBuilder, StatusCode,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
use tls::Vouching;
use url::{Host, Url};

use crate::is_public;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(5);

const DOING: &str = "telling a calling service that a sign-in has ended";
const TELLING: &str = "telling a calling service what has happened";

/// How far calls may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// To public addresses by `https`.
    Public,
    /// Anywhere, by `http` too: for the services of one machine.
    ThisMachine,
}

/// Makes calls to calling services.
#[derive(Debug, Clone)]
pub struct ServiceCaller {
    client: reqwest::Client,
    reach: Reach,
}

/// Why a service was not told. Says nothing of what was sent.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the registered address is none that may be called")]
    Address,
    #[error("no answer came")]
    NoAnswer(#[source] reqwest::Error),
    #[error("it answered {0} and not {1}")]
    Status(StatusCode, &'static str),
}

/// A name that leads into a network.
#[derive(Debug, thiserror::Error)]
#[error("the name has an address that is not public")]
struct NotPublic;

impl ServiceCaller {
    /// Calls that go no further than `reach`, and say who makes them.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(user_agent: &str, reach: Reach) -> Result<Self, Fault> {
        let builder = reqwest::Client::builder()
            .user_agent(user_agent)
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .tls_backend_preconfigured(tls::config(Vouching::Anybody, &MoreRoots::default())?);
        let builder = match reach {
            Reach::Public => builder.https_only(true).dns_resolver(PublicNames),
            Reach::ThisMachine => builder,
        };
        let client = builder.build();
        let client = client.map_err(|error| Fault::new("building an HTTP client", error))?;
        Ok(Self { client, reach })
    }

    /// Whether the address may be called as far as can be seen without looking a name up. (An address in
    /// numbers is never looked up.)
    fn may_call(&self, uri: &str) -> bool {
        let Ok(url) = Url::parse(uri) else { return false };
        let is_bare = url.username().is_empty() && url.password().is_none();
        is_bare
            && match (self.reach, url.host()) {
                (_, None) => false,
                (Reach::ThisMachine, Some(_)) => matches!(url.scheme(), "http" | "https"),
                (Reach::Public, Some(host)) => {
                    url.scheme() == "https"
                        && match host {
                            Host::Domain(_) => true,
                            Host::Ipv4(address) => is_public(IpAddr::V4(address)),
                            Host::Ipv6(address) => is_public(IpAddr::V6(address)),
                        }
                }
            }
    }

    /// What a service answers to a request to this address, if it may be called there. Its body says nothing
    /// that we need: none of it is read.
    async fn call(&self, uri: &str, request: RequestBuilder) -> Result<StatusCode, Trouble> {
        if !self.may_call(uri) {
            return Err(Trouble::Address);
        }
        let answer = request.send().await;
        Ok(answer.map_err(|error| Trouble::NoAnswer(error.without_url()))?.status())
    }
}

#[async_trait]
impl BackChannel for ServiceCaller {
    async fn log_out(&self, uri: &str, logout_token: &str) -> Result<(), Fault> {
        let request = self.client.post(uri).form(&[("logout_token", logout_token)]);
        match self.call(uri, request).await.map_err(|trouble| Fault::new(DOING, trouble))? {
            StatusCode::OK | StatusCode::NO_CONTENT => Ok(()),
            status => Err(Fault::new(DOING, Trouble::Status(status, "200 or 204"))),
        }
    }
}

#[async_trait]
impl Webhooks for ServiceCaller {
    async fn post(&self, event: &Signed) -> Result<(), Fault> {
        let request = self.client.post(&event.url).body(event.body.clone());
        let request = event
            .headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, value));
        match self
            .call(&event.url, request)
            .await
            .map_err(|trouble| Fault::new(TELLING, trouble))?
        {
            status if status.is_success() => Ok(()),
            status => Err(Fault::new(TELLING, Trouble::Status(status, "2xx"))),
        }
    }
}

#[async_trait]
impl Fetch for ServiceCaller {
    async fn get(&self, url: &str, limit: usize) -> Result<HttpResponse, CallError> {
        if !self.may_call(url) {
            return Err(CallError::Address);
        }
        let request = self.client.get(url).build().map_err(CallError::Request)?;
        https::send(&self.client, request, limit).await
    }
}

/// Looks names up, and gives none away that leads into a network: one such address is enough.
struct PublicNames;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(boxed)?.collect();
            if found.iter().all(|address| is_public(address.ip())) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(boxed(NotPublic))
            }
        })
    }
}

fn boxed(error: impl Error + Send + Sync + 'static) -> Box<dyn Error + Send + Sync> {
    Box::new(error)
}
