//! However many present one code, or one refresh token, at once: one gets tokens, and they do not last.

use std::{
    collections::BTreeMap,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::Router;
use jiff::SignedDuration;
use jose::{Digest, Secret};
use oidc::{
    AccessGrant, AuthMethod, Client, ClientSecrets, CodeGrant, IdTokenAlgorithm, Scope,
    token::RefreshToken,
};
use ports::{Clock, Granting};
use serde_json::Value;
use signing::LocalKeys;
use testing::{
    NobodyPublishes, World,
    asking::{Answer, ask, post},
    journeys::{CALLBACK, CHALLENGE, anne, asking_nino, needs_a_record},
    people,
};
use token::Token;
use tokio::task::JoinSet;
use web::Deployment;

/// How many requests are on their way at once.
const AT_ONCE: usize = 64;

/// RFC 7636 appendix B: what answers [`CHALLENGE`].
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

const SECRET: &str = "a-secret-for-proofs-alone-0123456789";

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// How often the code was presented, and then a refresh token.
    pub times: usize,
    /// How often each was answered what: the status and the error.
    pub answered: [BTreeMap<String, usize>; 2],
    /// How many of the tokens that were given can still be used.
    pub alive: usize,
    /// How long it took.
    pub took: Duration,
}

/// Presents one code so often, and then one refresh token of another code.
///
/// # Panics
/// The world is not as it should be.
pub async fn present(times: usize) -> Outcome {
    let started = Instant::now();
    let world = World::new().await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    world.link(&anne(), people::trn("1234567")).await;
    world.store().register(&client()).await.expect("the store takes a client");
    let endpoint = endpoint(&world);
    let grants = world.store().granting();

    let code = code(&world, "first").await;
    let of_code = all_at_once(&endpoint, times, &exchange(&code)).await;
    let other = self::code(&world, "second").await;
    let mut given = tokens(&of_code);
    let first = ask(&endpoint, token_request(&exchange(&other))).await;
    let refresh = field(&first, "refresh_token");
    let of_refresh = all_at_once(&endpoint, times, &refresh_form(&refresh)).await;
    given.extend(tokens(&of_refresh));
    given.extend(tokens(std::slice::from_ref(&first)));

    let mut alive = 0;
    for (access, refresh) in &given {
        alive += usize::from(can_be_used(&world, &*grants, access, refresh).await);
    }
    let answered = [counted(&of_code), counted(&of_refresh)];
    Outcome { times, answered, alive, took: started.elapsed() }
}

/// Sends the same form so often, [`AT_ONCE`] at a time.
async fn all_at_once(endpoint: &Router, times: usize, form: &[(&str, &str)]) -> Vec<Answer> {
    let form: Vec<(String, String)> =
        form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let form = Arc::new(form);
    let (mut sent, mut answers) = (JoinSet::new(), Vec::with_capacity(times));
    for _ in 0..times {
        if sent.len() >= AT_ONCE {
            answers.extend(sent.join_next().await.map(|answer| answer.expect("it answers")));
        }
        let (endpoint, form) = (endpoint.clone(), form.clone());
        sent.spawn(async move {
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (&**name, &**value)).collect();
            ask(&endpoint, token_request(&form)).await
        });
    }
    answers.extend(sent.join_all().await);
    answers
}

fn token_request(form: &[(&str, &str)]) -> axum::http::Request<axum::body::Body> {
    let id = needs_a_record().id;
    let client = [("client_id", id.as_str()), ("client_secret", SECRET)];
    post("/oauth2/token", &[&client, form].concat())
}

fn exchange(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]
}

fn refresh_form(token: &str) -> [(&str, &str); 2] {
    [("grant_type", "refresh_token"), ("refresh_token", token)]
}

/// The tokens of every good answer: an access token and a refresh token.
fn tokens(answers: &[Answer]) -> Vec<(String, String)> {
    let good = answers.iter().filter(|answer| answer.status == 200);
    good.map(|answer| (field(answer, "access_token"), field(answer, "refresh_token"))).collect()
}

fn field(answer: &Answer, name: &str) -> String {
    let body: Value = serde_json::from_str(&answer.body).expect("it is JSON");
    body[name].as_str().map(str::to_owned).unwrap_or_default()
}

fn counted(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for answer in answers {
        let what = format!("{} {}", answer.status.as_u16(), field(answer, "error"));
        *counted.entry(what.trim().to_owned()).or_default() += 1;
    }
    counted
}

/// Whether either of two tokens opens anything.
async fn can_be_used(world: &World, grants: &dyn Granting, access: &str, refresh: &str) -> bool {
    let digest = Secret::presented(access).digest();
    let now = world.clock().now();
    let access = grants.token(&digest, now).await.expect("the store answers");
    let refresh = RefreshToken::read(&Secret::presented(refresh)).expect("it is one of ours");
    let family = grants.family(&refresh.family()).await.expect("the store answers");
    access.is_some() || family.is_some_and(|family| family.current.is_some())
}

/// A code for Anne, who has just signed in.
async fn code(world: &World, name: &str) -> String {
    let journey = world.visitor(asking_nino()).await.journey;
    let sign_in = journey.sign_in.clone().expect("she has signed in");
    let grant = CodeGrant {
        client: needs_a_record().id,
        redirect_uri: CALLBACK.to_owned(),
        code_challenge: CHALLENGE.to_owned(),
        nonce: None,
        access: AccessGrant {
            client: needs_a_record().id,
            subject: anne().user.subject,
            session: sign_in.session,
            scopes: vec![Scope::OpenId, Scope::TeachingRecord, Scope::OfflineAccess],
            auth_time: sign_in.auth_time,
            trn: None,
        },
        expires_at: world.clock().now() + SignedDuration::from_secs(60),
    };
    let digest = Secret::presented(name).digest();
    let granted = world.store().journeys().grant(&journey, &digest, &grant).await;
    granted.expect("the store takes a code");
    name.to_owned()
}

fn client() -> Client {
    let digests = vec![Digest::of(SECRET.as_bytes())];
    Client {
        service: needs_a_record(),
        redirect_uris: vec![CALLBACK.to_owned()],
        post_logout_redirect_uris: Vec::new(),
        backchannel_logout_uri: None,
        initiate_login_uri: None,
        auth_method: AuthMethod::ClientSecretPost(ClientSecrets { digests }),
        id_token_alg: IdTokenAlgorithm::Es256,
        webhook_url: None,
    }
}

fn endpoint(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance());
    let deployment = deployment.expect("every setting is there");
    let token = Token {
        deployment,
        clients: store.clients(),
        keys: Arc::new(NobodyPublishes),
        grants: store.granting(),
        users: store.users(),
        teachers: store.teachers(),
        signer: Arc::new(LocalKeys::generate().expect("keys can be made")),
    };
    token::router(token)
}

impl Outcome {
    /// Whether each was good once, everybody else was told the same, and nothing that was given is good.
    pub fn is_once_each(&self) -> bool {
        let once = |answered: &BTreeMap<String, usize>| {
            answered.get("200") == Some(&1)
                && answered.get("400 invalid_grant") == Some(&(self.times - 1))
        };
        self.answered.iter().all(once) && self.alive == 0
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, answered) in ["code", "refresh token"].iter().zip(&self.answered) {
            writeln!(f, "One {what}, presented {} times, {AT_ONCE} at once:", self.times)?;
            for (answer, times) in answered {
                writeln!(f, "  answered {answer}: {times}")?;
            }
        }
        writeln!(f, "Of what was given, still good: {}", self.alive)?;
        write!(f, "  took {:.1} s", self.took.as_secs_f64())
    }
}
