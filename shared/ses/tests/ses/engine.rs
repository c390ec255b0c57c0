//! Against an engine that behaves like SES.

use aws_sdk_ses::{Client, types::ConfigurationSet};
use aws_stand_in::MiniStack;
use ports::{Mailer, Posting};
use serde_json::Value;
use ses::{SesMailer, Settings};

use crate::given::{email, said, settings, variables};

#[tokio::test]
async fn an_email_arrives_as_it_was_written() {
    let mailer = mailer(settings()).await;
    let to = "success@simulator.amazonses.com".parse().unwrap();

    let posting = mailer.send(&"m-1".parse().unwrap(), &to, &email()).await.unwrap();

    let Posting::Accepted { provider_id } = posting else { panic!("it is accepted") };
    let sent: Value = serde_json::from_str(&MiniStack::shared().emails()).unwrap();
    let sent = sent["messages"]["000000000000"].as_array().unwrap();
    let sent = sent.iter().find(|sent| sent["MessageId"] == *provider_id).unwrap();
    assert_eq!(sent["Source"], "\"Connect your teaching record\" <no-reply@connect.example.com>");
    assert_eq!(sent["To"], serde_json::json!(["success@simulator.amazonses.com"]));
    assert_eq!(sent["Subject"], email().subject);
    assert_eq!(sent["BodyText"], email().text);
    assert_eq!(sent["BodyHtml"], email().html);
}

#[tokio::test]
async fn two_emails_are_two() {
    let mailer = mailer(settings()).await;
    let to = "success@simulator.amazonses.com".parse().unwrap();
    let id = "m-2".parse().unwrap();

    let first = mailer.send(&id, &to, &email()).await.unwrap();
    let second = mailer.send(&id, &to, &email()).await.unwrap();

    assert_ne!(first, second, "a mailer does not recognise what it has sent");
}

#[tokio::test]
async fn a_sender_that_nobody_verified_is_a_fault_and_not_the_fault_of_the_recipient() {
    let settings = variables(&[("EMAIL_FROM", "no-reply@elsewhere.example.com")]);
    let mailer = mailer(Settings::read(&settings).unwrap()).await;
    let to = "success@simulator.amazonses.com".parse().unwrap();

    let fault = mailer.send(&"m-3".parse().unwrap(), &to, &email()).await.unwrap_err();

    assert_eq!(said(&fault), "sending an email: SES answered MessageRejected");
}

#[tokio::test]
async fn a_configuration_set_that_is_not_there_is_a_fault() {
    let settings = variables(&[("EMAIL_CONFIGURATION_SET", "nothing")]);
    let mailer = mailer(Settings::read(&settings).unwrap()).await;
    let to = "success@simulator.amazonses.com".parse().unwrap();

    let fault = mailer.send(&"m-4".parse().unwrap(), &to, &email()).await.unwrap_err();

    assert_eq!(said(&fault), "sending an email: SES answered ConfigurationSetDoesNotExist");
}

/// A mailer of an SES that knows who writes.
async fn mailer(settings: Settings) -> SesMailer {
    let config = MiniStack::shared().config();
    let client = Client::new(&config);
    let verify = client.verify_email_identity().email_address("no-reply@connect.example.com");
    verify.send().await.unwrap();
    let set = ConfigurationSet::builder().name("connect-emails").build().unwrap();
    // Another test may have made it.
    let _ = client.create_configuration_set().configuration_set(set).send().await;
    SesMailer::new(&config, settings)
}
