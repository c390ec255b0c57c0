//! GOV.UK One Login's answers, whatever they are, to its relying party: a whole return, over HTTP.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, OnceLock},
    thread,
};

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use jose::{Jwks, Secret};
use one_login::{IdTokenAlg, OneLoginClient, Ports, Settings};
use ports::{Attempt, Clock, Document, Documents, Entropy, Fault, MoreRoots, NoticeRefused, OneLogin, OneLoginNotices, SignInRefused, SignOutNotice, SignedIn, Trip};
use serde_json::{Value, json};
use signing::LocalKeys;
use tokio::runtime::Runtime;

use crate::{
    ours::{Asked, HEADER, NOW, Pair, now, runtime},
    plain::object,
};

/// Our client ID there.
pub const US: &str = "connect";
/// Whoever signs in.
pub const SUBJECT: &str = "urn:fdc:gov.uk:2022:ada";
/// The issuer of core identity credentials.
pub const IDENTITY_ISSUER: &str = "https://identity.example/";
/// The DID whose document is at [`DID_URL`].
pub const DID: &str = "did:web:localhost%3A1";
/// The id of the key of credentials.
pub const METHOD: &str = "did:web:localhost%3A1#known";
/// Nobody is there: a document that cannot be read is asked for in vain, and at once.
const DID_URL: &str = "http://localhost:1/.well-known/did.json";
/// The header of a credential.
pub const CREDENTIAL_HEADER: &str = r#"{"alg":"ES256","kid":"did:web:localhost%3A1#known"}"#;

/// What it answers.
#[derive(Clone)]
pub struct Answers {
    /// The ID token.
    pub id_token: String,
    /// The body of userinfo.
    pub user_info: Vec<u8>,
    /// The DID document.
    pub did: String,
}

/// The other side, and what every return to us needs.
pub struct There {
    issuer: String,
    answers: Arc<Mutex<Answers>>,
    keys: Arc<LocalKeys>,
    runtime: Runtime,
    known: Pair,
    foreign: Pair,
}

thread_local! {
    static THERE: There = There::start();
}

/// With the other side, which is started once.
pub fn there<T>(with: impl FnOnce(&There) -> T) -> T {
    THERE.with(with)
}

impl There {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let issuer = format!("http://{}/", listener.local_addr().expect("an address"));
        let known = Pair::known();
        let empty = Answers { id_token: String::new(), user_info: Vec::new(), did: String::new() };
        let answers = Arc::new(Mutex::new(empty));
        let served = answers.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answers = served.lock().expect("nobody panics").clone();
                // Whoever asks may have gone.
                let _ = serve(stream, &answers);
            }
        });
        let keys = Arc::new(LocalKeys::generate().expect("keys"));
        Self { issuer, answers, keys, runtime: runtime(), known, foreign: Pair::foreign() }
    }

    /// Its issuer, which is another in each process: `{issuer}` stands for it in what is signed.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The pair whose public half is published, and another.
    pub fn pairs(&self) -> (&Pair, &Pair) {
        (&self.known, &self.foreign)
    }

    /// What it answers when nothing is wrong, with this credential.
    pub fn good(&self, credential: &str) -> Answers {
        Answers {
            id_token: self.known.token(HEADER.as_bytes(), self.id_token().to_string().as_bytes()),
            user_info: self.user_info(credential).to_string().into_bytes(),
            did: did_document(&self.known).to_string(),
        }
    }

    /// A good ID token's claims.
    fn id_token(&self) -> Value {
        json!({
            "iss": self.issuer, "aud": US, "sub": SUBJECT, "iat": NOW, "exp": NOW + 120,
            "nonce": "nonce", "vot": "Cl.Cm",
        })
    }

    fn user_info(&self, credential: &str) -> Value {
        json!({
            "sub": SUBJECT, "email": "ada@example.com", "email_verified": true,
            "https://vocab.account.gov.uk/v1/coreIdentityJWT": credential,
        })
    }

    /// A good credential.
    pub fn credential(&self) -> String {
        self.known.token(CREDENTIAL_HEADER.as_bytes(), credential().to_string().as_bytes())
    }

    /// What we make of these answers, at a start with nothing remembered.
    pub fn finish(&self, answers: &Answers) -> Result<SignedIn, SignInRefused> {
        *self.answers.lock().expect("nobody panics") = answers.clone();
        let client = self.client(&answers.did);
        let attempt = Attempt {
            trip: Trip::ProveIdentity,
            state: Secret::presented("state").digest(),
            nonce: Secret::presented("nonce").digest(),
            code_verifier: Secret::from_random([7; 32]),
            set_out_at: now(),
        };
        self.runtime.block_on(client.finish(&attempt, "code", now()))
    }

    /// What we make of this logout token, at a start with nothing remembered.
    pub fn notice(&self, token: &str) -> Result<SignOutNotice, NoticeRefused> {
        self.runtime.block_on(self.client("").notice(token, now()))
    }

    /// Us, where these are the keys of credentials.
    fn client(&self, did: &str) -> OneLoginClient {
        let settings = Settings {
            issuer: self.issuer.clone(),
            client_id: US.parse().expect("an ID"),
            did_url: DID_URL.to_owned(),
            identity_issuer: IDENTITY_ISSUER.to_owned(),
            id_token_alg: IdTokenAlg::Es256,
            identity_max_life: Settings::IDENTITY_MAX_LIFE,
            more_roots: MoreRoots::default(),
            our_issuer: crate::ours::ISSUER.to_owned(),
        };
        let documents = Kept { issuer: self.issuer.clone(), did: did.to_owned() };
        let ports = Ports {
            documents: Arc::new(documents),
            signer: self.keys.clone(),
            clock: Arc::new(Still),
            entropy: Arc::new(Still),
        };
        OneLoginClient::new(settings, ports).expect("good settings")
    }
}

/// Has the other side sign what the data says, in which `{issuer}` stands for its issuer.
pub fn signed(data: &[u8], with: impl FnOnce(&There, &Asked<'_>, String)) {
    there(|there| {
        let Ok(text) = str::from_utf8(data) else { return };
        let data = text.replace("{issuer}", &there.issuer);
        let asked = Asked::read(data.as_bytes());
        with(there, &asked, asked.token(&there.known, &there.foreign));
    });
}

/// The claims of a token that was believed: what has to hold of every one that is for us and short-lived.
///
/// # Panics
/// It does not.
pub fn believed(there: &There, asked: &Asked<'_>) -> Value {
    assert!(asked.rightly, "somebody else signed this");
    let claims = Value::from(object(asked.payload).expect("the payload is an object"));
    assert!(claims["aud"] == US || claims["aud"] == json!([US]));
    assert_eq!(claims["iss"], there.issuer);
    let at = |name: &str| claims[name].as_i64().expect("a number");
    assert!(at("exp") >= NOW - 30 && (NOW - 300..=NOW + 60).contains(&at("iat")));
    assert!((1..=600).contains(&(at("exp") - at("iat"))));
    claims
}

/// A good credential's claims.
pub fn credential() -> Value {
    json!({
        "iss": IDENTITY_ISSUER, "aud": US, "sub": SUBJECT, "nbf": NOW, "iat": NOW,
        "exp": NOW + 1800, "vot": "P2",
        "vc": { "type": ["VerifiableCredential"], "credentialSubject": {
            "name": [{ "nameParts": [
                { "type": "GivenName", "value": "Ada" }, { "type": "FamilyName", "value": "Marsh" },
            ] }],
            "birthDate": [{ "value": "1985-12-10" }],
        } },
    })
}

fn did_document(known: &Pair) -> Value {
    let mut jwk = known.public("known").to_jwk();
    jwk.as_object_mut().expect("an object").remove("kid");
    json!({
        "@context": ["https://www.w3.org/ns/did/v1"], "id": DID,
        "assertionMethod": [
            { "type": "JsonWebKey", "id": METHOD, "controller": DID, "publicKeyJwk": jwk },
        ],
    })
}

/// The documents that were fetched before.
struct Kept {
    issuer: String,
    did: String,
}

#[async_trait]
impl Documents for Kept {
    async fn kept(&self, url: &str) -> Result<Option<Document>, Fault> {
        static KEYS: OnceLock<String> = OnceLock::new();
        let body = if url == DID_URL {
            self.did.clone()
        } else if url.ends_with("/jwks.json") {
            KEYS.get_or_init(|| {
                Jwks::new(vec![Pair::known().public("known")]).to_json().to_string()
            })
            .clone()
        } else {
            discovery(&self.issuer).to_string()
        };
        let fresh_until = now().saturating_add(SignedDuration::from_hours(1)).expect("a date");
        let url = url.to_owned();
        Ok(Some(Document { url, body, fetched_at: now(), fresh_until, forced_at: Some(now()) }))
    }

    async fn keep(&self, _: &Document) -> Result<(), Fault> {
        Ok(())
    }

    async fn may_force_refresh(&self, _: &str, _: Timestamp) -> Result<bool, Fault> {
        Ok(false)
    }
}

fn discovery(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}authorize"),
        "token_endpoint": format!("{issuer}token"),
        "userinfo_endpoint": format!("{issuer}userinfo"),
        "end_session_endpoint": format!("{issuer}logout"),
        "jwks_uri": format!("{issuer}.well-known/jwks.json"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"],
    })
}

/// Answers one request, and no more on its connection.
fn serve(mut stream: TcpStream, answers: &Answers) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    let head = loop {
        let read = stream.read(&mut chunk)?;
        request.extend_from_slice(&chunk[..read]);
        if let Some(at) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if read == 0 {
            return Ok(());
        }
    };
    let lines = String::from_utf8_lossy(&request[..head]).to_ascii_lowercase();
    let length =
        lines.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    while request.len() < head + length.unwrap_or(0usize) {
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&chunk[..read]),
        }
    }
    let body = if lines.starts_with("post /token") {
        let body = json!({
            "access_token": "access", "token_type": "Bearer", "expires_in": 180,
            "id_token": answers.id_token,
        });
        body.to_string().into_bytes()
    } else {
        answers.user_info.clone()
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(&[head.as_bytes(), &body].concat())
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        now()
    }
}

impl Entropy for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// The token's payload, as text: what is base64url between its first two dots.
pub fn payload(token: &str) -> Vec<u8> {
    let payload = token.split('.').nth(1).unwrap_or_default();
    URL_SAFE_NO_PAD.decode(payload).unwrap_or_default()
}
