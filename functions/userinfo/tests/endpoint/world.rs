//! An access token, the person it is about, and some records: stand-ins for the ports, in memory.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use identity::{
    NamePart, NamePartKind, Nino, RecordName, RecordStatus, Subject, TeachingRecord, Trn,
    VerifiedIdentity, VerifiedName,
};
use jiff::Timestamp;
use jose::{Digest, Secret};
use journey::{OpenWork, TrnOrigin};
use matching::Evidence;
use oidc::{AccessGrant, Scope, StoredCode, StoredToken};
use ports::{
    AsOf, Clock, Entropy, Fault, Grants, Issued, Link, Redemption, Survey, Teachers, User, Users,
};
use serde_json::Value;
use tower::ServiceExt;
use userinfo::{UserInfo, router};

pub(crate) const NOW: i64 = 1_790_000_000;
pub(crate) const TOKEN: &str = "ctr_at_good";

/// One access token, one user, some records.
pub(crate) struct Store {
    pub(crate) user: Mutex<User>,
    pub(crate) scopes: Mutex<Vec<Scope>>,
    pub(crate) records: Mutex<Vec<TeachingRecord>>,
    /// The TRN of whoever the token is about, when it was granted.
    pub(crate) had: Mutex<Option<Trn>>,
    pub(crate) down: AtomicBool,
}

impl Store {
    fn reached(&self) -> Result<(), Fault> {
        if self.down.load(Ordering::SeqCst) {
            return Err(Fault::new("asking the store", "it is down"));
        }
        Ok(())
    }

    pub(crate) fn set(&self, trn: &str, status: RecordStatus) {
        let mut records = self.records.lock().unwrap();
        records.iter_mut().find(|record| record.trn.as_str() == trn).unwrap().status = status;
    }

    pub(crate) fn link(&self, link: Option<Link>, open: Option<OpenWork>) {
        let mut user = self.user.lock().unwrap();
        user.link = link;
        user.open = open;
    }
}

#[async_trait]
impl Grants for Store {
    async fn code(&self, _: &Digest) -> Result<Option<StoredCode>, Fault> {
        Ok(None)
    }

    async fn redeem(&self, _: &Digest, _: &Redemption) -> Result<bool, Fault> {
        Ok(false)
    }

    async fn revoke_from(&self, _: &Digest) -> Result<(), Fault> {
        Ok(())
    }

    async fn token(&self, digest: &Digest, now: Timestamp) -> Result<Option<StoredToken>, Fault> {
        self.reached()?;
        let token = StoredToken {
            access: AccessGrant {
                client: "npq".parse().unwrap(),
                subject: ada(),
                session: "session-1".parse().unwrap(),
                scopes: self.scopes.lock().unwrap().clone(),
                auth_time: at(NOW),
                trn: self.had.lock().unwrap().clone(),
            },
            expires_at: at(NOW + 600),
        };
        let good = *digest == Secret::presented(TOKEN).digest() && now < token.expires_at;
        Ok(Some(token).filter(|_| good))
    }

    async fn revoke(&self, _: &Digest) -> Result<(), Fault> {
        Ok(())
    }

    async fn first_use(&self, _: &Digest, _: Timestamp) -> Result<bool, Fault> {
        Ok(false)
    }
}

#[async_trait]
impl Users for Store {
    async fn user(&self, subject: &Subject) -> Result<User, Fault> {
        self.reached()?;
        let user = self.user.lock().unwrap().clone();
        Ok(if user.subject == *subject { user } else { User::unknown(subject.clone()) })
    }
}

#[async_trait]
impl Teachers for Store {
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault> {
        self.reached()?;
        Ok(self.records.lock().unwrap().iter().find(|record| record.trn == *trn).cloned())
    }

    async fn around(&self, _: &Evidence<'_>) -> Result<Survey, Fault> {
        Ok(Survey { records: Vec::new(), as_of: AsOf::default() })
    }

    async fn issued(
        &self,
        _: &Subject,
        _: &VerifiedIdentity,
        _: Option<&Nino>,
    ) -> Result<Issued, Fault> {
        Ok(Issued::default())
    }
}

struct Stopped(Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

struct Zeros;

impl Entropy for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn ada() -> Subject {
    "urn:fdc:gov.uk:2022:ada".parse().unwrap()
}

pub(crate) fn link(origin: TrnOrigin, request: Option<&str>) -> Link {
    let request = request.map(|id| id.parse().unwrap());
    Link { trn: "1234567".parse().unwrap(), origin, request, since: at(NOW) }
}

fn record(trn: &str) -> TeachingRecord {
    TeachingRecord {
        trn: trn.parse().unwrap(),
        name: RecordName::default(),
        previous_names: Vec::new(),
        date_of_birth: "1990-12-10".parse().unwrap(),
        ninos: vec!["AB123456C".parse().unwrap()],
        email: None,
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: true,
    }
}

pub(crate) fn store() -> Arc<Store> {
    let name = [(NamePartKind::Given, "Ada"), (NamePartKind::Family, "Lovelace")];
    let parts = name.map(|(kind, value)| NamePart { kind, value: value.to_owned() }).to_vec();
    let names = vec![VerifiedName::new(parts, None, None).unwrap()];
    let born = vec!["1990-12-10".parse().unwrap()];
    Arc::new(Store {
        user: Mutex::new(User {
            email: "ada@example.com".parse().ok(),
            identity: Some(VerifiedIdentity::new(names, born).unwrap()),
            link: Some(link(TrnOrigin::Found, None)),
            ..User::unknown(ada())
        }),
        scopes: Mutex::new(vec![Scope::OpenId, Scope::TeachingRecord, Scope::Email]),
        records: Mutex::new(["1234567", "7654321", "7777777"].map(record).to_vec()),
        had: Mutex::new("1234567".parse().ok()),
        down: AtomicBool::new(false),
    })
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn challenge(&self) -> &str {
        self.headers[header::WWW_AUTHENTICATE].to_str().unwrap()
    }
}

pub(crate) async fn ask_at(store: &Arc<Store>, second: i64, request: Request<Body>) -> Answer {
    let app = UserInfo {
        grants: store.clone(),
        users: store.clone(),
        teachers: store.clone(),
        clock: Arc::new(Stopped(at(second))),
        entropy: Arc::new(Zeros),
        issuer: "https://ctr.example".to_owned(),
    };
    let response = router(app).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    Answer { status: parts.status, headers: parts.headers, body }
}

pub(crate) async fn ask(store: &Arc<Store>, request: Request<Body>) -> Answer {
    ask_at(store, NOW, request).await
}

pub(crate) fn get(authorization: &str) -> Request<Body> {
    Request::get("/oauth2/userinfo")
        .header(header::AUTHORIZATION, authorization)
        .body(Body::empty())
        .unwrap()
}

pub(crate) fn good() -> Request<Body> {
    get(&format!("Bearer {TOKEN}"))
}

pub(crate) fn post(form: &str) -> Request<Body> {
    Request::post("/oauth2/userinfo")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap()
}
