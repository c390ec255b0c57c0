//! Where everything is served.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::{Router, extract::Request, middleware};
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;

/// Where everything is served, each without a slash at the end.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// The product: our issuer.
    pub issuer: String,
    /// The stand-in for GOV.UK One Login, if it is the one that is used.
    pub one_login: Option<String>,
    /// The sample service whose people need an existing record.
    pub existing: String,
    /// The sample service whose people may be given a TRN.
    pub allocate: String,
    /// The console of support staff.
    pub console: String,
    /// The stand-in for their organisation's sign-in, if it is the one that is used.
    pub staff_sign_in: Option<String>,
    /// This process itself, with `/local/*`: our issuer, unless somebody else answers there.
    pub here: String,
    /// What functions that run elsewhere take for AWS.
    pub aws: Option<String>,
}

/// A port that is ours, on IPv4 and, where there is one, on IPv6.
#[derive(Debug)]
pub(crate) struct Place {
    /// What it is called.
    pub(crate) name: &'static str,
    pub(crate) port: u16,
    pub(crate) listeners: Vec<TcpListener>,
}

impl Place {
    /// This port, or any free one for 0.
    pub(crate) async fn at(port: u16) -> std::io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = first.local_addr()?.port();
        let mut listeners = vec![first];
        // `localhost` is ::1 to some clients. A machine without IPv6 does without.
        listeners
            .extend(TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await.ok());
        Ok(Self { name: "localhost", port, listeners })
    }

    /// Has it called `name`, and found at another address of this machine as well, if that is one.
    pub(crate) async fn known_as(mut self, name: &'static str, address: Option<IpAddr>) -> Self {
        self.name = name;
        if let Some(address) = address {
            self.listeners.extend(TcpListener::bind((address, self.port)).await.ok());
        }
        self
    }

    /// This port if it is free, or any other.
    pub(crate) async fn near(port: u16) -> std::io::Result<Self> {
        match Self::at(port).await {
            Ok(place) => Ok(place),
            Err(_) => Self::at(0).await,
        }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}:{}", self.name, self.port)
    }

    /// Serves on every listener until the process ends.
    pub(crate) fn serve(self, router: &Router) {
        let router = router.clone().layer(middleware::map_request(logged));
        for listener in self.listeners {
            let router = router.clone();
            tokio::spawn(async move { axum::serve(listener, router).await });
        }
    }
}

/// Logs the address that somebody asks for: a browser, a service, a function or a worker. No address may say who somebody is, and
/// tests look for that in what is logged; so it is written as it is read, without percent-encoding.
async fn logged(request: Request) -> Request {
    let address = request.uri().to_string();
    let address = percent_decode_str(&address).decode_utf8_lossy();
    tracing::trace!(method = %request.method(), %address, "somebody asks for an address");
    request
}
