//! Serving HTTP over TLS.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};

use axum::{Router, serve::Listener};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// A place on this machine where something is going to be served over TLS.
pub(crate) struct SecurePlace {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    /// Its address: `https://localhost:1234`.
    pub(crate) address: String,
}

impl SecurePlace {
    pub(crate) async fn take(acceptor: &TlsAcceptor) -> io::Result<Self> {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("https://localhost:{}", tcp.local_addr()?.port());
        Ok(Self { tcp, acceptor: acceptor.clone(), address })
    }

    /// Serves until the process ends.
    pub(crate) fn serve(self, router: Router) {
        tokio::spawn(async move { axum::serve(self, router).await });
    }
}

impl Listener for SecurePlace {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            // Whoever does not get through the handshake sees to that alone.
            let Ok((tcp, address)) = self.tcp.accept().await else { continue };
            let _ = tcp.set_nodelay(true);
            if let Ok(stream) = self.acceptor.accept(tcp).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}
