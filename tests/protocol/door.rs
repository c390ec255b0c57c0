//! The front door: the gateway of the template, before every function, over the real store.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use axum::Router;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use futures_util::FutureExt;
use identity::TeachingRecord;
use jiff::Timestamp;
use jose::{Algorithm, Refused, Secret};
use journey::{ReviewKind, Stage};
use local::{
    functions::{World as Wired, routers},
    gateway,
};
use oidc::registration::{self, Place};
use ports::{
    NoticeRefused, OneLoginNotices, PublishedKeys, SignOutNotice, Signer, Trip, Variables,
};
use serde_json::{Value, json};
use signing::LocalKeys;
use staff_sign_in::StaffSignInClient;
use support_console::Desk;
use testing::{
    NobodyPublishes, ScriptedOneLogin, Visitor, World,
    asking::{Answer, ask, get, in_session, post, with},
    id_tokens,
    journeys::{CALLBACK, CHALLENGE, ISSUER, anne, attempt, found, needs_a_record},
    people,
};
use tower::ServiceExt;
use web::Deployment;

use crate::table::{Given, Meanwhile};

/// What answers [`CHALLENGE`].
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// Whose requests most are: it sends its secret in a header.
pub(crate) const CLIENT: &str = "register-for-npq";
/// Its secret.
pub(crate) const SECRET: &str = "a-secret-for-tests-alone";
/// It sends its secret in the form.
pub(crate) const BY_POST: &str = "by-post";
/// It signs.
pub(crate) const BY_KEY: &str = "by-key";
/// It publishes its keys at an address, from which they were never fetched.
pub(crate) const BY_URL: &str = "by-url";
/// Somebody else.
pub(crate) const OTHER: &str = "other";
/// A second address of [`CLIENT`].
pub(crate) const CALLBACK_WITH_QUERY: &str = "https://npq.example/cb?env=1";

/// Everything behind the gateway.
pub(crate) struct Door {
    pub(crate) world: World,
    pub(crate) one_login: Arc<ScriptedOneLogin>,
    gateway: Router,
}

/// No notice of GOV.UK One Login is believed here.
struct Unbelieved;

#[async_trait]
impl OneLoginNotices for Unbelieved {
    async fn notice(&self, _: &str, _: Timestamp) -> Result<SignOutNotice, NoticeRefused> {
        Err(NoticeRefused::NotBelieved(Refused::Signature))
    }
}

/// What went before a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Before {
    /// Somebody with a session.
    pub(crate) visitor: Option<Visitor>,
    /// The `state` that they come back from GOV.UK One Login with.
    pub(crate) state: String,
    /// A code that was given, and not used.
    pub(crate) code: String,
    /// An access token that was given.
    pub(crate) token: String,
    /// The ID token that came with it.
    pub(crate) id_token: String,
}

impl Door {
    pub(crate) async fn new() -> Self {
        Self::signing_with(Arc::new(id_tokens::keys())).await
    }

    /// The same, with other keys of ours.
    pub(crate) async fn signing_with(keys: Arc<impl Signer + PublishedKeys + 'static>) -> Self {
        let world = World::new().await;
        let store = world.store();
        for client in registration::read(&registrations(), Place::LocalStack).unwrap() {
            store.register(&client).await.unwrap();
        }
        let one_login = Arc::new(ScriptedOneLogin::default());
        let settings = settings();
        let deployment = Deployment::read(&settings, world.time(), world.chance()).unwrap();
        let secret = Secret::presented("a-secret-for-tests-alone");
        let staff_sign_in = StaffSignInClient::read(&settings, secret, world.time()).unwrap();
        let wired = Wired {
            store,
            deployment,
            one_login: one_login.clone(),
            notices: Arc::new(Unbelieved),
            client_keys: Arc::new(NobodyPublishes),
            signer: keys.clone(),
            keys,
            desk: Desk::read(&settings, world.time(), world.chance()).unwrap(),
            staff_sign_in: Arc::new(staff_sign_in),
        };
        let routes = gateway::routes(include_str!("../../template.yaml")).unwrap();
        let gateway = gateway::gateway(&routes, gateway::API, &routers(&wired)).unwrap();
        Self { world, one_login, gateway }
    }

    pub(crate) async fn ask(&self, request: Request) -> Answer {
        ask(&self.gateway, request).await
    }

    /// Asks for what anybody may keep: the security headers of pages are not looked for.
    pub(crate) async fn ask_openly(&self, request: Request) -> Answer {
        let Ok(response) = self.gateway.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Has this go before.
    pub(crate) async fn given(&self, given: &Given) -> Before {
        match given {
            Given::Nothing => Before::default(),
            Given::At(stage) => self.at((**stage).clone()).await,
            Given::Waiting => {
                let waiting = self.world.waiting(needs_a_record(), ReviewKind::TwoRecords).await;
                Before { visitor: Some(waiting), ..Before::default() }
            }
            Given::SignedIn => self.signed_in().await,
            Given::OnATrip(trip) => self.on_a_trip(trip.clone()).await,
            Given::Code => self.with_code().await,
            Given::Token => self.with_token().await,
        }
    }

    /// Has this happen.
    pub(crate) async fn meanwhile(&self, happened: &Meanwhile, before: &Before) {
        match happened {
            Meanwhile::Later(by) => self.world.clock().advance(*by),
            Meanwhile::StoreFails(later) => {
                let meddling = self.world.engine().meddling();
                (0..*later).for_each(|_| meddling.pass_next());
                meddling.refuse_next("AccessDeniedException");
            }
            Meanwhile::OneLoginDown => self.one_login.go_down(),
            Meanwhile::OneLoginSays(said) => self.one_login.answer_next(said.outcome()),
            Meanwhile::Exchanged => {
                let answer = self.ask(before.exchange(&[])).await;
                assert_eq!(answer.status, 200, "{}", answer.body);
            }
            Meanwhile::SignedOut => {
                let token =
                    web::csrf::of_browser(&before.visitor.as_ref().unwrap().journey.browser);
                let answer = self.ask(theirs(post("/sign-out", &[("csrf", &token)]), before)).await;
                assert_eq!(answer.status, 303, "{}", answer.body);
            }
            Meanwhile::CameBack => {
                let path =
                    format!("/one-login/callback?error=access_denied&state={}", before.state);
                self.ask(theirs(get(&path), before)).await;
            }
        }
    }

    async fn at(&self, stage: Stage) -> Before {
        let visitor = self.world.visitor(stage).await;
        Before { visitor: Some(visitor), ..Before::default() }
    }

    /// Anne, signed in, whose record is found.
    async fn signed_in(&self) -> Before {
        let record: TeachingRecord = people::record("1234567", "Anne Smith", "1990-05-01");
        self.world.keep(&record).await;
        self.world.link(&anne(), people::trn("1234567")).await;
        self.at(found()).await
    }

    async fn on_a_trip(&self, trip: Trip) -> Before {
        let stage = match trip {
            Trip::SignIn | Trip::SignInAgain { .. } => Stage::SigningIn,
            Trip::ProveIdentity => Stage::ProvingIdentity { user: anne().user },
        };
        let mut journey = self.world.journey(needs_a_record(), stage);
        let returning = format!("{}.secret", journey.id.as_str());
        journey.attempt = Some(attempt(trip, &returning));
        let visitor = self.world.begin(journey).await;
        Before { visitor: Some(visitor), state: returning, ..Before::default() }
    }

    async fn with_code(&self) -> Before {
        let before = self.signed_in().await;
        let visitor = before.visitor.as_ref().unwrap();
        let answer = self.ask(visitor.get("/continue")).await;
        let code = answer.parameter("code").unwrap();
        Before { code, ..before }
    }

    async fn with_token(&self) -> Before {
        let before = self.with_code().await;
        let answer = self.ask(before.exchange(&[])).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let tokens: Value = serde_json::from_str(&answer.body).unwrap();
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        Before { token: text("access_token"), id_token: text("id_token"), ..before }
    }
}

impl Before {
    /// Their session.
    pub(crate) fn session(&self) -> Secret {
        self.visitor.as_ref().unwrap().session.clone()
    }

    /// What an ID token says that was given for their sign-in.
    pub(crate) fn claims(&self) -> Value {
        let sign_in = self.visitor.as_ref().unwrap().journey.sign_in.clone().unwrap();
        id_tokens::claims(CLIENT, anne().user.subject.as_str(), sign_in.session.as_str())
    }

    /// The exchange of the code, with these changes.
    pub(crate) fn exchange(&self, changes: &[(&str, &str)]) -> Request {
        basic(exchange(&self.code, changes), CLIENT, SECRET)
    }
}

pub(crate) type Request = axum::http::Request<axum::body::Body>;

/// A good request for a sign-in, with `changes`: a new value, or none at all when it is empty.
pub(crate) fn asked(changes: &[(&str, &str)]) -> String {
    let good = [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("scope", "openid teaching_record"),
        ("state", "their state"),
        ("nonce", "their nonce"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    encoded(&good, changes)
}

/// The same, as a link.
pub(crate) fn authorize(changes: &[(&str, &str)]) -> Request {
    get(&format!("/oauth2/authorize?{}", asked(changes)))
}

/// A good request for tokens without a credential, with `changes`.
pub(crate) fn exchange(code: &str, changes: &[(&str, &str)]) -> Request {
    form("/oauth2/token", exchange_form(code, changes))
}

/// Its form.
pub(crate) fn exchange_form(code: &str, changes: &[(&str, &str)]) -> String {
    let good = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    encoded(&good, changes)
}

/// A form, byte for byte.
pub(crate) fn form(path: &str, body: impl Into<String>) -> Request {
    let request = testing::asking::request("POST", path, Some(body.into()));
    with(request, "content-type", "application/x-www-form-urlencoded")
}

/// The request with a secret in its header.
pub(crate) fn basic(request: Request, client: &str, secret: &str) -> Request {
    let credential = STANDARD.encode(format!("{client}:{secret}"));
    with(request, "authorization", &format!("Basic {credential}"))
}

/// The request in somebody's session.
pub(crate) fn theirs(request: Request, before: &Before) -> Request {
    in_session(request, &before.session())
}

/// A request to sign out.
pub(crate) fn logout(pairs: &[(&str, &str)]) -> Request {
    get(&format!("/oauth2/logout?{}", encoded(&[], pairs)))
}

/// The same, as a form.
pub(crate) fn logout_form(pairs: &[(&str, &str)]) -> Request {
    post("/oauth2/logout", pairs)
}

fn encoded(good: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let kept = good.iter().filter(|(name, _)| !changes.iter().any(|(each, _)| each == name));
    let pairs = kept.chain(changes).filter(|(_, value)| !value.is_empty());
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A token of exactly this header and these claims, signed ES256 by `keys`.
pub(crate) fn signed(keys: &LocalKeys, header: &Value, claims: &Value) -> String {
    let part = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let input = format!("{}.{}", part(header), part(claims));
    let key = keys.current(Algorithm::Es256).unwrap();
    let signature = keys.sign(key, input.as_bytes()).now_or_never().unwrap().unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The header of a token that `keys` sign.
pub(crate) fn header(keys: &LocalKeys) -> Value {
    let key = keys.current(Algorithm::Es256).unwrap();
    json!({ "alg": "ES256", "kid": key.kid(), "typ": "JWT" })
}

/// The keys of the service that signs.
pub(crate) fn their_keys() -> &'static LocalKeys {
    static KEYS: OnceLock<LocalKeys> = OnceLock::new();
    KEYS.get_or_init(|| LocalKeys::generate().unwrap())
}

/// The keys of nobody we know.
pub(crate) fn foreign_keys() -> &'static LocalKeys {
    static KEYS: OnceLock<LocalKeys> = OnceLock::new();
    KEYS.get_or_init(|| LocalKeys::generate().unwrap())
}

fn registrations() -> String {
    let key = their_keys().current(Algorithm::Es256).unwrap().public.to_jwk();
    let member = |name: &str| key[name].as_str().unwrap().to_owned();
    let (kid, x, y) = (member("kid"), member("x"), member("y"));
    let client = |id: &str, rest: &str| {
        format!(
            "[[client]]\nclient_id = '{id}'\nname = 'Register for an NPQ'\nrecord_policy = 'existing'\n\
             redirect_uris = ['{CALLBACK}', '{CALLBACK_WITH_QUERY}']\n\
             post_logout_redirect_uris = ['{}', 'https://npq.example/bye?a=b']\n{rest}\n",
            testing::journeys::SIGNED_OUT
        )
    };
    let secret = format!("client_secret = '{SECRET}'");
    [
        client(CLIENT, &format!("auth_method = 'client_secret_basic'\n{secret}")),
        client(OTHER, &format!("auth_method = 'client_secret_basic'\n{secret}")),
        client(BY_POST, &format!("auth_method = 'client_secret_post'\n{secret}")),
        client(
            BY_KEY,
            &format!(
                "auth_method = 'private_key_jwt'\n\
                 jwks = {{ keys = [{{ kty = 'EC', crv = 'P-256', kid = '{kid}', x = '{x}', y = '{y}' }}] }}"
            ),
        ),
        client(
            BY_URL,
            "auth_method = 'private_key_jwt'\njwks_uri = 'https://npq.example/jwks.json'",
        ),
    ]
    .concat()
}

fn settings() -> Variables {
    Variables::new(|name| {
        let value = match name {
            "ISSUER" => ISSUER,
            "SUPPORT_EMAIL" => "help@ctr.example",
            "STAFF_ORIGIN" => "https://console.ctr.example",
            "STAFF_ISSUER" => "https://staff.example",
            "STAFF_CLIENT_ID" => "support-console",
            "STAFF_ROLE_CASEWORKER" => "Caseworker",
            "STAFF_ROLE_VIEWER" => "Viewer",
            _ => return None,
        };
        Some(value.to_owned())
    })
}
