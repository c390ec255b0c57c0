//! Tells calling services that a sign-in of theirs has ended (OpenID Connect Back-Channel Logout 1.0).
//!
//! A service that does not answer is told again, each time with a new token: a service may refuse an id that
//! it has seen, and an old token would have expired. Whoever was told is not told again, but for a crash
//! between its answer and our note of it; being told twice is nothing to a service.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use identity::{SessionId, Subject};
use jose::Unsigned;
use oidc::{Client, logout_token};
use ports::{
    BackChannel, Clients, Clock, Entropy, Fault, NotForUs, Outbox, Outgoing, Pending, Signer,
    ToldServices, Worker,
};

const DOING: &str = "telling a calling service that a sign-in has ended";

/// What this function needs.
#[derive(Clone)]
pub struct LogoutSender {
    /// What the messages say.
    pub outbox: Arc<dyn Outbox>,
    /// The account of who was told.
    pub told: Arc<dyn ToldServices>,
    /// The calling services.
    pub clients: Arc<dyn Clients>,
    /// What calls them.
    pub back_channel: Arc<dyn BackChannel>,
    /// The keys logout tokens are signed with: those of ID tokens.
    pub signer: Arc<dyn Signer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where the ids of tokens come from.
    pub entropy: Arc<dyn Entropy>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// Why a message cannot be worked on.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("no key of the service's algorithm is in use")]
    NoKey,
}

/// The sign-in of a message.
struct Ended<'a> {
    subject: &'a Subject,
    session: &'a SessionId,
}

#[async_trait]
impl Worker for LogoutSender {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let Pending { id, message, .. } = self.outbox.named_by(body, DOING).await?;
        let Outgoing::SignedOut { client, subject, session } = &message else {
            return Err(Fault::new(DOING, NotForUs::OtherQueue));
        };
        let (was_told, client) =
            tokio::try_join!(self.told.was_told(&id), self.clients.client(client))?;
        if was_told {
            return Ok(());
        }
        self.tell(client.as_ref(), &Ended { subject, session }).await?;
        self.told.told(&id, self.clock.now()).await
    }
}

impl LogoutSender {
    /// Tells a service, if it still is one that wants to be told.
    async fn tell(&self, client: Option<&Client>, ended: &Ended<'_>) -> Result<(), Fault> {
        let listens =
            client.and_then(|client| Some((client, client.backchannel_logout_uri.as_deref()?)));
        let Some((client, uri)) = listens else {
            tracing::warn!("a service does not want to be told of sign-outs any more");
            return Ok(());
        };
        let token = self.token(client, ended).await?;
        self.back_channel.log_out(uri, &token).await?;
        tracing::info!(client.id = client.service.id.as_str(), "told that a sign-in has ended");
        Ok(())
    }

    async fn token(&self, client: &Client, ended: &Ended<'_>) -> Result<String, Fault> {
        let algorithm = client.id_token_alg.algorithm();
        let key = self.signer.key(algorithm, self.clock.now()).await?;
        let key = key.ok_or_else(|| Fault::new(DOING, Trouble::NoKey))?;
        let ended = logout_token::Ended {
            issuer: &self.issuer,
            client: &client.service.id,
            subject: ended.subject,
            session: ended.session,
        };
        let id = ports::token(&*self.entropy);
        let claims = logout_token::claims(&ended, &id, self.clock.now());
        let token = Unsigned::new(algorithm, key.kid(), logout_token::TYP, &claims);
        let signature = self.signer.sign(&key, token.signing_input()).await?;
        Ok(token.assemble(&signature))
    }
}

impl fmt::Debug for LogoutSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogoutSender").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}
