//! What goes between the functions on one machine: the queues, the inbox, and the workers that run behind
//! them on Lambda, wired as their `main.rs` wires them.

use std::{fmt, sync::Arc, time::Duration};

use calling_services::{Reach, ServiceCaller};
use dynamodb::Store;
use email_feedback::EmailFeedback;
use email_sender::EmailSender;
use jiff::SignedDuration;
use logout_sender::LogoutSender;
use outbox_relay::OutboxRelay;
use ports::{Clock, Fault, Relay, Signer, Worker};
use review_intake::ReviewIntake;
use testing::{
    SystemEntropy,
    queues::{InProcessQueue, Inbox, Workers},
};
use tokio::{sync::Notify, time};
use webhook_sender::WebhookSender;

/// How often somebody looks whether there is work, if nobody says so.
const LOOK: Duration = Duration::from_secs(1);

/// How long the workers rest at least: what comes meanwhile is done together.
const REST: Duration = Duration::from_millis(100);

/// How often the schedule has the outbox swept, as the template says.
const SWEEP: SignedDuration = SignedDuration::from_mins(1);

/// The queues, the inbox, and who works between them. Clones are the same ones.
#[derive(Clone)]
pub struct Messages {
    /// Review tasks to open.
    pub review: InProcessQueue,
    /// Emails to send.
    pub email: InProcessQueue,
    /// What becomes of emails.
    pub feedback: InProcessQueue,
    /// Calling services to tell of a sign-out.
    pub logout: InProcessQueue,
    /// Calling services to tell of what has happened.
    pub webhook: InProcessQueue,
    /// Where emails arrive.
    pub inbox: Inbox,
    /// Behind the stream of the outbox.
    pub relay: Arc<dyn Relay>,
    /// Behind the review queue.
    pub intake: Arc<dyn Worker>,
    /// Behind the email queue.
    pub sender: Arc<dyn Worker>,
    /// Behind the feedback queue.
    pub account: Arc<dyn Worker>,
    /// Behind the logout queue.
    pub logout_sender: Arc<dyn Worker>,
    /// Behind the webhook queue.
    pub webhook_sender: Arc<dyn Worker>,
    clock: Arc<dyn Clock>,
    workers: Arc<Workers>,
    work: Arc<Notify>,
}

impl Messages {
    /// Empty queues over a store. Emails say where we are and who helps; logout tokens and events are signed
    /// with our keys.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(
        store: &Store,
        clock: &Arc<dyn Clock>,
        signer: &Arc<dyn Signer>,
        (issuer, support): (&str, &str),
    ) -> Result<Self, Fault> {
        let queue = || InProcessQueue::new(clock.clone());
        let [review, email, feedback, logout, webhook] = [(); 5].map(|()| queue());
        let inbox = Inbox::new(clock.clone());
        let relay: Arc<dyn Relay> = Arc::new(OutboxRelay {
            outbox: store.outbox(),
            backlog: store.backlog(),
            emails: Arc::new(email.clone()),
            reviews: Arc::new(review.clone()),
            logouts: Arc::new(logout.clone()),
            webhooks: Arc::new(webhook.clone()),
            clock: clock.clone(),
        });
        let intake: Arc<dyn Worker> = Arc::new(ReviewIntake {
            outbox: store.outbox(),
            reviews: store.reviews(),
            teachers: store.teachers(),
            users: store.users(),
        });
        let sender: Arc<dyn Worker> = Arc::new(EmailSender {
            outbox: store.outbox(),
            deliveries: store.deliveries(),
            users: store.users(),
            clients: store.clients(),
            mailer: Arc::new(inbox.clone()),
            clock: clock.clone(),
            issuer: issuer.to_owned(),
            support: support.to_owned(),
        });
        let account: Arc<dyn Worker> = Arc::new(EmailFeedback { feedback: store.feedback() });
        let caller = Arc::new(ServiceCaller::new(issuer, Reach::ThisMachine)?);
        let logout_sender: Arc<dyn Worker> = Arc::new(LogoutSender {
            outbox: store.outbox(),
            told: store.told_services(),
            clients: store.clients(),
            back_channel: caller.clone(),
            signer: signer.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
            issuer: issuer.to_owned(),
        });
        let webhook_sender: Arc<dyn Worker> = Arc::new(WebhookSender {
            outbox: store.outbox(),
            told: store.told_services(),
            whom: store.audience(),
            retries: store.retries(),
            clients: store.clients(),
            webhooks: caller,
            signer: signer.clone(),
            clock: clock.clone(),
            issuer: issuer.to_owned(),
        });
        let workers = Workers::new(store.outbox(), relay.clone())
            .with(&review, intake.clone())
            .with(&email, sender.clone())
            .with(&feedback, account.clone())
            .with(&logout, logout_sender.clone())
            .with(&webhook, webhook_sender.clone());
        Ok(Self {
            review,
            email,
            feedback,
            logout,
            webhook,
            inbox,
            relay,
            intake,
            sender,
            account,
            logout_sender,
            webhook_sender,
            clock: clock.clone(),
            workers: Arc::new(workers),
            work: Arc::default(),
        })
    }

    /// Every queue, by its name.
    pub fn queues(&self) -> [(&'static str, &InProcessQueue); 5] {
        [
            ("review", &self.review),
            ("email", &self.email),
            ("feedback", &self.feedback),
            ("logout", &self.logout),
            ("webhook", &self.webhook),
        ]
    }

    /// Has everything done that can be done now.
    pub async fn settle(&self) {
        self.workers.settle().await;
    }

    /// Says that there may be work.
    pub fn wake(&self) {
        self.work.notify_one();
    }

    /// Works until the process ends, and sweeps as the clock says.
    pub async fn run(self) {
        let mut swept = self.clock.now();
        loop {
            // Whether somebody said so or not: there may be work.
            let _ = time::timeout(LOOK, self.work.notified()).await;
            self.settle().await;
            if self.clock.now().duration_since(swept) >= SWEEP {
                swept = self.clock.now();
                if let Err(fault) = self.workers.sweep().await {
                    tracing::warn!(why = %fault, "the outbox was not swept");
                }
            }
            time::sleep(REST).await;
        }
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").field("queues", &self.queues()).finish_non_exhaustive()
    }
}
