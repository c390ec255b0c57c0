//! What stands at our address and passes everything on to us, changed or not.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Response, Uri, header},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jose::{Algorithm, PublicKey, Unsigned};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use url::Url;

/// One thing that is changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tampering {
    /// Discovery names another issuer.
    DiscoveryOfAnotherIssuer,
    /// Nothing but the key: the ID token is signed anew, by a key that is published.
    SignedAnew,
    /// The browser comes back with another issuer's answer (RFC 9207).
    AnswerOfAnotherIssuer,
    /// The browser comes back with an answer of nobody.
    AnswerOfNobody,
    /// The browser comes back with another state.
    AnotherState,
    /// One bit of the ID token's signature is different.
    SignatureFlipped,
    /// The ID token says that it is not signed, and is not.
    AlgorithmNone,
    /// The ID token is signed by another key, and says that it is ours.
    SignedByAnotherKey,
    /// The ID token is of another issuer.
    AnotherIssuer,
    /// The ID token is for another client.
    AnotherAudience,
    /// The ID token is for another sign-in.
    AnotherNonce,
    /// The ID token has expired.
    Expired,
    /// The ID token came with another access token.
    AnotherAccessToken,
    /// Userinfo is about somebody else.
    UserinfoOfSomebodyElse,
}

impl Tampering {
    /// Every one.
    pub(crate) const ALL: [Self; 14] = [
        Self::DiscoveryOfAnotherIssuer,
        Self::SignedAnew,
        Self::AnswerOfAnotherIssuer,
        Self::AnswerOfNobody,
        Self::AnotherState,
        Self::SignatureFlipped,
        Self::AlgorithmNone,
        Self::SignedByAnotherKey,
        Self::AnotherIssuer,
        Self::AnotherAudience,
        Self::AnotherNonce,
        Self::Expired,
        Self::AnotherAccessToken,
        Self::UserinfoOfSomebodyElse,
    ];
}

/// Stands at our address.
pub(crate) struct Proxy {
    /// Our address, as everybody knows it.
    pub(crate) address: String,
    road: Road,
}

#[derive(Clone)]
struct Road {
    behind: String,
    http: reqwest::Client,
    key: Arc<EcdsaKeyPair>,
    tampering: Arc<Mutex<Option<Tampering>>>,
    signed_with: Arc<Mutex<Vec<SignedWith>>>,
    jwks_fetched: Arc<AtomicUsize>,
}

const KID: &str = "of-the-proxy";
const SOMEBODY_ELSE: &str = "https://somebody-else.example";

impl Proxy {
    /// In front of whoever is going to listen at this port.
    pub(crate) async fn before(port: u16) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let road = Road {
            behind: format!("http://127.0.0.1:{port}"),
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            key: Arc::new(key),
            tampering: Arc::default(),
            signed_with: Arc::default(),
            jwks_fetched: Arc::default(),
        };
        let router = Router::new().fallback(pass).with_state(road.clone());
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = four.local_addr().unwrap().port();
        // `localhost` is ::1 to some clients. A machine without IPv6 does without.
        let six = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
        for listener in [Some(four), six].into_iter().flatten() {
            let router = router.clone();
            tokio::spawn(async move { axum::serve(listener, router).await });
        }
        Self { address: format!("http://localhost:{port}"), road }
    }

    /// Changes this from now on.
    pub(crate) fn tamper(&self, with: Tampering) {
        *self.road.tampering.lock().unwrap() = Some(with);
    }

    /// What the latest ID token that went by was signed with.
    pub(crate) fn signed_with(&self) -> SignedWith {
        self.road.signed_with.lock().unwrap().last().unwrap().clone()
    }

    /// How often our keys were fetched.
    pub(crate) fn jwks_fetched(&self) -> usize {
        self.road.jwks_fetched.load(Ordering::Relaxed)
    }

    /// A token of these claims, by the key that is published while something is changed.
    pub(crate) fn token(&self, typ: &str, claims: &Value) -> String {
        self.road.sign(KID, typ, claims.as_object().unwrap())
    }
}

/// Passes one request on, and what comes back.
async fn pass(
    State(road): State<Road>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut request = road.http.request(method, format!("{}{uri}", road.behind)).body(body);
    for (name, value) in &headers {
        if name != header::CONTENT_LENGTH && name != header::TRANSFER_ENCODING {
            request = request.header(name, value);
        }
    }
    let answer = request.send().await.unwrap();
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.unwrap();
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    if let Some(location) = headers.get_mut(header::LOCATION) {
        *location = road.way(location.to_str().unwrap()).parse().unwrap();
    }
    let body = match serde_json::from_slice(&body) {
        Ok(Value::Object(said)) => road.document(uri.path(), said).to_string().into(),
        Ok(_) | Err(_) => body,
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

impl Road {
    fn tampering(&self) -> Option<Tampering> {
        *self.tampering.lock().unwrap()
    }

    /// Where somebody is sent.
    fn way(&self, location: &str) -> String {
        let Ok(mut url) = Url::parse(location) else { return location.to_owned() };
        let said: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let is_answer = said.iter().any(|(name, _)| name == "iss");
        let (name, value) = match self.tampering() {
            Some(Tampering::AnswerOfAnotherIssuer) => ("iss", Some(SOMEBODY_ELSE)),
            Some(Tampering::AnswerOfNobody) => ("iss", None),
            Some(Tampering::AnotherState) => ("state", Some("another")),
            Some(_) | None => return location.to_owned(),
        };
        if !is_answer {
            return location.to_owned();
        }
        url.query_pairs_mut()
            .clear()
            .extend_pairs(said.iter().filter(|(each, _)| each != name))
            .extend_pairs(value.map(|value| (name, value)));
        url.into()
    }

    /// What we say at a path.
    fn document(&self, path: &str, mut said: Map<String, Value>) -> Value {
        let tampering = self.tampering();
        if path == oidc::endpoints::JWKS {
            self.jwks_fetched.fetch_add(1, Ordering::Relaxed);
        }
        match (path, tampering) {
            (oidc::endpoints::CONFIGURATION, Some(Tampering::DiscoveryOfAnotherIssuer)) => {
                said.insert("issuer".to_owned(), json!(SOMEBODY_ELSE));
            }
            (oidc::endpoints::JWKS, Some(_)) => {
                let key = PublicKey::p256_from_point(self.key.public_key().as_ref()).unwrap();
                let mut key = key.to_jwk();
                key["kid"] = json!(KID);
                said["keys"].as_array_mut().unwrap().push(key);
            }
            (oidc::endpoints::USERINFO, Some(Tampering::UserinfoOfSomebodyElse)) => {
                said.insert("sub".to_owned(), json!("urn:fdc:gov.uk:2022:somebody-else"));
                said.insert("trn".to_owned(), json!("7654321"));
            }
            (oidc::endpoints::TOKEN, _) => {
                if let Some(Value::String(token)) = said.get("id_token") {
                    let token = Token::read(token);
                    self.signed_with.lock().unwrap().push(token.signed_with());
                    let token = self.id_token(token, tampering);
                    said.insert("id_token".to_owned(), json!(token));
                }
            }
            _ => {}
        }
        Value::Object(said)
    }

    fn id_token(&self, mut token: Token, tampering: Option<Tampering>) -> String {
        let kid = token.header["kid"].as_str().unwrap().to_owned();
        let issued = token.claims["iat"].as_i64().unwrap();
        let ago = |minutes: i64| issued - 60 * minutes;
        let mut change = |name: &str, value: Value| token.claims.insert(name.to_owned(), value);
        match tampering {
            Some(Tampering::SignedAnew) => {}
            Some(Tampering::AnotherIssuer) => drop(change("iss", json!(SOMEBODY_ELSE))),
            Some(Tampering::AnotherAudience) => drop(change("aud", json!("somebody-else"))),
            Some(Tampering::AnotherNonce) => drop(change("nonce", json!("another"))),
            Some(Tampering::AnotherAccessToken) => {
                change("at_hash", json!(jose::half_hash("another")));
            }
            Some(Tampering::Expired) => {
                change("iat", json!(ago(15)));
                change("exp", json!(ago(10)));
            }
            Some(Tampering::SignedByAnotherKey) => {
                return self.sign(&kid, oidc::hint::TYP, &token.claims);
            }
            Some(Tampering::SignatureFlipped) => {
                token.signature[7] ^= 1;
                return token.written();
            }
            Some(Tampering::AlgorithmNone) => {
                token.header = json!({ "alg": "none", "typ": "JWT" });
                token.signature.clear();
                return token.written();
            }
            Some(
                Tampering::DiscoveryOfAnotherIssuer
                | Tampering::AnswerOfAnotherIssuer
                | Tampering::AnswerOfNobody
                | Tampering::AnotherState
                | Tampering::UserinfoOfSomebodyElse,
            )
            | None => return token.written(),
        }
        self.sign(KID, oidc::hint::TYP, &token.claims)
    }

    fn sign(&self, kid: &str, typ: &str, claims: &Map<String, Value>) -> String {
        let token = Unsigned::new(Algorithm::Es256, kid, typ, claims);
        let signature = self.key.sign(&SystemRandom::new(), token.signing_input()).unwrap();
        token.assemble(signature.as_ref())
    }
}

/// What a token was signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedWith {
    pub(crate) algorithm: String,
    /// Its ID.
    pub(crate) key: String,
}

/// A token, taken apart.
struct Token {
    header: Value,
    claims: Map<String, Value>,
    signature: Vec<u8>,
    /// Header and claims as they came.
    signed: String,
}

impl Token {
    fn read(token: &str) -> Self {
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        Self {
            header: serde_json::from_slice(&bytes(header)).unwrap(),
            claims: serde_json::from_slice(&bytes(claims)).unwrap(),
            signature: bytes(signature),
            signed: signed.to_owned(),
        }
    }

    fn signed_with(&self) -> SignedWith {
        let said = |name: &str| self.header[name].as_str().unwrap().to_owned();
        SignedWith { algorithm: said("alg"), key: said("kid") }
    }

    /// The claims as they came, under this header and signature.
    fn written(&self) -> String {
        let (_, claims) = self.signed.split_once('.').unwrap();
        let header = URL_SAFE_NO_PAD.encode(self.header.to_string());
        let signature = URL_SAFE_NO_PAD.encode(&self.signature);
        let header = if self.header["alg"] == "none" {
            &header
        } else {
            self.signed.split('.').next().unwrap()
        };
        format!("{header}.{claims}.{signature}")
    }
}
