//! Keys of one machine: what they sign, what they publish, what is refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::OnceLock;

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Refused};
use oidc::keys::PUBLISHED_AFTER_USE;
use ports::{PublishedKeys, Signer};
use signing::{InvalidKeys, LocalKeys, RotatingKeys};

/// An RSA key takes a while to find: one bundle serves every test.
fn pem() -> &'static str {
    static PEM: OnceLock<String> = OnceLock::new();
    PEM.get_or_init(|| LocalKeys::generate().unwrap().to_pem().unwrap())
}

/// The blocks of the bundle: RSA, P-256.
fn blocks() -> (&'static str, &'static str) {
    let end = "-----END PRIVATE KEY-----\n";
    pem().split_at(pem().find(end).unwrap() + end.len())
}

#[tokio::test]
async fn each_algorithm_signs_with_its_own_key() {
    let keys = LocalKeys::from_pem(pem()).unwrap();

    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        let key = keys.key(algorithm, Timestamp::UNIX_EPOCH).await.unwrap().unwrap();
        let signature = keys.sign(&key, b"text").await.unwrap();

        assert_eq!(keys.current(algorithm), Some(&key));
        assert_eq!(key.algorithm, algorithm);
        assert_eq!(key.public.algorithm, Some(algorithm));
        assert_eq!(key.public.verify(algorithm, b"text", &signature), Ok(()));
        assert_eq!(key.public.verify(algorithm, b"test", &signature), Err(Refused::Signature));
    }
    assert_eq!(
        keys.sign(keys.current(Algorithm::Es256).unwrap(), b"text").await.unwrap().len(),
        64
    );
}

#[tokio::test]
async fn there_is_no_key_for_another_algorithm() {
    let keys = LocalKeys::from_pem(blocks().0).unwrap();

    for algorithm in [Algorithm::Ps256, Algorithm::Es256] {
        assert_eq!(keys.current(algorithm), None);
        assert_eq!(keys.key(algorithm, Timestamp::MAX).await.unwrap(), None);
    }
    let others = LocalKeys::from_pem(blocks().1).unwrap();
    assert!(keys.sign(others.current(Algorithm::Es256).unwrap(), b"text").await.is_err());
}

#[test]
fn a_bundle_survives_being_written_and_read() {
    let keys = LocalKeys::from_pem(pem()).unwrap();

    assert_eq!(keys.to_pem().unwrap(), pem());
    assert_eq!(LocalKeys::from_pem(&pem().replace('\n', "\r\n")).unwrap().published().count(), 2);
}

#[test]
fn the_first_key_of_an_algorithm_signs_the_second_is_next_and_all_have_their_thumbprints() {
    let next = LocalKeys::generate().unwrap();
    let bundle = format!("# current\n{}# next\n{}", pem(), next.to_pem().unwrap());

    let keys = LocalKeys::from_pem(&bundle).unwrap();

    let first = LocalKeys::from_pem(pem()).unwrap();
    assert!(keys.published().eq(first.published().chain(next.published())));
    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        assert_eq!(keys.current(algorithm), first.current(algorithm));
        assert_eq!(keys.set().next(algorithm).map(|next| &next.key), next.current(algorithm));
    }
    for key in keys.published() {
        assert_eq!(key.public.kid, Some(key.public.thumbprint()));
    }
}

#[test]
fn a_bundle_that_is_wrong_is_refused_in_one_line_that_shows_no_key() {
    let (rsa, p256) = blocks();
    let unfinished = format!("{p256}{}", rsa.replace("-----END PRIVATE KEY-----", ""));
    let cases = [
        (String::new(), InvalidKeys::NoKey),
        ("ONE_LINE".to_owned(), InvalidKeys::NoKey),
        (rsa.replace("PRIVATE", "RSA PRIVATE"), InvalidKeys::NotPkcs8 { position: 1 }),
        (p256.replace("PRIVATE", "ENCRYPTED PRIVATE"), InvalidKeys::NotPkcs8 { position: 1 }),
        (
            format!("{rsa}{}", p256.replace("PRIVATE", "EC PRIVATE")),
            InvalidKeys::NotPkcs8 { position: 2 },
        ),
        (unfinished, InvalidKeys::Unfinished { position: 2 }),
        (rsa.replace("MII", "!II"), InvalidKeys::NotBase64 { position: 1 }),
        (rsa.replace("MII", "MIJ"), InvalidKeys::NotUsable { position: 1 }),
        (
            format!("{p256}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
            InvalidKeys::NotUsable { position: 2 },
        ),
        (P384.to_owned(), InvalidKeys::NotUsable { position: 1 }),
        (RSA_1024.to_owned(), InvalidKeys::NotUsable { position: 1 }),
    ];

    for (bundle, refused) in cases {
        let error = LocalKeys::from_pem(&bundle).unwrap_err();

        assert_eq!(error, refused);
        assert!(!error.to_string().contains('\n') && !error.to_string().contains("MII"));
    }
}

#[tokio::test]
async fn the_next_keys_take_over_at_once_and_the_bundle_knows_it_again() {
    let now = "2026-11-28T12:00:00Z".parse().unwrap();
    let before = LocalKeys::from_pem(pem()).unwrap().with_next().unwrap();
    let keys = RotatingKeys::new(before.clone());
    let old = keys.key(Algorithm::Es256, now).await.unwrap().unwrap();

    let after = keys.rotate(now).unwrap();

    let read_again = LocalKeys::from_pem(&after.to_pem().unwrap()).unwrap();
    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        let next = before.set().next(algorithm).map(|next| &next.key);
        assert_eq!(keys.key(algorithm, now).await.unwrap().as_ref(), next);
        for rotated in [&after, &read_again] {
            assert_eq!(rotated.current(algorithm), next);
            assert!(rotated.set().next(algorithm).is_some());
        }
    }
    // Whoever chose it before may still sign with it.
    assert!(keys.sign(&old, b"text").await.is_ok());
    let set = keys.key_set(now).await.unwrap();
    assert_eq!(set.published(now).keys().len(), 6);
    assert_eq!(set.published(now + PUBLISHED_AFTER_USE).keys().len(), 4);
    let much_later = now + PUBLISHED_AFTER_USE + SignedDuration::from_secs(1);
    assert_eq!(keys.rotate(much_later).unwrap().published().count(), 6, "old keys go");
}

#[test]
fn keys_without_a_next_one_are_rotated_as_well() {
    let keys = RotatingKeys::new(LocalKeys::from_pem(blocks().1).unwrap());
    let before = keys.keys();

    let after = keys.rotate("2026-11-28T12:00:00Z".parse().unwrap()).unwrap();

    assert_eq!(before.current(Algorithm::Rs256), None);
    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        assert!(after.current(algorithm).is_some());
        assert_ne!(after.current(algorithm), before.current(algorithm));
    }
}

#[test]
fn a_debug_print_shows_no_private_key() {
    let keys = LocalKeys::from_pem(blocks().1).unwrap();
    let secret = blocks().1.lines().nth(1).unwrap();

    let shown = format!("{keys:?}");

    assert!(shown.contains("published"));
    assert!(!shown.contains(secret) && !shown.contains("pairs"));
}

/// A key made for this test and used nowhere.
const P384: &str = "-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAqvNgxBGaGoi1H165j
ZHhwoB2yDpgwQ/tLzTROJuqjfoRZWm+ZIis94mwaGbwHxlyhZANiAAS/3I2rll0+
/1y2YAqPYRaU4STS7Cv23rRcdOMJ6OLyXb4ICfv8eZB4VPlT3SKIaSpvGJMSIrSK
JaKvyeLGxkjzmpcRF83nrGHvlCnTB2SkTBJBsEh3qhWeEOIdnEPiLbM=
-----END PRIVATE KEY-----";

/// A key made for this test and used nowhere.
const RSA_1024: &str = "-----BEGIN PRIVATE KEY-----
MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAJeNu/W0b6mRs5Gk
AJxeVcghGPrurCSROO+BHHHG3avFeJwfWCzhtG50X+rVEVP88BMsjGrYOsfkXwv8
ADHftLcYKummdorXKZaSq74JRKayqIj4dqr6xcvGUtRGD1HVPLxxKx9bKbTt4GLD
0UBG7/c5RSbzxijnDzp0jZ9koMQpAgMBAAECgYAilVI96FXOwRPT+TO2ewRiLcNQ
h6Q6l/UBGlpOUE4HQ4GZRsHNRBfzWJUGtmZE3yQ9i93jB8KqGJ/j0TaOKvlGsNJn
RrI2Afw7WmO5Zw4x7MnHN/aMmNvUXJRTBmyvNblbOyO1XWxyXmEGho0rPw8ED9NV
9BOU+x7EiG+z5uXogQJBAMfUylIN95We/SbVwD61QmCa2BKeYc/Pqytx64nHVkI4
SmCaTDvWluNclc8NjcGLknUzV/5fleQHkI2f7mJoxhECQQDCJwvQP8D5krl9YWvU
ZIu5+2iqCdmaSixOhTtVj5f5gqhSAkqamEK1+rQ6Uff7apr7O/CN4Pv3r1uVaI8N
qCSZAkBQ4aHaQGj7mFRiiZW8S+VH8KSQNKbmU+m2Ne/d3l7dgqcoHovIlHySHgFM
wvGjavimk1eET+/9UcqCaD82ea3hAkEAgQBiqA8EUI998eH+PJRGBuAWLgz3ab3o
7I832mTbjKyU3FCrc0bB5Jpcj/eQtpuhuFaeQhcANBVu27oqet+C2QJAJXZRRETK
504aDQkncZLndBhfUYtTPX35YcCwktVGN/YcBoADLO5jkN+KZIhmVvxUgtRxAJOo
4+WbeO94zLxTPQ==
-----END PRIVATE KEY-----";
