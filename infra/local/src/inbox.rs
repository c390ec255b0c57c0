//! The mail of one machine: what waits in the outbox is delivered here whenever somebody looks.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use dynamodb::Store;
use emails::{RequestReceived, request_received};
use identity::{ClientId, MessageId, Reference, Subject};
use maud::{DOCTYPE, Markup, html};
use ports::{Fault, Outgoing};
use serde::Serialize;
use web::calendar;

/// An email as it arrived.
#[derive(Debug, Clone, Serialize)]
pub struct Delivered {
    /// Whom it was sent to.
    pub to: String,
    /// Its subject line.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Everything that was emailed. Clones are the same inbox.
#[derive(Clone)]
pub(crate) struct Inbox {
    store: Store,
    support: String,
    /// By the message's id in the outbox: a message that is seen again is not delivered again.
    delivered: Arc<Mutex<BTreeMap<MessageId, Delivered>>>,
}

impl Inbox {
    pub(crate) fn new(store: Store, support: String) -> Self {
        Self { store, support, delivered: Arc::default() }
    }

    /// Delivers what waits, and answers with everything that was delivered, the latest first.
    pub(crate) async fn look(&self) -> Result<Vec<Delivered>, Fault> {
        for pending in self.store.outbox().waiting(jiff::Timestamp::MAX, 1000).await? {
            if self.all().contains_key(&pending.id) {
                continue;
            }
            let email = match &pending.message {
                Outgoing::Email { subject, client, reference, .. } => {
                    self.request_received(subject, client, reference).await?
                }
                // For support staff's queue, and nobody's inbox.
                Outgoing::ReviewRaised { .. } => None,
            };
            if let Some(email) = email {
                self.all().insert(pending.id, email);
            }
        }
        Ok(self.all().values().rev().cloned().collect())
    }

    /// The email as it is sent: to where the person reads email now.
    async fn request_received(
        &self,
        subject: &Subject,
        client: &ClientId,
        reference: &Reference,
    ) -> Result<Option<Delivered>, Fault> {
        let user = self.store.users().user(subject).await?;
        let client = self.store.clients().client(client).await?;
        let (Some(to), Some(identity), Some(open), Some(client)) =
            (user.email, user.identity, user.open, client)
        else {
            return Ok(None);
        };
        let name = identity.current_name();
        let email = request_received(&RequestReceived {
            name: &name.given().unwrap_or_else(|| name.display()),
            service: &client.service.name,
            reference: reference.as_str(),
            by: &calendar::near(open.due()),
            support: &self.support,
        });
        Ok(Some(Delivered {
            to: to.as_str().to_owned(),
            subject: email.subject,
            text: email.text,
            html: email.html,
        }))
    }

    fn all(&self) -> std::sync::MutexGuard<'_, BTreeMap<MessageId, Delivered>> {
        self.delivered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The inbox as a page.
pub(crate) fn page(delivered: &[Delivered]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Inbox" }
            }
            body {
                h1 { "Inbox" }
                @if delivered.is_empty() { p { "Nothing was emailed yet." } }
                @for email in delivered {
                    article {
                        h2 { (email.subject) }
                        p { "To " (email.to) }
                        pre { (email.text) }
                    }
                }
            }
        }
    }
}
