//! Sending one email.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ses::{
    operation::send_email::builders::SendEmailFluentBuilder,
    types::{Body, Content, Destination, Message, MessageTag},
};
use identity::{Email, MessageId};
use ports::{Fault, Mailer, Posting};
use tokio::time::sleep;

use crate::{
    MESSAGE_TAG, SesMailer, address,
    faults::{Trouble, is_about_the_recipient, is_throttled, trouble},
};

const DOING: &str = "sending an email";

/// How often an email is tried that SES has no time for.
const TRIES: u32 = 4;

#[async_trait]
impl Mailer for SesMailer {
    async fn send(
        &self,
        id: &MessageId,
        to: &Email,
        email: &emails::Email,
    ) -> Result<Posting, Fault> {
        if !address::is_plain(to.as_str()) {
            return Ok(Posting::Refused);
        }
        if email.subject.chars().any(char::is_control) {
            return Err(Fault::new(DOING, Trouble::NotALine));
        }
        let mut tried = 1;
        loop {
            match self.request(id, to, email).send().await {
                Ok(accepted) if accepted.message_id().is_empty() => {
                    return Err(Fault::new(DOING, Trouble::Nameless));
                }
                Ok(accepted) => return Ok(Posting::Accepted { provider_id: accepted.message_id }),
                Err(error) if is_about_the_recipient(&error) => return Ok(Posting::Refused),
                Err(error) if is_throttled(&error) && tried < TRIES => {
                    // 0.5, 1 and 2 seconds: SES counts emails by the second.
                    sleep(Duration::from_millis(250) * 2_u32.pow(tried)).await;
                    tried += 1;
                }
                Err(error) => return Err(Fault::new(DOING, trouble(&error))),
            }
        }
    }
}

impl SesMailer {
    fn request(&self, id: &MessageId, to: &Email, email: &emails::Email) -> SendEmailFluentBuilder {
        let body = Body::builder().text(content(&email.text)).html(content(&email.html)).build();
        let message = Message::builder().subject(content(&email.subject)).body(body).build();
        let tag = MessageTag::builder().name(MESSAGE_TAG).value(id.as_str()).build();
        self.client
            .send_email()
            .source(&self.settings.source)
            .set_source_arn(self.settings.identity_arn.clone())
            .reply_to_addresses(&self.settings.reply_to)
            .destination(Destination::builder().to_addresses(to.as_str()).build())
            .message(message)
            .configuration_set_name(&self.settings.configuration_set)
            .tags(tag.expect("it has a name and a value"))
    }
}

fn content(text: &str) -> Content {
    Content::builder().charset("UTF-8").data(text).build().expect("it has data")
}
