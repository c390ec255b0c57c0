//! Everything started, in the order in which one thing needs another.

use std::{collections::BTreeMap, fmt, path::PathBuf, sync::Arc};

use axum::{
    extract::{Request, State},
    middleware,
    response::Response,
};
use calling_services::{FetchedKeys, Reach};
use dynamodb::{Store, Table, TableNames};
use oidc::registration;
use one_login::OneLoginClient;
use ports::{Clock, Fault, InvalidSetting, Variables};
use testing::{
    MovableClock, SystemEntropy,
    dynamodb::Engine,
    one_login::{OneLoginStandIn, RelyingParty},
    staff::StaffStandIn,
};
use web::{Deployment, paths};

use crate::{
    Addresses, Options, aws, cast, console,
    functions::{World, routers},
    gateway::{self, InvalidTemplate},
    keys::{OurKeys, keys},
    messages::Messages,
    places::{Others, Places},
    post::Post,
    seed,
    staff::Office,
};

/// What the stand-in and the samples know us by.
const OUR_CLIENT_ID: &str = "connect-your-teaching-record";

/// Where people are told to get help, unless they are told otherwise.
const SUPPORT_EMAIL: &str = "support@example.com";

/// What is deployed.
const TEMPLATE: &str = include_str!("../../../template.yaml");

/// Why the stack does not start. One line, which says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    /// A setting is missing or malformed.
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    /// The port is taken.
    #[error("port {port} is taken: stop what uses it, or choose another with --port")]
    Port {
        /// Which.
        port: u16,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The calling services in a file are not all valid.
    #[error("{}:\n{mistakes}", file.display())]
    Clients {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        mistakes: registration::InvalidRegistrations,
    },
    /// Docker has to say where containers find this machine.
    #[error("docker does not answer: start Docker, or run `cargo local` without --sam")]
    Docker,
    /// The template cannot be read.
    #[error(transparent)]
    Template(#[from] InvalidTemplate),
    /// Something outside failed.
    #[error("{}", .0.in_full())]
    Fault(#[from] Fault),
    /// GOV.UK One Login's client cannot be made from the settings.
    #[error(transparent)]
    OneLogin(#[from] one_login::CannotStart),
    /// The client of the sign-in of support staff cannot be made from the settings.
    #[error(transparent)]
    StaffSignIn(#[from] staff_sign_in::CannotStart),
}

/// The whole product, running.
pub struct Stack {
    /// Where everything is served.
    pub addresses: Addresses,
    /// The clock of the whole process.
    pub clock: MovableClock,
    /// The stand-in for GOV.UK One Login, if it is the one that is used.
    pub one_login: Option<OneLoginStandIn>,
    /// The stand-in for the sign-in of support staff, if it is the one that is used.
    pub staff_sign_in: Option<StaffStandIn>,
    /// Where everything is kept.
    pub store: Store,
    /// The embedded DynamoDB, if it is the one that is used.
    pub engine: Option<Engine>,
    /// What goes between the functions.
    pub messages: Messages,
    /// The command that has `sam local` run the functions, if it is to.
    pub sam: Option<String>,
    /// What was refused of the files that were loaded, a line each.
    pub refused: Vec<String>,
}

impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stack").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl Stack {
    /// Starts everything, and serves until the process ends.
    ///
    /// # Errors
    /// See [`CannotStart`].
    pub async fn start(options: Options) -> Result<Self, CannotStart> {
        if let Some(folder) = &options.data {
            std::fs::create_dir_all(folder)
                .map_err(|source| CannotStart::File { file: folder.clone(), source })?;
        }
        let places = Places::take(&options).await?;
        let clock = MovableClock::default();
        let deployment = deployment(&options, &places, &clock)?;
        let seed::Kept { store, tables, endpoint, engine } = seed::store(&options).await?;
        let samples = places.samples();
        let refused = seed::fill(&options, &store, &samples, clock.now()).await?;

        let relying_party = relying_party(&options)?;
        let stand_in = match options.setting("ONE_LOGIN_ISSUER") {
            Some(_) => None,
            None => Some(stand_in(&places, &relying_party, &clock)),
        };
        let settings = one_login_settings(&options, &places, stand_in.as_ref());
        let known = settings.clone();
        let known = Variables::new(move |name| known.get(name).cloned());
        let our_key = relying_party.to_pem()?;
        let one_login = OneLoginClient::new(
            one_login::Settings::read(&known)?,
            one_login::Ports {
                documents: store.documents(),
                signer: Arc::new(relying_party),
                clock: Arc::new(clock.clone()),
                entropy: Arc::new(SystemEntropy),
            },
        )?;
        let our_keys = OurKeys::open(&options)?;
        let one_login = Arc::new(one_login);
        if let Some(stand_in) = &stand_in {
            stand_in.send_by(Post::new());
        }
        let (origin, beside) = (places.console.address(), places.staff_sign_in.address());
        let office = Office::open(&options, (&places.issuer, &origin, &beside), &clock)?;
        let Office { desk, sign_in, stand_in: staff_sign_in } = office;
        let published = store.client_documents();
        let client_keys = FetchedKeys::new(&places.issuer, Reach::ThisMachine, published)?;
        let world = World {
            store: store.clone(),
            deployment,
            one_login: one_login.clone(),
            notices: one_login,
            client_keys: Arc::new(client_keys),
            signer: our_keys.keys.clone(),
            keys: our_keys.keys.clone(),
            desk,
            staff_sign_in: Arc::new(sign_in),
        };

        let routes = gateway::routes(TEMPLATE)?;
        let functions = routers(&world);
        // What works by itself is not counted as what a page asks for.
        let aside = engine.as_ref().map_or_else(|| store.clone(), Engine::store_aside);
        let time: Arc<dyn Clock> = Arc::new(clock.clone());
        let messages =
            Messages::new(&aside, &time, &world.signer, (&places.issuer, support(&options)))?;
        tokio::spawn(messages.clone().run());
        let console = console::router(clock.clone(), our_keys.clone(), messages.clone());
        let gateway = |api| {
            let gateway = gateway::gateway(&routes, api, &functions)?;
            let then_wake = middleware::from_fn_with_state(messages.clone(), then_wake);
            Ok::<_, InvalidTemplate>(gateway.layer(then_wake))
        };
        let mut sam = None;
        if let (Some(told), Some(aws)) = (&options.sam, &places.aws) {
            // Functions elsewhere read which keys there are, as they do at AWS.
            store.keep_key_set(&store.key_set().await?, our_keys.keys.keys().set()).await?;
            let settings = elsewhere(settings, &tables, aws.address(), our_key)?;
            sam = Some(told.write(TEMPLATE, &routes, &settings)?);
        }
        let others = Others {
            aws: sam.as_ref().map(|_| aws::router(&endpoint, our_keys.keys)),
            one_login: stand_in.clone(),
            samples,
            console: gateway(gateway::STAFF_API)?,
            staff_sign_in: staff_sign_in.clone(),
        };
        let ours = console.fallback_service(gateway(gateway::API)?);
        let addresses = places.serve(&clock, &ours, others);
        Ok(Self {
            addresses,
            clock,
            one_login: stand_in,
            staff_sign_in,
            store,
            engine,
            messages,
            sam,
            refused,
        })
    }
}

/// Answers, and says that there may be work.
async fn then_wake(
    State(messages): State<Messages>,
    request: Request,
    next: middleware::Next,
) -> Response {
    let response = next.run(request).await;
    messages.wake();
    response
}

/// Our key at GOV.UK One Login. The stand-in takes any; another one has to know it beforehand.
fn relying_party(options: &Options) -> Result<signing::LocalKeys, CannotStart> {
    const KEY: &str = "ONE_LOGIN_PRIVATE_KEY";
    if options.setting("ONE_LOGIN_ISSUER").is_some() && options.setting(KEY).is_none() {
        return Err(InvalidSetting::new(KEY, "is not set").into());
    }
    keys(options, KEY)
}

/// Where people are told to get help.
fn support(options: &Options) -> &str {
    options.setting("SUPPORT_EMAIL").unwrap_or(SUPPORT_EMAIL)
}

fn deployment(
    options: &Options,
    places: &Places,
    clock: &MovableClock,
) -> Result<Deployment, InvalidSetting> {
    let mut settings = BTreeMap::from([("SUPPORT_EMAIL".to_owned(), SUPPORT_EMAIL.to_owned())]);
    settings.extend(options.settings.iter().cloned());
    settings.insert("ISSUER".to_owned(), places.issuer.clone());
    let variables = Variables::new(move |name| settings.get(name).cloned());
    Deployment::read(&variables, Arc::new(clock.clone()), Arc::new(SystemEntropy))
}

fn stand_in(
    places: &Places,
    relying_party: &signing::LocalKeys,
    clock: &MovableClock,
) -> OneLoginStandIn {
    let keys = relying_party
        .current(jose::Algorithm::Rs256)
        .map(|key| key.public.clone())
        .into_iter()
        .collect();
    let issuer = format!("{}/", places.one_login.address());
    let us = RelyingParty {
        client_id: OUR_CLIENT_ID.to_owned(),
        redirect_uris: vec![format!("{}/one-login/callback", places.issuer)],
        post_logout_redirect_uris: vec![format!("{}/signed-out", places.issuer)],
        back_channel_logout_uri: Some(format!("{}{}", places.issuer, paths::BACK_CHANNEL_LOGOUT)),
        jwks: jose::Jwks::new(keys).to_json(),
        id_token_alg: jose::Algorithm::Es256,
    };
    let settings = testing::one_login::Settings::at(issuer, vec![us]);
    OneLoginStandIn::new(settings, cast::people(), Arc::new(clock.clone()))
}

/// The stand-in's settings, or those of another One Login. The simulator derives what is not given from
/// its issuer; the real one has to be told.
fn one_login_settings(
    options: &Options,
    places: &Places,
    stand_in: Option<&OneLoginStandIn>,
) -> BTreeMap<String, String> {
    let mut settings: BTreeMap<String, String> = options.settings.iter().cloned().collect();
    settings.insert("ISSUER".to_owned(), places.issuer.clone());
    let mut or = |name: &str, value: String| {
        settings.entry(name.to_owned()).or_insert(value);
    };
    if stand_in.is_some() {
        let issuer = format!("{}/", places.one_login.address());
        let of_stand_in = testing::one_login::Settings::at(issuer.clone(), vec![]);
        or("ONE_LOGIN_CLIENT_ID", OUR_CLIENT_ID.to_owned());
        or("ONE_LOGIN_DID_URL", of_stand_in.did_url());
        or("ONE_LOGIN_IDENTITY_ISSUER", of_stand_in.identity_issuer);
        or("ONE_LOGIN_ISSUER", issuer);
    } else if let Some(issuer) = options.setting("ONE_LOGIN_ISSUER") {
        let base = issuer.strip_suffix('/').unwrap_or(issuer);
        or("ONE_LOGIN_DID_URL", format!("{base}/.well-known/did.json"));
        or("ONE_LOGIN_IDENTITY_ISSUER", issuer.to_owned());
    }
    settings
}

/// What functions are told that run on another host.
fn elsewhere(
    settings: BTreeMap<String, String>,
    tables: &TableNames,
    aws: String,
    our_key: String,
) -> Result<BTreeMap<String, String>, InvalidSetting> {
    // What is blank is as if it were not set.
    let mut told: BTreeMap<String, String> =
        ["BRAND", "METRICS_NAMESPACE", "ONE_LOGIN_ID_TOKEN_ALG", "SUPPORT_PHONE"]
            .map(|name| (name.to_owned(), String::new()))
            .into();
    told.insert("SUPPORT_EMAIL".to_owned(), SUPPORT_EMAIL.to_owned());
    told.extend(settings);
    told.insert("AWS_ENDPOINT_URL".to_owned(), aws);
    told.insert("ONE_LOGIN_PRIVATE_KEY".to_owned(), our_key);
    // Nothing stands in front of them.
    told.insert("ORIGIN_SECRETS".to_owned(), "none".to_owned());
    for table in Table::ALL {
        told.insert(table.setting().to_owned(), tables.name(table)?.to_owned());
    }
    Ok(told)
}
