//! A calling service, a person with a teaching record, and a code that was just made for the two.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use identity::{
    CallingService, NamePart, NamePartKind, RecordName, RecordPolicy, RecordStatus, TeachingRecord,
    VerifiedIdentity, VerifiedName,
};
use jiff::Timestamp;
use jose::{Algorithm, Claims, Compact, Digest, Jwks, Secret};
use journey::TrnOrigin;
use oidc::{
    AccessGrant, AuthMethod, Client, ClientSecrets, CodeGrant, CodeUse, IdTokenAlgorithm, Scope,
    StoredCode, pkce,
};
use ports::{Grants, Link, User, Variables};
use serde_json::Value;
use signing::LocalKeys;
use token::{Token, router};
use tower::ServiceExt;
use web::Deployment;

use crate::store::{Counting, Stopped, Store};

pub(crate) const ISSUER: &str = "https://ctr.example";
pub(crate) const NOW: i64 = 1_790_000_000;
pub(crate) const CALLBACK: &str = "https://npq.example/callback";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CODE: &str = "c0de";

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

/// An RSA key takes a while to find: every test signs with the same.
pub(crate) fn keys() -> LocalKeys {
    static PEM: OnceLock<String> = OnceLock::new();
    let pem = PEM.get_or_init(|| LocalKeys::generate().unwrap().to_pem().unwrap());
    LocalKeys::from_pem(pem).unwrap()
}

pub(crate) struct World {
    pub(crate) store: Arc<Store>,
    pub(crate) app: Token,
}

/// The deployment at this moment.
pub(crate) fn deployment(now: Timestamp) -> Deployment {
    let settings = Variables::new(|name| match name {
        "ISSUER" => Some(ISSUER.to_owned()),
        "SUPPORT_EMAIL" => Some("help@ctr.example".to_owned()),
        _ => None,
    });
    Deployment::read(&settings, Arc::new(Stopped(now)), Arc::new(Counting::default())).unwrap()
}

impl World {
    pub(crate) fn new() -> Self {
        let store = Arc::new(Store::default());
        store.clients.lock().unwrap().extend([client("npq", "s3cret"), client("other", "s3cret2")]);
        store.users.lock().unwrap().push(ada());
        store.records.lock().unwrap().extend([record("1234567"), record("7654321")]);
        store.codes.lock().unwrap().insert(digest(CODE), fresh());
        let app = Token {
            deployment: deployment(now()),
            clients: store.clone(),
            keys: store.clone(),
            grants: store.clone(),
            users: store.clone(),
            teachers: store.clone(),
            signer: Arc::new(keys()),
        };
        Self { store, app }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = router(self.app.clone()).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        }
    }

    /// Has the code stand for refresh tokens too.
    pub(crate) fn offline(self) -> Self {
        for stored in self.store.codes.lock().unwrap().values_mut() {
            stored.grant.access.scopes.push(Scope::OfflineAccess);
        }
        self
    }

    /// Uses a refresh token as it should be.
    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        self.ask(post(&refresh_form(token), Some("npq:s3cret"))).await
    }

    /// Revokes a token.
    pub(crate) async fn revoke(&self, token: &str) -> Answer {
        self.ask(revocation(&format!("token={token}"), Some("npq:s3cret"))).await
    }

    /// How many refresh tokens are good.
    pub(crate) fn live(&self) -> usize {
        let families = self.store.families.lock().unwrap();
        families.values().filter(|family| family.stored.current.is_some()).count()
    }

    /// Exchanges the code as it should be.
    pub(crate) async fn exchange(&self) -> Answer {
        self.ask(post(&form(&[]), Some("npq:s3cret"))).await
    }

    pub(crate) fn code(&self) -> CodeUse {
        self.store.codes.lock().unwrap()[&digest(CODE)].spent.clone()
    }

    /// Whether an access token can be used now.
    pub(crate) async fn is_good(&self, access_token: &str) -> bool {
        self.store.token(&digest(access_token), now()).await.unwrap().is_some()
    }

    /// What an access token that is good stands for.
    pub(crate) async fn scopes(&self, access_token: &str) -> Vec<Scope> {
        self.store.token(&digest(access_token), now()).await.unwrap().unwrap().access.scopes
    }

    pub(crate) fn register(&self, auth_method: AuthMethod, id_token_alg: IdTokenAlgorithm) {
        let mut clients = self.store.clients.lock().unwrap();
        clients[0].auth_method = auth_method;
        clients[0].id_token_alg = id_token_alg;
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap()
    }

    /// Status, error and description without the reference, which is another each time.
    pub(crate) fn refusal(&self) -> (u16, &str, &str) {
        let description = self.text("error_description");
        let (before, reference) = description.split_once(" ref=").unwrap();
        assert_eq!(reference.len(), 9, "{description}");
        (self.status.as_u16(), self.text("error"), before)
    }

    /// The ID token's claims, once its signature is verified.
    pub(crate) fn id_token(&self, algorithm: Algorithm) -> Claims {
        let published = keys().published().map(|key| key.public.clone()).collect();
        let token = Compact::parse(self.text("id_token")).unwrap();
        assert_eq!(token.typ(), Some("JWT"));
        token.verify_by(&Jwks::new(published), &[algorithm]).unwrap()
    }
}

pub(crate) fn digest(text: &str) -> Digest {
    Secret::presented(text).digest()
}

/// The form of a good exchange with some fields replaced or added or, with empty text, left out.
pub(crate) fn form(changes: &[(&str, &str)]) -> String {
    let good = [
        ("grant_type", "authorization_code"),
        ("code", CODE),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let kept = good.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let pairs: Vec<String> =
        kept.chain(changes).map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

pub(crate) fn post(form: &str, basic: Option<&str>) -> Request<Body> {
    let mut request = Request::post("/oauth2/token")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8");
    if let Some(pair) = basic {
        let credential = format!("Basic {}", STANDARD.encode(pair));
        request = request.header(header::AUTHORIZATION, credential);
    }
    request.body(Body::from(form.to_owned())).unwrap()
}

pub(crate) fn refresh_form(token: &str) -> String {
    format!("grant_type=refresh_token&refresh_token={token}")
}

/// A request to revoke something.
pub(crate) fn revocation(form: &str, basic: Option<&str>) -> Request<Body> {
    let mut request = post(form, basic);
    *request.uri_mut() = "/oauth2/revoke".parse().unwrap();
    request
}

pub(crate) fn secret(text: &str) -> ClientSecrets {
    ClientSecrets { digests: vec![digest(text)] }
}

fn client(id: &str, text: &str) -> Client {
    Client {
        service: CallingService {
            id: id.parse().unwrap(),
            name: "Register for an NPQ".to_owned(),
            record_policy: RecordPolicy::Existing,
            allow_pending: false,
            support_contact: None,
        },
        redirect_uris: vec![CALLBACK.to_owned()],
        post_logout_redirect_uris: Vec::new(),
        backchannel_logout_uri: None,
        initiate_login_uri: None,
        auth_method: AuthMethod::ClientSecretBasic(secret(text)),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: None,
    }
}

fn ada() -> User {
    let name = [(NamePartKind::Given, "Ada"), (NamePartKind::Family, "Lovelace")];
    let parts = name.map(|(kind, value)| NamePart { kind, value: value.to_owned() }).to_vec();
    let names = vec![VerifiedName::new(parts, None, None).unwrap()];
    let born = vec!["1990-12-10".parse().unwrap()];
    User {
        email: "ada@example.com".parse().ok(),
        identity: Some(VerifiedIdentity::new(names, born).unwrap()),
        link: Some(Link {
            trn: "1234567".parse().unwrap(),
            origin: TrnOrigin::Found,
            request: None,
            since: now(),
        }),
        ..User::unknown("urn:fdc:gov.uk:2022:ada".parse().unwrap())
    }
}

fn record(trn: &str) -> TeachingRecord {
    TeachingRecord {
        trn: trn.parse().unwrap(),
        name: RecordName::default(),
        previous_names: Vec::new(),
        date_of_birth: "1990-12-10".parse().unwrap(),
        ninos: Vec::new(),
        email: None,
        status: RecordStatus::Active,
        has_qts: false,
        has_open_alert: false,
    }
}

fn fresh() -> StoredCode {
    StoredCode {
        grant: CodeGrant {
            client: "npq".parse().unwrap(),
            redirect_uri: CALLBACK.to_owned(),
            code_challenge: pkce::challenge(VERIFIER),
            nonce: Some("n1".to_owned()),
            access: AccessGrant {
                client: "npq".parse().unwrap(),
                subject: ada().subject,
                session: "session-1".parse().unwrap(),
                scopes: vec![Scope::OpenId, Scope::TeachingRecord, Scope::Email],
                auth_time: Timestamp::from_second(NOW - 100).unwrap(),
                trn: "1234567".parse().ok(),
            },
            expires_at: Timestamp::from_second(NOW + 60).unwrap(),
        },
        spent: CodeUse::Unused,
    }
}
