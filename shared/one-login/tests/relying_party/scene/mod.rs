//! A relying party, the stand-in over loopback, and a browser between them.

mod store;

use std::{collections::HashMap, sync::Arc};

use jose::{Algorithm, Jwks};
use one_login::{IdTokenAlg, OneLoginClient, Ports, Settings};
use ports::{
    Attempt, Clock, Fault, MoreRoots, OneLogin, Purpose, SignInRefused, SignedIn, TripRequest,
};
use reqwest::{Client, Response, header::LOCATION, redirect::Policy};
use signing::LocalKeys;
use testing::{
    StoppedClock, SystemEntropy,
    one_login::{self as stand_in, OneLoginStandIn, People, Persona, RelyingParty},
};
use tokio::net::TcpListener;
use url::Url;

pub(crate) use store::KeptInMemory;

/// Where we are, as far as the tests are concerned.
pub(crate) const OUR_ISSUER: &str = "http://localhost:3000";
/// Our client ID at the stand-in.
pub(crate) const CLIENT_ID: &str = "connect-your-teaching-record";

/// Everything a sign-in needs.
pub(crate) struct Scene {
    /// The other side.
    pub(crate) stand_in: OneLoginStandIn,
    /// Our settings.
    pub(crate) settings: Settings,
    /// Both sides', which stands still between the tests' own moves: limits are tried to the second.
    pub(crate) clock: StoppedClock,
    /// What survives a process.
    pub(crate) store: Arc<KeptInMemory>,
    /// The process.
    pub(crate) client: OneLoginClient,
    /// A browser that keeps cookies only if told to, and follows nothing.
    pub(crate) browser: Client,
    keys: Arc<LocalKeys>,
}

/// How the browser came back.
#[derive(Debug)]
pub(crate) enum Return {
    /// With a code.
    Code(String),
    /// With an error.
    Error(String),
}

/// Why nobody is signed in.
#[derive(Debug)]
pub(crate) enum Failed {
    /// There was no URL to go to.
    Begin(Fault),
    /// The browser came back with this error.
    TurnedBack(String),
    /// The return was refused.
    Finish(SignInRefused),
}

impl Scene {
    /// A stand-in with the usual ID tokens, and nothing fetched yet.
    pub(crate) async fn new() -> Self {
        Self::with(IdTokenAlg::Es256, People::default()).await
    }

    /// A stand-in for these ID tokens and people.
    pub(crate) async fn with(alg: IdTokenAlg, people: People) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/", listener.local_addr().unwrap());
        let keys = Arc::new(LocalKeys::generate().unwrap());
        let published = keys.published().map(|key| key.public.clone()).collect();
        let party = RelyingParty {
            client_id: CLIENT_ID.to_owned(),
            redirect_uris: vec![format!("{OUR_ISSUER}/one-login/callback")],
            post_logout_redirect_uris: vec![format!("{OUR_ISSUER}/signed-out")],
            back_channel_logout_uri: None,
            jwks: Jwks::new(published).to_json(),
            id_token_alg: alg.algorithm(),
        };
        let there = stand_in::Settings::at(issuer.as_str(), vec![party]);
        let settings = Settings {
            issuer,
            client_id: CLIENT_ID.parse().unwrap(),
            did_url: there.did_url(),
            identity_issuer: there.identity_issuer.clone(),
            id_token_alg: alg,
            identity_max_life: Settings::IDENTITY_MAX_LIFE,
            more_roots: MoreRoots::default(),
            our_issuer: OUR_ISSUER.to_owned(),
        };
        let clock = StoppedClock::at("2026-05-05T12:00:00Z".parse().unwrap());
        let stand_in = OneLoginStandIn::new(there, people, Arc::new(clock.clone()));
        let router = stand_in.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let store = Arc::new(KeptInMemory::default());
        let client = start(&settings, &store, &keys, &clock);
        let browser = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { stand_in, settings, clock, store, client, browser, keys }
    }

    /// Another process with the same store. Answers with the one before.
    pub(crate) fn restart(&mut self) -> OneLoginClient {
        let client = start(&self.settings, &self.store, &self.keys, &self.clock);
        std::mem::replace(&mut self.client, client)
    }

    /// Another process with an empty store.
    pub(crate) fn start_cold(&mut self) {
        self.store = Arc::new(KeptInMemory::default());
        self.restart();
    }

    /// The same process with other settings.
    pub(crate) fn restart_with(&mut self, settings: Settings) {
        self.settings = settings;
        self.restart();
    }

    /// The same process with a key nobody registered.
    pub(crate) fn restart_with_another_key(&mut self) {
        self.keys = Arc::new(LocalKeys::generate().unwrap());
        self.restart();
    }

    /// A whole trip of a browser without cookies.
    pub(crate) async fn trip(&self, purpose: Purpose) -> Result<SignedIn, Failed> {
        let request = request(purpose);
        let url = self.client.begin(&request).await.map_err(Failed::Begin)?;
        let answer = self.browser.get(url).send().await.unwrap();
        match back(&answer, &request) {
            Return::Code(code) => self.finish(&attempt(&request), &code).await,
            Return::Error(error) => Err(Failed::TurnedBack(error)),
        }
    }

    /// Comes back with a code.
    pub(crate) async fn finish(&self, attempt: &Attempt, code: &str) -> Result<SignedIn, Failed> {
        self.client.finish(attempt, code, self.clock.now()).await.map_err(Failed::Finish)
    }

    /// A code for this request.
    pub(crate) async fn code(&self, request: &TripRequest) -> String {
        let url = self.client.begin(request).await.unwrap();
        match back(&self.browser.get(url).send().await.unwrap(), request) {
            Return::Code(code) => code,
            Return::Error(error) => panic!("came back with {error}"),
        }
    }
}

fn start(
    settings: &Settings,
    store: &Arc<KeptInMemory>,
    keys: &Arc<LocalKeys>,
    clock: &StoppedClock,
) -> OneLoginClient {
    assert!(keys.current(Algorithm::Rs256).is_some());
    let ports = Ports {
        documents: store.clone(),
        signer: keys.clone(),
        clock: Arc::new(clock.clone()),
        entropy: Arc::new(SystemEntropy),
    };
    OneLoginClient::new(settings.clone(), ports).unwrap()
}

/// A trip about to begin.
pub(crate) fn request(purpose: Purpose) -> TripRequest {
    TripRequest {
        purpose,
        state: ports::secret(&SystemEntropy),
        nonce: ports::secret(&SystemEntropy),
        code_verifier: ports::secret(&SystemEntropy),
        ui_locale: None,
    }
}

/// What is remembered of it.
pub(crate) fn attempt(request: &TripRequest) -> Attempt {
    Attempt {
        trip: request.purpose.trip(),
        state: request.state.digest(),
        nonce: request.nonce.digest(),
        code_verifier: request.code_verifier.clone(),
        set_out_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// How the browser was sent back.
pub(crate) fn back(answer: &Response, request: &TripRequest) -> Return {
    let location = Url::parse(&location(answer)).unwrap();
    assert!(location.as_str().starts_with(&format!("{OUR_ISSUER}/one-login/callback?")));
    let mut query: HashMap<String, String> = location.query_pairs().into_owned().collect();
    assert_eq!(query["state"], request.state.expose());
    match query.remove("error") {
        Some(error) => Return::Error(error),
        None => Return::Code(query.remove("code").unwrap()),
    }
}

/// Where an answer sends the browser.
pub(crate) fn location(answer: &Response) -> String {
    let status = answer.status();
    let location = answer.headers().get(LOCATION).unwrap_or_else(|| panic!("answered {status}"));
    location.to_str().unwrap().to_owned()
}

/// Somebody with one name who can prove it.
pub(crate) fn ada() -> Persona {
    let born = "1985-12-10".parse().unwrap();
    Persona::new("ada", "Augusta Ada", "Lovelace", born, "ada@example.com")
}
