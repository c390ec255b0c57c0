//! What is signed is verified with what is published.

use aws_sdk_kms::{Client, types::GrantOperation};
use aws_stand_in::MiniStack;
use jiff::Timestamp;
use jose::{Algorithm, PublicKey};
use kms::{KmsSigner, Role};
use oidc::keys::SigningKey;
use ports::Signer;

use crate::given::{ALGORITHMS, ROLE, maker, set};

fn client() -> Client {
    Client::new(&MiniStack::shared().config())
}

#[tokio::test]
async fn a_key_that_was_made_signs_and_says_where_it_is() {
    let config = MiniStack::shared().config();
    for algorithm in ALGORITHMS {
        let key = maker(&config).make(algorithm).await.unwrap();
        let signer = KmsSigner::new(&config, set(vec![key.clone()]));

        let chosen = signer.key(algorithm, Timestamp::UNIX_EPOCH).await.unwrap().unwrap();
        assert_eq!(chosen, key);
        assert_eq!(chosen.public.kid, Some(chosen.public.thumbprint()));
        assert!(chosen.held_at.starts_with("arn:aws:kms:"), "{}", chosen.held_at);
        // A token may be longer than KMS takes; r and s are short now and then.
        for length in [0, 1, 4096, 4097].into_iter().chain(5..25) {
            let text = vec![b'a'; length];
            let signature = signer.sign(&chosen, &text).await.unwrap();
            assert_eq!(chosen.public.verify(algorithm, &text, &signature), Ok(()));
        }
    }
}

#[tokio::test]
async fn the_functions_may_sign_with_a_key_and_do_nothing_else() {
    let config = MiniStack::shared().config();
    let key = maker(&config).make(Algorithm::Es256).await.unwrap();

    maker(&config).allow(&key).await.unwrap();

    let grants = client().list_grants().key_id(&key.held_at).send().await.unwrap().grants.unwrap();
    let [grant] = grants.as_slice() else { panic!("{grants:?}") };
    assert_eq!(grant.grantee_principal(), Some(ROLE));
    assert_eq!(grant.operations(), [GrantOperation::Sign]);
    let policy = client().get_key_policy().key_id(&key.held_at).policy_name("default");
    let policy = policy.send().await.unwrap().policy.unwrap();
    assert!(policy.contains("arn:aws:iam::000000000000:root") && !policy.contains("kms:Sign"));
    assert!(!policy.contains("kms:*"));
}

#[tokio::test]
async fn a_key_that_is_ended_does_not_sign_any_more() {
    let config = MiniStack::shared().config();
    let key = maker(&config).make(Algorithm::Es256).await.unwrap();
    let signer = KmsSigner::new(&config, set(vec![key.clone()]));

    maker(&config).end(&key).await.unwrap();

    let fault = signer.sign(&key, b"text").await.unwrap_err();
    assert_eq!(fault.in_full(), "signing: AWS KMS answered KMSInvalidStateException");
}

#[tokio::test]
async fn a_signature_of_another_key_than_is_published_is_not_handed_out() {
    let config = MiniStack::shared().config();
    let [one, other] = [maker(&config), maker(&config)];
    let one = one.make(Algorithm::Es256).await.unwrap();
    let other: PublicKey = other.make(Algorithm::Es256).await.unwrap().public;
    let mistaken = SigningKey { public: other, ..one };
    let signer = KmsSigner::new(&config, set(vec![mistaken.clone()]));

    let fault = signer.sign(&mistaken, b"text").await.unwrap_err();

    let said = "signing: AWS KMS signed with another key than the one that is published";
    assert_eq!(fault.in_full(), said);
}

#[test]
fn a_role_is_known_by_its_arn() {
    for role in [ROLE, "arn:aws-cn:iam::123456789012:role/path/name"] {
        assert!(role.parse::<Role>().is_ok(), "{role}");
    }
    for other in ["", "TokenRole", "arn:aws:iam::123456789012:user/x", "arn:aws:iam:::role/x"] {
        assert!(other.parse::<Role>().is_err(), "{other}");
    }
}
