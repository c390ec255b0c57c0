//! What is in the store when the stack starts: the samples and other calling services, and the teaching
//! records.

use std::{collections::BTreeSet, fs::File, io::BufReader, path::Path};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::{
    Client as DynamoDb, Config,
    config::{BehaviorVersion, Region},
};
use dynamodb::{RangeError, Store, TableNames, TrnRange, schema};
use identity::{CallingService, RecordPolicy, TeachingRecord};
use jiff::Timestamp;
use jose::Secret;
use oidc::{AuthMethod, Client, ClientSecrets, IdTokenAlgorithm, registration};
use ports::InvalidSetting;
use testing::dynamodb::Engine;

use crate::{CannotStart, Options, cast, sample::Registration};

/// How many made-up people there are in all.
const MADE_UP_PEOPLE: usize = 200;

/// The first and the last number that new TRNs are drawn from.
const TRNS: [&str; 2] = ["3000000", "3999999"];

/// Where everything is kept, and the engine that keeps it if it is ours: it stops when it is dropped.
pub(crate) struct Kept {
    pub(crate) store: Store,
    pub(crate) tables: TableNames,
    /// Where it answers.
    pub(crate) endpoint: String,
    pub(crate) engine: Option<Engine>,
}

/// The embedded engine, in memory or in the data folder; or another DynamoDB.
pub(crate) async fn store(options: &Options) -> Result<Kept, CannotStart> {
    if let Some(endpoint) = options.setting("AWS_ENDPOINT_URL") {
        if !url::Url::parse(endpoint).is_ok_and(|url| url.has_host()) {
            let problem = "is not an address such as http://localhost:8000";
            return Err(InvalidSetting::new("AWS_ENDPOINT_URL", problem).into());
        }
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(options.setting("AWS_REGION").unwrap_or("eu-west-2").to_owned()))
            .credentials_provider(Credentials::from_keys("local", "local", None))
            .endpoint_url(endpoint)
            .build();
        let client = DynamoDb::from_conf(config);
        let tables = TableNames::with_prefix("local-");
        schema::create(&client, &tables).await?;
        let store = Store::new(client, tables.clone());
        return Ok(Kept { store, tables, endpoint: endpoint.to_owned(), engine: None });
    }
    let engine = match &options.data {
        None => Engine::in_memory().await,
        Some(folder) => {
            let file = folder.join("dynamodb.db");
            Engine::kept_in(&file).await.map_err(|problem| CannotStart::File {
                file,
                source: std::io::Error::other(problem),
            })?
        }
    };
    let (store, tables) = (engine.store(), engine.tables().clone());
    Ok(Kept { store, tables, endpoint: engine.endpoint().to_owned(), engine: Some(engine) })
}

/// Loads everything. Answers with what was refused of the files, a line each.
pub(crate) async fn fill(
    options: &Options,
    store: &Store,
    samples: &[Registration; 2],
    now: Timestamp,
) -> Result<Vec<String>, CannotStart> {
    let [existing, allocate] = samples;
    store.register(&sample(existing, RecordPolicy::Existing, false)).await?;
    store.register(&sample(allocate, RecordPolicy::Allocate, true)).await?;
    if let Some(file) = &options.clients {
        for client in clients(file)? {
            store.register(&client).await?;
        }
    }
    let (records, refused) = match &options.records {
        Some(file) => records(file)?,
        None => (made_up_people(), Vec::new()),
    };
    store.keep_records(&records, now).await?;
    add_trns(store).await?;
    Ok(refused)
}

/// The numbers new TRNs are drawn from on one machine. What is kept in a folder has them already.
async fn add_trns(store: &Store) -> Result<(), CannotStart> {
    let [from, to] = TRNS.map(|trn| trn.parse().expect("a TRN has seven digits"));
    let range = TrnRange::new(&from, &to).expect("the range ends after it begins");
    match store.add_range(&range).await {
        Ok(()) | Err(RangeError::Overlaps(_) | RangeError::Backwards) => Ok(()),
        Err(RangeError::Fault(fault)) => Err(fault.into()),
    }
}

/// The secret of a sample service. It is good on this machine alone, and everybody may know it.
pub(crate) fn secret_of(client_id: &str) -> String {
    format!("the-secret-of-{client_id}-on-one-machine")
}

fn sample(registration: &Registration, record_policy: RecordPolicy, allow_pending: bool) -> Client {
    let address = &registration.address;
    let secret = Secret::presented(secret_of(&registration.client_id));
    Client {
        service: CallingService {
            id: registration.client_id.parse().expect("a sample has a client ID"),
            name: registration.name.to_owned(),
            record_policy,
            allow_pending,
            support_contact: None,
        },
        redirect_uris: vec![format!("{address}/callback")],
        post_logout_redirect_uris: vec![format!("{address}/")],
        backchannel_logout_uri: Some(format!("{address}/back-channel-logout")),
        initiate_login_uri: Some(format!("{address}/sign-in")),
        auth_method: AuthMethod::ClientSecretBasic(ClientSecrets {
            digests: vec![secret.digest()],
        }),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: Some(format!("{address}/webhook")),
    }
}

fn clients(file: &Path) -> Result<Vec<Client>, CannotStart> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| CannotStart::File { file: file.to_owned(), source })?;
    registration::read(&text, registration::Place::LocalStack)
        .map_err(|mistakes| CannotStart::Clients { file: file.to_owned(), mistakes })
}

fn records(file: &Path) -> Result<(Vec<TeachingRecord>, Vec<String>), CannotStart> {
    let opened =
        File::open(file).map_err(|source| CannotStart::File { file: file.to_owned(), source })?;
    let (records, refused) = ops::records::read(BufReader::new(opened));
    let refused = refused.iter().map(|each| format!("{}: {each}", file.display())).collect();
    Ok((records, refused))
}

/// Those in the picker, and others around them.
fn made_up_people() -> Vec<TeachingRecord> {
    let mut records = cast::records();
    let taken: BTreeSet<_> = records.iter().map(|record| record.trn.clone()).collect();
    let others = testing::people::register().into_iter();
    records.extend(others.filter(|record| !taken.contains(&record.trn)));
    records.truncate(MADE_UP_PEOPLE);
    records
}
