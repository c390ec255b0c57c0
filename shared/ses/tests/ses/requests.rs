//! What SES is asked for.

use std::collections::BTreeMap;

use aws_stand_in::Scripted;
use ports::{Mailer, Posting};
use ses::{SesMailer, Settings};

use crate::given::{email, said, settings, variables};

#[tokio::test]
async fn an_email_goes_to_one_person_carries_its_id_and_is_answered_to_support() {
    let asked = asked(settings()).await;

    for (name, value) in [
        ("Action", "SendEmail"),
        ("Destination.ToAddresses.member.1", "anne@example.com"),
        ("Source", "\"Connect your teaching record\" <no-reply@connect.example.com>"),
        ("ReplyToAddresses.member.1", "support@example.com"),
        ("ConfigurationSetName", "connect-emails"),
        ("Tags.member.1.Name", "message"),
        ("Tags.member.1.Value", "0198c7-ab_Z"),
        ("Message.Subject.Data", &email().subject),
        ("Message.Subject.Charset", "UTF-8"),
        ("Message.Body.Text.Data", &email().text),
        ("Message.Body.Text.Charset", "UTF-8"),
        ("Message.Body.Html.Data", &email().html),
        ("Message.Body.Html.Charset", "UTF-8"),
    ] {
        assert_eq!(asked.get(name).map(String::as_str), Some(value), "{name}");
    }
    let to = asked.keys().filter(|name| name.starts_with("Destination."));
    assert_eq!(to.count(), 1);
    assert!(!asked.contains_key("SourceArn"));
}

#[tokio::test]
async fn an_identity_of_somebody_else_is_named() {
    const ARN: &str = "arn:aws:ses:eu-west-2:123456789012:identity/connect.example.com";
    let settings = Settings::read(&variables(&[("EMAIL_IDENTITY_ARN", ARN)])).unwrap();

    let asked = asked(settings).await;

    assert_eq!(asked["SourceArn"], ARN);
}

#[tokio::test]
async fn an_address_that_could_be_taken_for_more_is_never_written_to() {
    for address in [
        "anne,bob@example.com",
        "anne;bob@example.com",
        "<anne@example.com>",
        "\"anne\"@example.com",
        "anne(bob)@example.com",
        "anne:bob@example.com",
        "siân@example.com",
        "anne@exämple.com",
        ".anne@example.com",
        "an..ne@example.com",
        "anne@localhost",
        "anne@example..com",
        "anne@-example.com",
        "anne@example.com.",
        "anne@[192.0.2.1]",
    ] {
        let aws = Scripted::start().await;
        let mailer = SesMailer::new(&aws.config(), settings());

        let to = address.parse().unwrap();
        let posting = mailer.send(&"m-1".parse().unwrap(), &to, &email()).await.unwrap();

        assert_eq!(posting, Posting::Refused, "{address}");
        assert!(aws.asked().is_empty(), "{address}");
    }
}

#[tokio::test]
async fn ordinary_addresses_are_written_to() {
    for address in ["o'neil+trn@sub.example.co.uk", "a@b.io", "first.last_1@xn--exmple-cua.com"] {
        let aws = Scripted::start().await;
        aws.answer_next(200, ACCEPTED);
        let mailer = SesMailer::new(&aws.config(), settings());

        let to = address.parse().unwrap();
        let posting = mailer.send(&"m-1".parse().unwrap(), &to, &email()).await.unwrap();

        assert_eq!(posting, Posting::Accepted { provider_id: "0102-abc".to_owned() }, "{address}");
    }
}

#[tokio::test]
async fn a_subject_of_two_lines_is_not_sent() {
    let aws = Scripted::start().await;
    let mailer = SesMailer::new(&aws.config(), settings());
    let mut email = email();
    email.subject = "Hello\r\nBcc: everybody@example.com".to_owned();

    let to = "anne@example.com".parse().unwrap();
    let fault = mailer.send(&"m-1".parse().unwrap(), &to, &email).await.unwrap_err();

    assert_eq!(said(&fault), "sending an email: the subject has more than one line");
    assert!(aws.asked().is_empty());
}

pub(crate) const ACCEPTED: &str = "<SendEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><SendEmailResult>\
    <MessageId>0102-abc</MessageId></SendEmailResult></SendEmailResponse>";

/// What SES is asked when an email goes to Anne.
async fn asked(settings: Settings) -> BTreeMap<String, String> {
    let aws = Scripted::start().await;
    aws.answer_next(200, ACCEPTED);
    let mailer = SesMailer::new(&aws.config(), settings);

    let to = "anne@example.com".parse().unwrap();
    mailer.send(&"0198c7-ab_Z".parse().unwrap(), &to, &email()).await.unwrap();

    let [asked] = aws.asked().try_into().unwrap();
    form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect()
}
