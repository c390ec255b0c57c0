//! What happens when KMS does not do as it is asked.

use std::time::{Duration, Instant};

use aws_stand_in::Scripted;
use jose::Algorithm;
use kms::KmsSigner;
use ports::Signer;

use crate::given::{held, maker, set};

fn refusal(code: &str) -> String {
    format!("{{\"__type\":\"{code}\",\"message\":\"arn:aws:kms:secret\"}}")
}

#[tokio::test]
async fn every_failure_is_one_fault_that_says_which() {
    let (_, key) = held();
    for (status, code, times, said) in [
        (400, "DisabledException", 1, "AWS KMS answered DisabledException"),
        (400, "KMSInvalidStateException", 1, "AWS KMS answered KMSInvalidStateException"),
        (400, "NotFoundException", 1, "AWS KMS answered NotFoundException"),
        (400, "AccessDeniedException", 1, "AWS KMS answered AccessDeniedException"),
        (400, "ThrottlingException", 2, "AWS KMS answered ThrottlingException"),
        (500, "KMSInternalException", 2, "AWS KMS answered KMSInternalException"),
    ] {
        let kms = Scripted::start().await;
        let signer = KmsSigner::new(&kms.config(), set(vec![key.clone()]));
        for _ in 0..times {
            kms.answer_next(status, refusal(code));
        }

        let fault = signer.sign(&key, b"text").await.unwrap_err();

        assert_eq!(fault.in_full(), format!("signing: {said}"));
        assert_eq!(kms.asked().len(), times, "{code}");
    }
}

#[tokio::test]
async fn a_kms_that_does_not_answer_is_given_up_before_the_function_is() {
    let (_, key) = held();
    let kms = Scripted::start().await;
    let signer = KmsSigner::new(&kms.config(), set(vec![key.clone()]));
    kms.ignore_next();
    kms.ignore_next();
    let began = Instant::now();

    let fault = signer.sign(&key, b"text").await.unwrap_err();

    assert_eq!(fault.in_full(), "signing: AWS KMS did not answer in time");
    assert!(began.elapsed() < Duration::from_millis(4500), "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_answer_without_a_signature_in_der_is_a_fault() {
    let (_, key) = held();
    for body in ["{}", "{\"Signature\":\"AAAA\"}"] {
        let kms = Scripted::start().await;
        let signer = KmsSigner::new(&kms.config(), set(vec![key.clone()]));
        kms.answer_next(200, body);

        let fault = signer.sign(&key, b"text").await.unwrap_err();

        let said = "signing: AWS KMS answered what cannot be read: no signature";
        assert_eq!(fault.in_full(), said, "{body}");
    }
}

#[tokio::test]
async fn what_is_signed_is_not_sent_but_its_digest() {
    let (_, key) = held();
    let kms = Scripted::start().await;
    let signer = KmsSigner::new(&kms.config(), set(vec![key.clone()]));
    kms.answer_next(400, refusal("NotFoundException"));

    signer.sign(&key, &[b'x'; 9000]).await.unwrap_err();

    let [asked] = kms.asked().try_into().unwrap();
    assert_eq!(asked.operation.as_deref(), Some("Sign"));
    assert!(asked.body.contains("\"MessageType\":\"DIGEST\"") && asked.body.len() < 400);
    assert!(asked.body.contains("ECDSA_SHA_256") && asked.body.contains(&key.held_at));
}

#[tokio::test]
async fn a_key_that_is_not_finished_is_not_left_behind() {
    let kms = Scripted::start().await;
    kms.answer_next(
        200,
        "{\"KeyMetadata\":{\"KeyId\":\"k\",\"Arn\":\"arn:aws:kms:eu-west-2:0:key/k\"}}",
    );
    kms.answer_next(400, refusal("AccessDeniedException"));
    kms.answer_next(200, "{}");

    let fault = maker(&kms.config()).make(Algorithm::Es256).await.unwrap_err();

    assert_eq!(fault.in_full(), "making a signing key: AWS KMS answered AccessDeniedException");
    let asked: Vec<_> = kms.asked().into_iter().filter_map(|asked| asked.operation).collect();
    assert_eq!(asked, ["CreateKey", "GetPublicKey", "ScheduleKeyDeletion"]);
}
