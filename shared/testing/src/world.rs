//! A store, a clock that stands still, and people on their way.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use dynamodb::{Store, Table};
use identity::{CallingService, Person, RecordPolicy, Subject, TeachingRecord, Trn};
use jose::{Digest, Secret};
use journey::{
    Event, Found, MatchedOn, NewRequest, NewTask, NinoAnswer, RequestOutcome, ReviewKind, Stage,
    Verdict, step,
};
use oidc::{ACCESS_TOKEN_LIFE, AccessGrant, CODE_LIFE, CodeGrant, StoredToken};
use ports::{
    Begin, Clock, Commit, Entropy, JOURNEY_LIFE, Journey, NewSession, Redemption, Session,
    SessionSignIn, SignInStamp, User, Variables,
};
use serde_json::Value;

use crate::{
    StoppedClock, SystemEntropy, asking,
    dynamodb::Engine,
    journeys::{
        ISSUER, anne, asked_for, asking_trn, checking_answers, held, needs_a_record, nine,
        requesting_trn, task,
    },
    people,
};

/// A deployment's surroundings: the real store on the embedded engine, at nine o'clock.
#[derive(Debug)]
pub struct World {
    engine: Engine,
    clock: StoppedClock,
}

/// Somebody on a journey, in the browser that it belongs to.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The journey as it was begun.
    pub journey: Journey,
    /// The browser's session.
    pub session: Secret,
}

impl World {
    /// A world in which nothing has happened.
    pub async fn new() -> Self {
        Self { engine: Engine::in_memory().await, clock: StoppedClock::at(nine()) }
    }

    /// The engine that the store is in.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The store.
    pub fn store(&self) -> Store {
        self.engine.store()
    }

    /// The clock.
    pub fn clock(&self) -> &StoppedClock {
        &self.clock
    }

    /// The clock, as a deployment takes it.
    pub fn time(&self) -> Arc<dyn Clock> {
        Arc::new(self.clock.clone())
    }

    /// The randomness, as a deployment takes it.
    pub fn chance(&self) -> Arc<dyn Entropy> {
        Arc::new(SystemEntropy)
    }

    /// The settings of a deployment.
    pub fn settings(&self) -> Variables {
        Variables::new(|name| {
            let value = match name {
                "ISSUER" => ISSUER,
                "SUPPORT_EMAIL" => "help@ctr.example",
                _ => return None,
            };
            Some(value.to_owned())
        })
    }

    /// Somebody who is there, from a service whose people need an existing record.
    pub async fn visitor(&self, stage: Stage) -> Visitor {
        self.visitor_from(needs_a_record(), stage).await
    }

    /// Somebody who is there, from this service.
    pub async fn visitor_from(&self, service: CallingService, stage: Stage) -> Visitor {
        self.begin(self.journey(service, stage)).await
    }

    /// A journey about to begin. Whoever has signed in did so a minute ago.
    pub fn journey(&self, service: CallingService, stage: Stage) -> Journey {
        let began_at = self.clock.now();
        let stamp = SignInStamp {
            session: id("sid"),
            auth_time: began_at - jiff::SignedDuration::from_mins(1),
        };
        Journey {
            id: id("journey"),
            version: 0,
            browser: id("browser"),
            service,
            request: asked_for(),
            sign_in: stage.user().map(|_| stamp),
            stage,
            attempt: None,
            spent: Vec::new(),
            began_at,
            expires_at: began_at + JOURNEY_LIFE,
        }
    }

    /// Writes a journey and the session of a browser of its own. It does not lie idle before the journey
    /// is over.
    ///
    /// # Panics
    /// The store fails.
    pub async fn begin(&self, journey: Journey) -> Visitor {
        let session = ports::secret(&SystemEntropy);
        let sign_in =
            journey.sign_in.clone().zip(journey.stage.user()).map(|(stamp, user)| SessionSignIn {
                session: stamp.session,
                subject: user.subject.clone(),
                auth_time: stamp.auth_time,
                came_back_at: journey.began_at,
                one_login_id_token: Secret::presented("their.id.token"),
            });
        self.begin_as(journey, session, sign_in).await
    }

    /// Writes a journey of a browser that has this session already.
    ///
    /// # Panics
    /// The store fails, or the session is over.
    pub async fn begin_in(&self, journey: Journey, session: &Secret) -> Visitor {
        let stands_for = self.store().sessions().session(&session.digest(), journey.began_at).await;
        let sign_in = stands_for.expect("the store answers").expect("it is a session").sign_in;
        self.begin_as(journey, session.clone(), sign_in).await
    }

    async fn begin_as(
        &self,
        journey: Journey,
        session: Secret,
        sign_in: Option<SessionSignIn>,
    ) -> Visitor {
        let stands_for = Session {
            browser: journey.browser.clone(),
            sign_in,
            idle_at: journey.expires_at,
            expires_at: journey.expires_at,
        };
        let new = NewSession { digest: session.digest(), session: stands_for };
        let begin = Begin { journey: journey.clone(), session: new, old: None };
        self.store().journeys().begin(&begin).await.expect("the store takes a journey");
        Visitor { journey, session }
    }

    /// The visitor's journey as it stands now.
    ///
    /// # Panics
    /// It is gone, or the store fails.
    pub async fn now(&self, visitor: &Visitor) -> Journey {
        let Visitor { journey, session } = visitor;
        let open = self.store().journeys();
        let open = open.open(&journey.id, &session.digest(), journey.began_at).await;
        open.expect("the store answers").expect("the journey is there")
    }

    /// What is known about a user.
    ///
    /// # Panics
    /// The store fails.
    pub async fn user(&self, subject: &Subject) -> User {
        self.store().users().user(subject).await.expect("the store answers")
    }

    /// Has the store know who somebody is, as their proof of identity would.
    pub async fn prove(&self, person: &Person) -> User {
        let Person { user, identity } = person.clone();
        let event = Event::IdentityProved { user: user.clone(), identity };
        self.take(person, Stage::ProvingIdentity { user }, event).await
    }

    /// Joins somebody to a record, as a look-up would.
    pub async fn link(&self, person: &Person, trn: Trn) -> User {
        self.prove(person).await;
        let found = Found { trn, merged_from: None, matched_on: MatchedOn::Nino };
        let event =
            Event::NinoAnswered { nino: NinoAnswer::NotNow, verdict: Verdict::Found(found) };
        self.take(person, Stage::AskingNino { person: person.clone(), lately: None }, event).await
    }

    /// Has support staff be asked about Anne, as her request would.
    ///
    /// # Panics
    /// The store fails.
    pub async fn ask_support(&self, person: &Person) -> User {
        self.prove(person).await;
        let task = NewTask {
            id: id("task"),
            reference: "TRN-AAAA-BBBB".parse().expect("it is a reference"),
            asked_on: jiff::civil::date(2026, 3, 31),
            due: jiff::civil::date(2026, 4, 9),
        };
        self.take(person, checking_answers(), Event::SupportAsked(task)).await
    }

    /// Anne at the holding page, after a step that left this to support staff. Her request has the reference
    /// that [`crate::journeys::task`] has.
    ///
    /// # Panics
    /// The store fails.
    pub async fn waiting(&self, service: CallingService, kind: ReviewKind) -> Visitor {
        let anne = anne();
        self.prove(&anne).await;
        let of_anne = task(kind);
        let new = NewTask {
            id: of_anne.task(),
            reference: of_anne.reference().clone(),
            asked_on: of_anne.asked_on(),
            due: of_anne.due(),
        };
        let NewTask { reference, asked_on, due, .. } = new.clone();
        let (stage, event) = match kind {
            ReviewKind::PossibleDuplicate => {
                let request = NewRequest { id: id("request"), reference, asked_on, due };
                let outcome = RequestOutcome::Held;
                (requesting_trn(), Event::TrnRequested { request, outcome })
            }
            ReviewKind::RecordNotFound => (checking_answers(), Event::SupportAsked(new)),
            ReviewKind::TwoRecords => {
                let verdict = Verdict::TwoRecords(new);
                (asking_trn(), Event::TrnAnswered { trn: people::trn("7654321"), verdict })
            }
        };
        let user = self.take(&anne, stage, event).await;
        self.visitor_from(service, held(user.open.expect("it was left open"))).await
    }

    async fn take(&self, person: &Person, stage: Stage, event: Event) -> User {
        let visitor = self.visitor(stage).await;
        let taken = step(RecordPolicy::Existing, visitor.journey.stage.clone(), event)
            .expect("the event belongs to the stage");
        let user = self.user(&person.user.subject).await;
        let about = (!taken.effects.is_empty()).then_some(&user);
        let commit = Commit { user: about, ..Commit::of(&taken, self.clock.now()) };
        let journeys = self.store().journeys();
        journeys.commit(&visitor.journey, commit).await.expect("the store takes a step");
        self.user(&person.user.subject).await
    }

    /// Has the visitor's service be granted a code, and exchange it for an access token: the digests of both.
    ///
    /// # Panics
    /// Nobody is signed in, or the store fails.
    pub async fn grant(&self, visitor: &Visitor) -> [Digest; 2] {
        let journey = &visitor.journey;
        let sign_in = journey.sign_in.as_ref().expect("somebody is signed in");
        let user = journey.stage.user().expect("somebody is signed in");
        let access = AccessGrant {
            client: journey.service.id.clone(),
            subject: user.subject.clone(),
            session: sign_in.session.clone(),
            scopes: journey.request.scopes.clone(),
            auth_time: sign_in.auth_time,
            trn: journey.stage.trn().cloned(),
        };
        let now = self.clock.now();
        let grant = CodeGrant {
            client: journey.service.id.clone(),
            redirect_uri: journey.request.redirect_uri.clone(),
            code_challenge: journey.request.code_challenge.clone(),
            nonce: None,
            access: access.clone(),
            expires_at: now + CODE_LIFE,
        };
        let [code, token] = [(); 2].map(|()| ports::secret(&SystemEntropy).digest());
        let store = self.store();
        store.journeys().grant(journey, &code, &grant).await.expect("the store takes a code");
        let stored = StoredToken { access, expires_at: now + ACCESS_TOKEN_LIFE };
        let exchange = Redemption::Exchange { token: token.clone(), stored, family: None };
        let redeemed = store.grants().redeem(&code, &exchange).await;
        assert!(redeemed.expect("the store takes a token"), "the code is new");
        [code, token]
    }

    /// Puts a record in the register.
    ///
    /// # Panics
    /// The store fails.
    pub async fn keep(&self, record: &TeachingRecord) {
        self.store()
            .keep_record(record, self.clock().now())
            .await
            .expect("the store takes a record");
    }

    /// Every item of a table, as it is stored.
    ///
    /// # Panics
    /// The store fails.
    pub async fn items(&self, table: Table) -> Vec<Value> {
        let name = self.engine.tables().name(table).expect("every table has a name");
        let scan = self.engine.client().scan().table_name(name).consistent_read(true);
        let mut stored = scan.into_paginator().items().send();
        let mut items = Vec::new();
        while let Some(item) = stored.next().await {
            let item = item.expect("the store answers");
            items.push(serde_dynamo::from_item(item).expect("items are values"));
        }
        items
    }
}

impl Visitor {
    /// The path of a page of the journey, such as `/trn`.
    pub fn path(&self, page: &str) -> String {
        format!("/j/{}{page}", self.journey.id.as_str())
    }

    /// Asks for a page of the journey.
    pub fn get(&self, page: &str) -> Request<Body> {
        asking::in_session(asking::get(&self.path(page)), &self.session)
    }

    /// Sends the form of a page of the journey.
    pub fn post(&self, page: &str, fields: &[(&str, &str)]) -> Request<Body> {
        asking::in_session(asking::post(&self.path(page), fields), &self.session)
    }
}

/// An id nobody else has.
fn id<T: std::str::FromStr>(of: &str) -> T {
    let text = format!("{of}-{}", ports::token(&SystemEntropy));
    text.parse().ok().expect("it is letters, digits and hyphens")
}
