//! Everything around the functions, so that an event finds what it is about: people who set out, the records that are theirs, and
//! GOV.UK One Login.
//!
//! People go through the functions' own routers in this process, up to the step that is measured; the process that is measured takes
//! that step, in the same tables.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use aws_lc_rs::signature::RsaKeyPair;
use axum::Router;
use dynamodb::{Store, Table, TrnRange};
use jose::{Algorithm, Jwks, Secret};
use local::{
    functions::{World, routers},
    gateway,
};
use oidc::registration::{self, Place};
use one_login::OneLoginClient;
use ports::Variables;
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use signing::LocalKeys;
use staff_sign_in::StaffSignInClient;
use support_console::Desk;
use testing::{
    MovableClock, NobodyPublishes, SystemEntropy,
    dynamodb::Engine,
    one_login::{self as stand_in, OneLoginStandIn, People, RelyingParty},
};
use tokio::net::TcpListener;
use web::Deployment;

use crate::{
    Trouble,
    aws::Aws,
    browser::{Browser, Door},
    certificates::Certificates,
    person::{OnRecord, Person},
    service,
    tls::SecurePlace,
};

const OUR_CLIENT_ID: &str = "connect-your-teaching-record";
const PRIVATE_KEY: &str = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:connect/one-login";
const STAFF_SECRET: &str = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:connect/staff";
/// New TRNs are drawn from these.
const TRNS: [&str; 2] = ["3000000", "3999999"];

/// Everything around the functions.
pub(crate) struct Scene {
    pub(crate) aws: Aws,
    pub(crate) store: Store,
    /// What functions are told, by name: each finds what it looks for.
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) issuer: String,
    /// GOV.UK One Login's address, and where browsers find it without TLS.
    one_login: (String, String),
    /// It stops when it is dropped.
    _engine: Engine,
}

/// How many people there have been.
static PEOPLE: AtomicU32 = AtomicU32::new(0);

impl Scene {
    /// Somebody who was never there before, with what is on record about them.
    pub(crate) async fn somebody(&self, on_record: OnRecord) -> Result<Person, Trouble> {
        let person = Person::number(PEOPLE.fetch_add(1, Ordering::Relaxed));
        let lines = person.record(on_record).unwrap_or_default();
        let (records, refused) = ops::records::read(lines.as_bytes());
        if let Some(refused) = refused.first() {
            return Err(Trouble::Scene(refused.to_string()));
        }
        #[expect(clippy::disallowed_methods, reason = "the functions have no other clock")]
        let now = jiff::Timestamp::now();
        self.store.keep_records(&records, now).await?;
        Ok(person)
    }

    pub(crate) async fn start() -> Result<Self, Trouble> {
        let certificates = Certificates::new()?;
        let at_aws = SecurePlace::take(&certificates.acceptor).await?;
        let at_one_login = SecurePlace::take(&certificates.acceptor).await?;
        let (plain, plain_one_login) = place().await?;
        let (ours, issuer) = place().await?;
        let engine = Engine::in_memory().await;
        let store = engine.store();

        let signing_keys = LocalKeys::generate()?;
        let our_keys = LocalKeys::generate()?;
        let secrets = BTreeMap::from([
            (PRIVATE_KEY.to_owned(), our_keys.to_pem()?),
            (STAFF_SECRET.to_owned(), "a-secret-for-this-alone".to_owned()),
        ]);
        let aws = Aws::new(engine.endpoint(), first_key(&signing_keys)?, secrets);

        let mut settings = settings(&issuer, &at_one_login.address);
        settings.insert("MORE_ROOTS".to_owned(), certificates.root.clone());
        settings.insert("AWS_ENDPOINT_URL".to_owned(), at_aws.address.clone());
        for table in Table::ALL {
            settings.insert(table.setting().to_owned(), engine.tables().name(table)?.to_owned());
        }

        let clock = MovableClock::default();
        let us = RelyingParty {
            client_id: OUR_CLIENT_ID.to_owned(),
            redirect_uris: vec![format!("{issuer}/one-login/callback")],
            post_logout_redirect_uris: vec![format!("{issuer}/signed-out")],
            back_channel_logout_uri: None,
            jwks: Jwks::new(
                our_keys
                    .current(Algorithm::Rs256)
                    .map(|key| key.public.clone())
                    .into_iter()
                    .collect(),
            )
            .to_json(),
            id_token_alg: Algorithm::Es256,
        };
        let of_stand_in = stand_in::Settings::at(format!("{}/", at_one_login.address), vec![us]);
        let stand_in =
            OneLoginStandIn::new(of_stand_in, People::new(vec![]), Arc::new(clock.clone()));
        let one_login = (at_one_login.address.clone(), plain_one_login);
        at_aws.serve(aws.router());
        at_one_login.serve(stand_in.router());
        serve(plain, stand_in.router());
        fill(&store, &signing_keys).await?;
        serve(ours, functions(&settings, &store, our_keys, signing_keys, &clock)?);
        Ok(Self { aws, store, settings, issuer, one_login, _engine: engine })
    }

    /// A browser of somebody.
    pub(crate) fn browser(&self) -> Browser {
        let mut browser = Browser::new();
        let (named, address) = self.one_login.clone();
        let nothing = ("x-in-front", "nothing".to_owned());
        browser.doors.insert(named, Door { address, header: nothing });
        browser
    }
}

/// What functions are told that does not depend on what is started.
fn settings(issuer: &str, one_login: &str) -> BTreeMap<String, String> {
    let all = [
        ("AWS_REGION", "eu-west-2"),
        ("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        (
            "AWS_SESSION_TOKEN",
            "a-token-of-a-session-that-is-as-long-as-those-of-a-role-are-which-is-some-hundreds-of-letters",
        ),
        ("ISSUER", issuer),
        ("SUPPORT_EMAIL", "support@example.com"),
        ("METRICS_NAMESPACE", "connect"),
        ("ORIGIN_SECRETS", "none"),
        ("ONE_LOGIN_CLIENT_ID", OUR_CLIENT_ID),
        ("ONE_LOGIN_PRIVATE_KEY", PRIVATE_KEY),
        ("EMAIL_FROM", "no-reply@connect.example.com"),
        ("EMAIL_CONFIGURATION_SET", "connect"),
        ("EMAIL_QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/connect-Email"),
        ("REVIEW_QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/connect-Review"),
        ("LOGOUT_QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/connect-Logout"),
        ("WEBHOOK_QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/connect-Webhook"),
        ("STAFF_ORIGIN", "https://console.example.com"),
        ("STAFF_ISSUER", "https://staff.example.com"),
        ("STAFF_CLIENT_ID", "support-console"),
        ("STAFF_CLIENT_SECRET", STAFF_SECRET),
        ("STAFF_ROLE_CASEWORKER", "Caseworker"),
        ("STAFF_ROLE_VIEWER", "Viewer"),
    ];
    let mut all: BTreeMap<String, String> =
        all.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    all.insert("ONE_LOGIN_ISSUER".to_owned(), format!("{one_login}/"));
    all.insert("ONE_LOGIN_DID_URL".to_owned(), format!("{one_login}/.well-known/did.json"));
    all.insert("ONE_LOGIN_IDENTITY_ISSUER".to_owned(), format!("{one_login}/identity/"));
    all
}

/// Calling services, numbers to give, and the public halves of the keys.
async fn fill(store: &Store, keys: &LocalKeys) -> Result<(), Trouble> {
    let services = registration::read(&service::registrations(), Place::LocalStack);
    for client in services.map_err(|mistakes| Trouble::Scene(mistakes.to_string()))? {
        store.register(&client).await?;
    }
    let odd = |error: String| Trouble::Scene(error);
    let [from, to] = TRNS.map(str::parse);
    let range = match (from, to) {
        (Ok(from), Ok(to)) => TrnRange::new(&from, &to).map_err(|error| odd(error.to_string()))?,
        _ => return Err(odd("the range of TRNs".to_owned())),
    };
    store.add_range(&range).await.map_err(|error| odd(error.to_string()))?;
    let read = store.key_set().await?;
    store.keep_key_set(&read, keys.set()).await?;
    Ok(())
}

/// Every function, in this process, behind API Gateway.
fn functions(
    settings: &BTreeMap<String, String>,
    store: &Store,
    our_keys: LocalKeys,
    signing_keys: LocalKeys,
    clock: &MovableClock,
) -> Result<Router, Trouble> {
    let settings = settings.clone();
    let settings = Variables::new(move |name| settings.get(name).cloned());
    let (clock, entropy) = (Arc::new(clock.clone()), Arc::new(SystemEntropy));
    let ports = one_login::Ports {
        documents: store.documents(),
        signer: Arc::new(our_keys),
        clock: clock.clone(),
        entropy: entropy.clone(),
    };
    let one_login = OneLoginClient::read(&settings, ports)
        .map_err(|error| Trouble::Scene(error.to_string()))?;
    let one_login = Arc::new(one_login);
    let secret = Secret::presented("a-secret-for-this-alone");
    let staff_sign_in = StaffSignInClient::read(&settings, secret, clock.clone())
        .map_err(|error| Trouble::Scene(error.to_string()))?;
    let keys = Arc::new(signing_keys);
    let world = World {
        store: store.clone(),
        deployment: Deployment::read(&settings, clock.clone(), entropy.clone())?,
        one_login: one_login.clone(),
        notices: one_login,
        client_keys: Arc::new(NobodyPublishes),
        signer: keys.clone(),
        keys,
        desk: Desk::read(&settings, clock, entropy)?,
        staff_sign_in: Arc::new(staff_sign_in),
    };
    let template = include_str!("../../../template.yaml");
    let gateway = gateway::routes(template)
        .and_then(|routes| gateway::gateway(&routes, gateway::API, &routers(&world)));
    gateway.map_err(|error| Trouble::Scene(error.to_string()))
}

/// The key that signs RS256.
fn first_key(keys: &LocalKeys) -> Result<RsaKeyPair, Trouble> {
    let pem = keys.to_pem()?;
    let mut found = PrivatePkcs8KeyDer::pem_slice_iter(pem.as_bytes())
        .filter_map(Result::ok)
        .filter_map(|key| RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).ok());
    found.next().ok_or_else(|| Trouble::Scene("there is no RSA key".to_owned()))
}

async fn place() -> Result<(TcpListener, String), Trouble> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    Ok((listener, address))
}

fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}
