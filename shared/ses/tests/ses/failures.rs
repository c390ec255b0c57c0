//! What becomes of the answers that SES gives when things go wrong.

use aws_stand_in::Scripted;
use ports::{Fault, Mailer, Posting};
use ses::SesMailer;

use crate::{
    given::{email, said, settings},
    requests::ACCEPTED,
};

#[tokio::test]
async fn an_address_that_ses_has_given_up_is_refused() {
    let (aws, mailer) = scripted().await;
    aws.answer_next(400, error("MessageRejected", "Address blacklisted."));

    assert_eq!(send(&mailer).await.unwrap(), Posting::Refused);
}

#[tokio::test]
async fn everything_else_is_ours_to_put_right_and_is_said_without_an_address() {
    for (status, code) in [
        (400, "MessageRejected"),
        (400, "MailFromDomainNotVerified"),
        (400, "ConfigurationSetSendingPaused"),
        (400, "AccountSendingPausedException"),
        (400, "InvalidParameterValue"),
        (403, "AccessDenied"),
        (500, "InternalFailure"),
        (503, "ServiceUnavailable"),
    ] {
        let (aws, mailer) = scripted().await;
        aws.answer_next(status, error(code, "no-reply@connect.example.com to anne@example.com"));

        let fault = send(&mailer).await.unwrap_err();

        assert_eq!(said(&fault), format!("sending an email: SES answered {code}"));
        assert_eq!(aws.asked().len(), 1, "{code}: it may have been sent");
    }
}

#[tokio::test]
async fn too_many_emails_in_a_second_wait_a_little() {
    let (aws, mailer) = scripted().await;
    aws.answer_next(400, error("Throttling", "Maximum sending rate exceeded."));
    aws.answer_next(400, error("Throttling", "Maximum sending rate exceeded."));
    aws.answer_next(200, ACCEPTED);

    let posting = send(&mailer).await.unwrap();

    assert_eq!(posting, Posting::Accepted { provider_id: "0102-abc".to_owned() });
}

#[tokio::test]
async fn too_many_emails_in_a_day_are_a_fault() {
    let (aws, mailer) = scripted().await;
    for _ in 0..4 {
        aws.answer_next(400, error("Throttling", "Daily message quota exceeded."));
    }

    let fault = send(&mailer).await.unwrap_err();

    assert_eq!(said(&fault), "sending an email: SES answered Throttling");
    assert_eq!(aws.asked().len(), 4);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_fault_and_not_asked_for_again() {
    for (status, body) in [
        (200, ""),
        (200, "{}"),
        (200, "<SendEmailResponse><SendEmailResult/></SendEmailResponse>"),
        (502, "<html>anne@example.com</html>"),
    ] {
        let (aws, mailer) = scripted().await;
        aws.answer_next(status, body);

        let fault = send(&mailer).await.unwrap_err();

        assert!(!said(&fault).contains("anne"), "{}", said(&fault));
        assert_eq!(aws.asked().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn silence_is_a_fault_and_nothing_is_sent_again() {
    let (aws, mailer) = scripted().await;
    aws.ignore_next();

    let fault = send(&mailer).await.unwrap_err();

    assert_eq!(said(&fault), "sending an email: SES did not answer in time");
    assert_eq!(aws.asked().len(), 1);
}

async fn scripted() -> (Scripted, SesMailer) {
    let aws = Scripted::start().await;
    let mailer = SesMailer::new(&aws.config(), settings());
    (aws, mailer)
}

async fn send(mailer: &SesMailer) -> Result<Posting, Fault> {
    mailer.send(&"m-1".parse().unwrap(), &"anne@example.com".parse().unwrap(), &email()).await
}

fn error(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    )
}
