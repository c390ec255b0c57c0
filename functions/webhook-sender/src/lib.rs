//! Tells calling services what has happened: webhooks, signed with a key of ours.
//!
//! A service that does not take an event is told again, ever more rarely, for three days: the message is put off,
//! and the sweep of the outbox puts it back on the queue when it is due. After that it fails for good, and ends
//! among the dead letters, which ring a bell. A service may hear of one thing more than once, and knows it again by
//! the id of the event. News of somebody goes to every service that was told of them, a message each.

mod news;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use identity::ClientId;
use jiff::{SignedDuration, Timestamp};
use oidc::webhook::{self, ALGORITHM, Event, Signed, ToSign};
use ports::{
    Audience, Clients, Clock, Fault, NotForUs, Outbox, Outgoing, Pending, PutOff, Retries, Signer,
    ToldServices, Webhooks, Worker,
};

const DOING: &str = "telling a calling service what has happened";

/// How far our clock may be behind that of whoever put a message back on its queue. To take a message that is due
/// for one that is delivered too early would be to lose it.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(30);

/// What this function needs.
#[derive(Clone)]
pub struct WebhookSender {
    /// What the messages say.
    pub outbox: Arc<dyn Outbox>,
    /// The account of who was told.
    pub told: Arc<dyn ToldServices>,
    /// Whom news is for.
    pub whom: Arc<dyn Audience>,
    /// What has messages tried again.
    pub retries: Arc<dyn Retries>,
    /// The calling services.
    pub clients: Arc<dyn Clients>,
    /// What calls them.
    pub webhooks: Arc<dyn Webhooks>,
    /// The keys events are signed with: those of ID tokens.
    pub signer: Arc<dyn Signer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// Why a message cannot be worked on.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the registered address is none")]
    Address,
    #[error("no key that signs events is in use")]
    NoKey,
}

#[async_trait]
impl Worker for WebhookSender {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let pending = self.outbox.named_by(body, DOING).await?;
        match &pending.message {
            Outgoing::Webhook { client, event } => self.tell(&pending, client, event).await,
            Outgoing::News { subject, news } => self.tell_services(&pending, subject, *news).await,
            Outgoing::RecordMerged { trn } => self.tell_holders(&pending, trn).await,
            Outgoing::Email { .. } | Outgoing::ReviewRaised { .. } | Outgoing::SignedOut { .. } => {
                Err(Fault::new(DOING, NotForUs::OtherQueue))
            }
        }
    }
}

impl WebhookSender {
    /// Tells a service, unless it was told.
    async fn tell(&self, pending: &Pending, client: &ClientId, event: &Event) -> Result<(), Fault> {
        let id = &pending.id;
        let (was_told, put_off_until, url) = tokio::try_join!(
            self.told.was_told(id),
            self.retries.put_off_until(id),
            self.url(client)
        )?;
        if was_told {
            return Ok(());
        }
        let now = match (put_off_until, self.clock.now()) {
            (Some(until), now) if now + CLOCKS_DIFFER < until => return Ok(()),
            (Some(until), now) => now.max(until),
            (None, now) => now,
        };
        if let Some(url) = url {
            let signed = self.signed(&url, event, pending).await?;
            if let Err(fault) = self.webhooks.post(&signed).await {
                return self.later(pending.clone(), fault, now).await;
            }
            tracing::info!(client.id = client.as_str(), event.kind = event.name(), "told");
        }
        self.told.told(id, self.clock.now()).await
    }

    /// Where the service wants to be told, if it does.
    async fn url(&self, client: &ClientId) -> Result<Option<String>, Fault> {
        let client = self.clients.client(client).await?;
        Ok(client.and_then(|client| client.webhook_url))
    }

    /// The event, signed now: the signature says when, so that an old one can be refused.
    async fn signed(&self, url: &str, event: &Event, pending: &Pending) -> Result<Signed, Fault> {
        let now = self.clock.now();
        let key = self.signer.key(ALGORITHM, now).await?;
        let key = key.ok_or_else(|| Fault::new(DOING, Trouble::NoKey))?;
        let body = webhook::body(event, &self.issuer, (&pending.id, pending.written_at));
        let to_sign = ToSign::new(url, body, (key.kid(), now));
        let to_sign = to_sign.ok_or_else(|| Fault::new(DOING, Trouble::Address))?;
        let signature = self.signer.sign(&key, to_sign.base().as_bytes()).await?;
        Ok(to_sign.signed(&signature))
    }

    /// Has a message tried again that the service did not take. Once that has lasted too long it fails.
    async fn later(&self, pending: Pending, fault: Fault, now: Timestamp) -> Result<(), Fault> {
        let Some(until) = webhook::next_try(pending.written_at, now) else { return Err(fault) };
        tracing::warn!(
            outbox.message = pending.id.as_str(),
            again = %until,
            why = %fault.in_full(),
            "a service did not take an event"
        );
        self.retries.put_off(&PutOff { pending, until }, now).await
    }
}

impl fmt::Debug for WebhookSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSender").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}
