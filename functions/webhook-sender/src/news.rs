//! News of somebody: to every service that was told of them and wants to hear it, a message each, so that one that is
//! down keeps nobody else from hearing.

use identity::{ClientId, Subject, Trn};
use oidc::webhook::{Event, News};
use ports::{Fault, Outgoing, Pending};

use crate::WebhookSender;

impl WebhookSender {
    /// Has every service of a user told of news.
    pub(crate) async fn tell_services(
        &self,
        pending: &Pending,
        subject: &Subject,
        news: News,
    ) -> Result<(), Fault> {
        let told = |client: ClientId| {
            let event = Event::News { subject: subject.clone(), news };
            (client.as_str().to_owned(), Outgoing::Webhook { client, event })
        };
        let mut messages = Vec::new();
        for client in self.whom.services_of(subject, self.clock.now()).await? {
            if self.url(&client).await?.is_some() {
                messages.push(told(client));
            }
        }
        self.whom.pass_on(&pending.id, &messages, pending.written_at).await
    }

    /// Has the services of everybody told whose record was merged.
    pub(crate) async fn tell_holders(&self, pending: &Pending, trn: &Trn) -> Result<(), Fault> {
        let news = News::RecordMerged;
        let told =
            |subject: Subject| (subject.as_str().to_owned(), Outgoing::News { subject, news });
        let holders = self.whom.holders_of(trn).await?;
        let messages: Vec<_> = holders.into_iter().map(told).collect();
        self.whom.pass_on(&pending.id, &messages, pending.written_at).await
    }
}
