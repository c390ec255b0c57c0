//! Sends the emails that the outbox asks for: written from what is true when they are sent, to where the
//! person reads email then. Once in effect: a message is leased, sent and noted, and what was noted is not
//! sent again.

mod written;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use identity::MessageId;
use jiff::SignedDuration;
use ports::{
    Clients, Clock, Deliveries, Dropped, EmailTrouble, Fault, Lease, Mailer, Measured, NotForUs,
    Outbox, Outgoing, Pending, Posting, Users, Worker,
};

use written::{Surroundings, written};

const DOING: &str = "sending an email";

/// How long a message is its worker's alone: longer than a worker has for it, and shorter than the queue
/// hides it.
pub const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// What this function needs.
#[derive(Clone)]
pub struct EmailSender {
    /// What the messages say.
    pub outbox: Arc<dyn Outbox>,
    /// The account of what was sent.
    pub deliveries: Arc<dyn Deliveries>,
    /// Whom to tell, and what is true of them.
    pub users: Arc<dyn Users>,
    /// The calling services they come from.
    pub clients: Arc<dyn Clients>,
    /// What sends.
    pub mailer: Arc<dyn Mailer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Our address, without a slash at the end.
    pub issuer: String,
    /// The address that is read by a person.
    pub support: String,
}

/// Why a message cannot be worked on.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("somebody else is sending it")]
    Busy,
    #[error("there is no such calling service")]
    NoClient,
}

#[async_trait]
impl Worker for EmailSender {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let Pending { id, message, .. } = self.outbox.named_by(body, DOING).await?;
        let Outgoing::Email { .. } = message else {
            return Err(Fault::new(DOING, NotForUs::OtherQueue));
        };
        let now = self.clock.now();
        match self.deliveries.lease(&id, now, now + LEASE).await? {
            Lease::Taken => self.send(&id, &message).await,
            Lease::Settled => Ok(()),
            // The queue delivers it again, in case whoever has it fails.
            Lease::Busy => Err(Fault::new(DOING, Trouble::Busy)),
        }
    }
}

impl EmailSender {
    /// Sends a message that is leased, and notes what became of it.
    async fn send(&self, id: &MessageId, message: &Outgoing) -> Result<(), Fault> {
        let Outgoing::Email { notice, subject, client, reference } = message else {
            return Err(Fault::new(DOING, NotForUs::OtherQueue));
        };
        let (user, client) =
            tokio::try_join!(self.users.user(subject), self.clients.client(client))?;
        let client = client.ok_or_else(|| Fault::new(DOING, Trouble::NoClient))?;
        let surroundings =
            Surroundings { service: &client.service, issuer: &self.issuer, support: &self.support };
        let Some(email) = written(*notice, reference, &user, &surroundings) else {
            return self.drop(id, Dropped::NothingToTell).await;
        };
        let Some(to) = &user.email else {
            return self.drop(id, Dropped::Refused).await;
        };
        if self.deliveries.is_suppressed(to).await? {
            return self.drop(id, Dropped::Suppressed).await;
        }
        match self.mailer.send(id, to, &email).await? {
            Posting::Accepted { provider_id } => {
                self.deliveries.sent(id, &provider_id, self.clock.now()).await
            }
            Posting::Refused => self.drop(id, Dropped::Refused).await,
        }
    }

    async fn drop(&self, id: &MessageId, why: Dropped) -> Result<(), Fault> {
        self.deliveries.dropped(id, why, self.clock.now()).await?;
        match why {
            Dropped::NothingToTell => {}
            Dropped::Suppressed => Measured::EmailFailed(EmailTrouble::Suppressed).log(),
            Dropped::Refused => Measured::EmailFailed(EmailTrouble::Refused).log(),
        }
        Ok(())
    }
}

impl fmt::Debug for EmailSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailSender").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}
