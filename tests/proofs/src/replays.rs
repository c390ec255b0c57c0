//! What was good once is good once, and what belongs to another browser or another site is good for nothing:
//! client assertions, states, callbacks and forms, each tried again and again at the same time.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, http::Request};
use callback::Callback;
use jose::Jwks;
use journey::Stage;
use nino_lookup::NinoLookup;
use oidc::{AuthMethod, Client, ClientKeys};
use ports::{SignedIn, Trip};
use serde_json::json;
use testing::{
    NobodyPublishes, ScriptedOneLogin, Visitor, World,
    asking::{ask, get, in_session, post, with},
    id_tokens::{keys, signed},
    journeys::{ISSUER, anne, asking_nino, attempt, client, needs_a_record, nine},
};
use token::Token;
use tokio::task::JoinSet;
use web::{Deployment, Walk, csrf};

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// How often each was tried.
    pub tries: usize,
    /// What was tried, how often it may be accepted, and how often it was.
    pub accepted: Vec<(&'static str, usize, usize)>,
    /// How long it took.
    pub took: Duration,
}

/// Tries everything so many times, all of one kind at once.
///
/// # Panics
/// The world is not as it should be.
pub async fn replay(tries: usize) -> Outcome {
    let started = Instant::now();
    let accepted = vec![
        ("one client assertion", 1, assertions(tries).await),
        ("one state, in its browser", 1, states(tries).await),
        ("a callback in another browser, or in none", 0, callbacks_elsewhere(tries).await),
        ("a form without the token of its page, or from another site", 0, forms(tries).await),
    ];
    Outcome { tries, accepted, took: started.elapsed() }
}

/// How many of these requests, sent at once, are answered with a status that is none of `refused`.
async fn sent(function: &Router, requests: Vec<Request<Body>>, refused: &[u16]) -> usize {
    let mut tasks = JoinSet::new();
    for request in requests {
        let function = function.clone();
        tasks.spawn(async move { ask(&function, request).await.status.as_u16() });
    }
    tasks.join_all().await.iter().filter(|status| !refused.contains(status)).count()
}

fn deployment(world: &World) -> Deployment {
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance());
    deployment.expect("every setting is there")
}

fn walk(world: &World) -> Walk {
    let store = world.store();
    Walk { deployment: deployment(world), journeys: store.journeys(), users: store.users() }
}

/// One `jti` at the token endpoint. Whoever is let in is told that their code is not good.
async fn assertions(tries: usize) -> usize {
    let world = World::new().await;
    let (store, keys) = (world.store(), keys());
    let jwks = Jwks::new(keys.published().map(|key| key.public.clone()).collect());
    let service = needs_a_record();
    let claims = json!({
        "iss": service.id.as_str(), "sub": service.id.as_str(), "jti": "once",
        "aud": format!("{ISSUER}/oauth2/token"),
        "iat": nine().as_second(), "exp": nine().as_second() + 60,
    });
    let assertion = signed(&keys, &claims).await;
    let auth_method = AuthMethod::PrivateKeyJwt(ClientKeys::Inline(jwks));
    let registered = Client { auth_method, ..client(service) };
    store.register(&registered).await.expect("the store takes a client");
    let function = token::router(Token {
        deployment: deployment(&world),
        clients: store.clients(),
        keys: Arc::new(NobodyPublishes),
        grants: store.granting(),
        users: store.users(),
        teachers: store.teachers(),
        signer: Arc::new(keys),
    });
    let form = [
        ("grant_type", "authorization_code"),
        ("code", "nobody's"),
        ("redirect_uri", "https://npq.example/callback"),
        ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion.as_str()),
    ];
    let mut tasks = JoinSet::new();
    for _ in 0..tries {
        let (function, request) = (function.clone(), post("/oauth2/token", &form));
        tasks.spawn(async move {
            let Ok(response) = tower::ServiceExt::oneshot(function, request).await;
            response.status().as_u16()
        });
    }
    tasks.join_all().await.iter().filter(|status| **status != 401).count()
}

/// Somebody on a trip, and the function they come back to.
struct Away {
    visitor: Visitor,
    callback: String,
    one_login: Arc<ScriptedOneLogin>,
    function: Router,
}

async fn away(world: &World, tries: usize) -> Away {
    let mut journey = world.journey(needs_a_record(), Stage::SigningIn);
    let state = format!("{}.secret", journey.id.as_str());
    journey.attempt = Some(attempt(Trip::SignIn, &state));
    let visitor = world.begin(journey).await;
    let one_login = Arc::new(ScriptedOneLogin::default());
    for _ in 0..tries {
        one_login.answer_next(Ok(SignedIn {
            user: anne().user,
            auth_time: nine(),
            id_token: jose::Secret::presented("an.id.token"),
            identity: None,
        }));
    }
    let function = callback::router(Callback {
        walk: walk(world),
        sessions: world.store().sessions(),
        one_login: one_login.clone(),
    });
    Away {
        visitor,
        callback: format!("/one-login/callback?code=c0de&state={state}"),
        one_login,
        function,
    }
}

/// One state in the browser it was given to: how many codes were exchanged for it.
async fn states(tries: usize) -> usize {
    let world = World::new().await;
    let Away { visitor, callback, one_login, function } = away(&world, tries).await;
    let request = || in_session(get(&callback), &visitor.session);

    sent(&function, (0..tries).map(|_| request()).collect(), &[]).await;

    one_login.codes().len()
}

/// A callback in other browsers: how many codes were exchanged, or sessions given.
async fn callbacks_elsewhere(tries: usize) -> usize {
    let world = World::new().await;
    let Away { callback, one_login, function, .. } = away(&world, tries).await;
    let mut requests = Vec::with_capacity(tries);
    for number in 0..tries {
        requests.push(if number % 2 == 0 {
            get(&callback)
        } else {
            in_session(get(&callback), &world.visitor(Stage::SigningIn).await.session)
        });
    }

    let let_in = sent(&function, requests, &[400]).await;

    let_in + one_login.codes().len()
}

/// Forms that no page of ours sent: how many were taken.
async fn forms(tries: usize) -> usize {
    let world = World::new().await;
    let store = world.store();
    let function = nino_lookup::router(NinoLookup {
        walk: walk(&world),
        teachers: store.teachers(),
        guesses: store.guesses(),
    });
    let (visitor, other) = (world.visitor(asking_nino()).await, world.visitor(asking_nino()).await);
    let token = |of: &Visitor| csrf::of_journey(&of.journey.browser, &of.journey.id);
    let requests = (0..tries).map(|number| {
        let csrf = match number % 4 {
            0 => String::new(),
            1 => token(&other),
            // Right, but not sent from our own page.
            _ => token(&visitor),
        };
        let fields = [("have_nino", "yes"), ("nino", "AB123456C"), ("csrf", csrf.as_str())];
        let request = visitor.post("/national-insurance-number", &fields);
        match number % 4 {
            2 => with(request, "sec-fetch-site", "cross-site"),
            3 => with(request, "origin", "https://evil.example"),
            _ => request,
        }
    });

    let accepted = sent(&function, requests.collect(), &[400]).await;

    accepted + usize::from(world.now(&visitor).await != visitor.journey)
}

impl Outcome {
    /// Whether nothing was accepted more often than it may be, and what is good was.
    pub fn holds(&self) -> bool {
        self.accepted.iter().all(|(_, may, was)| may == was)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} tries of each, all at once:", self.tries)?;
        for (what, may, was) in &self.accepted {
            writeln!(f, "  {what}: accepted {was}, may be {may}")?;
        }
        write!(f, "  took {:.1} s", self.took.as_secs_f64())
    }
}
