//! DynamoDB in this process: the real SDK, over loopback, against an engine that behaves like it.

mod calls;
mod meddling;
mod sabotage;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    thread,
};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::{
    Client, Config,
    config::{BehaviorVersion, Region},
};
use dynamodb::{Store, TableNames, schema};
use dynoxide::{Database, server::serve_with_shutdown};
use tokio::{net::TcpListener, sync::oneshot};

pub use calls::Calls;
pub use meddling::Meddling;
pub use sabotage::{Failing, Sabotage};

/// An embedded DynamoDB with every table created. It stops when it is dropped.
#[derive(Debug)]
pub struct Engine {
    client: Client,
    aside: Client,
    tables: TableNames,
    endpoint: String,
    calls: Calls,
    meddling: Meddling,
    sabotage: Sabotage,
    _stop: oneshot::Sender<()>,
}

impl Engine {
    /// An engine that forgets everything when it stops.
    ///
    /// # Panics
    /// It cannot start, or cannot create its tables.
    pub async fn in_memory() -> Self {
        Self::start(Database::memory().expect("an engine in memory needs nothing")).await
    }

    /// An engine that keeps everything in this file.
    ///
    /// # Errors
    /// The file cannot be opened, or holds something else.
    ///
    /// # Panics
    /// It cannot start, or cannot create its tables.
    pub async fn kept_in(file: &Path) -> Result<Self, String> {
        let database = Database::new(&file.to_string_lossy()).map_err(|error| error.to_string())?;
        Ok(Self::start(database).await)
    }

    async fn start(database: Database) -> Self {
        let (address, stop) = serve(database);
        let endpoint = format!("http://{address}");
        let (calls, meddling) = (Calls::default(), Meddling::default());
        let sabotage = Sabotage::default();
        let plain = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-west-2"))
            .credentials_provider(Credentials::from_keys("local", "local", None))
            .endpoint_url(&endpoint);
        let aside = Client::from_conf(plain.clone().build());
        let config = plain.interceptor(calls.clone()).interceptor(meddling.clone());
        let config = config.interceptor(sabotage.clone()).build();
        let client = Client::from_conf(config);
        let tables = TableNames::with_prefix("");
        schema::create(&client, &tables).await.expect("a new engine takes tables");
        calls.forget();
        Self { client, aside, tables, endpoint, calls, meddling, sabotage, _stop: stop }
    }

    /// A client of it. What goes through it is counted.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What its tables are called.
    pub fn tables(&self) -> &TableNames {
        &self.tables
    }

    /// The store in it.
    pub fn store(&self) -> Store {
        Store::new(self.client.clone(), self.tables.clone())
    }

    /// The store in it, asked aside: what goes through it is not counted, and does not fail as planned.
    pub fn store_aside(&self) -> Store {
        Store::new(self.aside.clone(), self.tables.clone())
    }

    /// Where it answers.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What was asked of it.
    pub fn calls(&self) -> &Calls {
        &self.calls
    }

    /// The one call to fail.
    pub fn sabotage(&self) -> &Sabotage {
        &self.sabotage
    }

    /// Failures to come.
    pub fn meddling(&self) -> &Meddling {
        &self.meddling
    }
}

/// Serves a database from a thread of its own: the runtime of whoever uses it may come and go.
fn serve(database: Database) -> (SocketAddr, oneshot::Sender<()>) {
    let (stop, stopped) = oneshot::channel();
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.set_nonblocking(true).expect("a listener can be asynchronous");
    let address = listener.local_addr().expect("a bound listener has an address");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let served = async {
            let listener = TcpListener::from_std(listener).expect("it is asynchronous");
            let stopped = async {
                let _ = stopped.await;
            };
            serve_with_shutdown(listener, database, stopped).await
        };
        runtime.expect("a thread can have a runtime").block_on(served).expect("it serves");
    });
    (address, stop)
}
