//! Stand-ins for the ports, in memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use identity::{ClientId, Nino, RecordStatus, Subject, TeachingRecord, Trn, VerifiedIdentity};
use jiff::{Timestamp, civil::date};
use jose::{Algorithm, Digest, Jwks};
use journey::{OpenWork, ReviewKind};
use matching::Evidence;
use oidc::{
    Client, ClientToken, CodeUse, Exchanged, StoredCode, StoredFamily, StoredToken,
    keys::SigningKey,
};
use ports::{
    AsOf, ClientKeySets, ClientTokens, Clients, Clock, Entropy, Fault, Grants, Issued, Link,
    Redemption, Refresh, RefreshTokens, Signer, Survey, Teachers, User, Users,
};
use signing::LocalKeys;

#[derive(Default)]
pub(crate) struct Store {
    pub(crate) clients: Mutex<Vec<Client>>,
    /// What is published, by address. Elsewhere nobody answers.
    pub(crate) published: Mutex<BTreeMap<String, Jwks>>,
    /// What was asked for there: which address, and which key.
    pub(crate) fetched: Mutex<Vec<(String, Option<String>)>>,
    pub(crate) codes: Mutex<BTreeMap<Digest, StoredCode>>,
    pub(crate) tokens: Mutex<BTreeMap<Digest, StoredToken>>,
    pub(crate) families: Mutex<BTreeMap<Digest, Family>>,
    pub(crate) client_tokens: Mutex<BTreeMap<Digest, ClientToken>>,
    pub(crate) assertions: Mutex<BTreeSet<Digest>>,
    pub(crate) users: Mutex<Vec<User>>,
    pub(crate) records: Mutex<Vec<TeachingRecord>>,
    /// Whether every call fails.
    pub(crate) down: AtomicBool,
}

/// A family of refresh tokens, and the access tokens that were given with them.
pub(crate) struct Family {
    pub(crate) stored: StoredFamily,
    tokens: Vec<Digest>,
}

impl Store {
    async fn reached(&self) -> Result<(), Fault> {
        // Others get their turn between any two calls.
        tokio::task::yield_now().await;
        if self.down.load(Ordering::SeqCst) {
            Err(Fault::new("asking the store", "it is down"))
        } else {
            Ok(())
        }
    }

    /// Has support staff decide about Ada, and says how she was joined to her record before.
    pub(crate) fn wait_for_staff(&self) -> Link {
        let ada = &mut self.users.lock().unwrap()[0];
        ada.open = Some(OpenWork::Task {
            id: "task-1".parse().unwrap(),
            kind: ReviewKind::RecordNotFound,
            reference: "TRN-AAAA-BBBB".parse().unwrap(),
            asked_on: date(2026, 9, 21),
            due: date(2026, 9, 28),
            wanted: None,
        });
        ada.link.take().unwrap()
    }

    /// Has support staff join her to her record, or say that they have none.
    pub(crate) fn settle(&self, link: Option<Link>) {
        let ada = &mut self.users.lock().unwrap()[0];
        ada.open = None;
        ada.link = link;
    }

    pub(crate) fn merge(&self, from: &str, into: &str) {
        let mut records = self.records.lock().unwrap();
        let record = records.iter_mut().find(|record| record.trn.as_str() == from).unwrap();
        record.status = RecordStatus::MergedInto(into.parse().unwrap());
    }
}

#[async_trait]
impl Clients for Store {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, Fault> {
        self.reached().await?;
        Ok(self.clients.lock().unwrap().iter().find(|client| client.service.id == *id).cloned())
    }
}

#[async_trait]
impl ClientKeySets for Store {
    async fn key_set(&self, url: &str, kid: Option<&str>, _: Timestamp) -> Result<Jwks, Fault> {
        self.fetched.lock().unwrap().push((url.to_owned(), kid.map(str::to_owned)));
        let published = self.published.lock().unwrap().get(url).cloned();
        published.ok_or_else(|| Fault::new("fetching keys", "nobody answers"))
    }
}

#[async_trait]
impl Grants for Store {
    async fn code(&self, digest: &Digest) -> Result<Option<StoredCode>, Fault> {
        self.reached().await?;
        Ok(self.codes.lock().unwrap().get(digest).cloned())
    }

    async fn redeem(&self, code: &Digest, redemption: &Redemption) -> Result<bool, Fault> {
        self.reached().await?;
        let mut codes = self.codes.lock().unwrap();
        let stored = codes.get_mut(code).unwrap();
        if stored.spent != CodeUse::Unused {
            return Ok(false);
        }
        stored.spent = match redemption {
            Redemption::Burn => CodeUse::Spent(None),
            Redemption::Exchange { token, stored, family } => {
                self.tokens.lock().unwrap().insert(token.clone(), stored.clone());
                if let Some(new) = family {
                    let stored =
                        StoredFamily { grant: new.grant.clone(), current: Some(new.first.clone()) };
                    let family = Family { stored, tokens: vec![token.clone()] };
                    self.families.lock().unwrap().insert(new.id.clone(), family);
                }
                let family = family.as_ref().map(|family| family.id.clone());
                CodeUse::Spent(Some(Exchanged { token: token.clone(), family }))
            }
        };
        Ok(true)
    }

    async fn revoke_from(&self, code: &Digest) -> Result<(), Fault> {
        self.reached().await?;
        let spent = self.codes.lock().unwrap().get(code).map(|stored| stored.spent.clone());
        if let Some(CodeUse::Spent(Some(gave))) = spent {
            if let Some(family) = &gave.family {
                self.revoke_family(family).await?;
            }
            self.tokens.lock().unwrap().remove(&gave.token);
        }
        Ok(())
    }

    async fn token(&self, digest: &Digest, now: Timestamp) -> Result<Option<StoredToken>, Fault> {
        self.reached().await?;
        let token = self.tokens.lock().unwrap().get(digest).cloned();
        Ok(token.filter(|token| now < token.expires_at))
    }

    async fn revoke(&self, token: &Digest) -> Result<(), Fault> {
        self.reached().await?;
        self.tokens.lock().unwrap().remove(token);
        Ok(())
    }

    async fn first_use(&self, assertion: &Digest, _until: Timestamp) -> Result<bool, Fault> {
        self.reached().await?;
        Ok(self.assertions.lock().unwrap().insert(assertion.clone()))
    }
}

#[async_trait]
impl RefreshTokens for Store {
    async fn family(&self, id: &Digest) -> Result<Option<StoredFamily>, Fault> {
        self.reached().await?;
        Ok(self.families.lock().unwrap().get(id).map(|family| family.stored.clone()))
    }

    async fn refresh(&self, refresh: &Refresh) -> Result<bool, Fault> {
        self.reached().await?;
        let mut families = self.families.lock().unwrap();
        let family = families.get_mut(&refresh.family).unwrap();
        if family.stored.current.as_ref() != Some(&refresh.presented) {
            return Ok(false);
        }
        family.stored.current = Some(refresh.next.clone());
        family.stored.grant.connection = refresh.connection.clone();
        family.tokens.push(refresh.token.clone());
        self.tokens.lock().unwrap().insert(refresh.token.clone(), refresh.stored.clone());
        Ok(true)
    }

    async fn revoke_family(&self, id: &Digest) -> Result<(), Fault> {
        self.reached().await?;
        if let Some(family) = self.families.lock().unwrap().get_mut(id) {
            family.stored.current = None;
            let mut tokens = self.tokens.lock().unwrap();
            family.tokens.iter().for_each(|token| drop(tokens.remove(token)));
        }
        Ok(())
    }
}

#[async_trait]
impl ClientTokens for Store {
    async fn give(&self, digest: &Digest, token: &ClientToken) -> Result<(), Fault> {
        self.reached().await?;
        self.client_tokens.lock().unwrap().insert(digest.clone(), token.clone());
        Ok(())
    }

    async fn client_token(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<ClientToken>, Fault> {
        self.reached().await?;
        let token = self.client_tokens.lock().unwrap().get(digest).cloned();
        Ok(token.filter(|token| now < token.expires_at))
    }

    async fn revoke_client_token(&self, digest: &Digest) -> Result<(), Fault> {
        self.reached().await?;
        self.client_tokens.lock().unwrap().remove(digest);
        Ok(())
    }
}

#[async_trait]
impl Users for Store {
    async fn user(&self, subject: &Subject) -> Result<User, Fault> {
        self.reached().await?;
        let users = self.users.lock().unwrap();
        let known = users.iter().find(|user| user.subject == *subject).cloned();
        Ok(known.unwrap_or_else(|| User::unknown(subject.clone())))
    }
}

#[async_trait]
impl Teachers for Store {
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault> {
        self.reached().await?;
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

/// A clock that stands still.
pub(crate) struct Stopped(pub(crate) Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Counts instead of drawing lots.
#[derive(Default)]
pub(crate) struct Counting(Mutex<u8>);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut count = self.0.lock().unwrap();
            *count = count.wrapping_add(7);
            *byte = *count;
        }
    }
}

/// Keys that are there and cannot be reached.
pub(crate) struct OutOfReach(pub(crate) LocalKeys);

#[async_trait]
impl Signer for OutOfReach {
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault> {
        self.0.key(algorithm, now).await
    }

    async fn sign(&self, _: &SigningKey, _: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::new("signing", "the keys cannot be reached"))
    }
}
