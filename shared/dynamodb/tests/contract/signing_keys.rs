//! Our signing keys: kept, read now and then, and changed by one at a time.

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, PublicKey};
use oidc::keys::{DatedKey, KEPT_FOR, KeySet, SigningKey};
use testing::{dynamodb::Engine, id_tokens::keys};

use crate::given::{minutes_past_nine, nine};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A set of two keys, as it was `minutes` past nine.
pub(crate) fn set(minutes: i64) -> KeySet {
    let held =
        |key: &SigningKey| SigningKey { held_at: "arn:aws:kms:key".to_owned(), ..key.clone() };
    let dated = |(key, signs_from): (SigningKey, Option<Timestamp>)| DatedKey {
        key,
        published_at: nine(),
        signs_from,
        published_until: signs_from.map(|from| from + SignedDuration::from_hours(1)),
    };
    let keys: Vec<SigningKey> = keys().published().map(held).collect();
    let signs = [Some(minutes_past_nine(minutes)), None];
    KeySet::new(keys.into_iter().zip(signs).map(dated).collect())
}

async fn with(set: &KeySet) -> Engine {
    let engine = Engine::in_memory().await;
    let read = engine.store().key_set().await.unwrap();
    assert!(engine.store().keep_key_set(&read, set).await.unwrap());
    engine
}

#[tokio::test]
async fn a_set_is_read_as_it_was_kept() {
    let engine = Engine::in_memory().await;
    assert_eq!(engine.store().key_set().await.unwrap().set, KeySet::default());

    let engine = with(&set(3)).await;

    assert_eq!(engine.store().key_set().await.unwrap().set, set(3));
    assert_eq!(*engine.store().published_keys().key_set(nine()).await.unwrap(), set(3));
}

#[tokio::test]
async fn of_two_who_change_the_set_one_is_told_that_the_other_was_faster() {
    let engine = with(&set(0)).await;
    let store = engine.store();
    let (one, other) = (store.key_set().await.unwrap(), store.key_set().await.unwrap());

    assert!(store.keep_key_set(&one, &set(1)).await.unwrap());
    assert!(!store.keep_key_set(&other, &set(2)).await.unwrap());

    assert_eq!(store.key_set().await.unwrap().set, set(1));
    let empty = Engine::in_memory().await;
    let first = empty.store();
    let nothing = first.key_set().await.unwrap();
    assert!(first.keep_key_set(&nothing, &set(1)).await.unwrap());
    assert!(!first.keep_key_set(&nothing, &set(2)).await.unwrap());
}

#[tokio::test]
async fn the_set_is_read_when_it_is_asked_for_and_then_kept_for_five_minutes() {
    let engine = with(&set(0)).await;
    engine.calls().forget();
    let published = engine.store().published_keys();
    assert_eq!(engine.calls().reads(), 0);

    for (at, reads) in [
        (nine(), 1),
        (nine() + KEPT_FOR - SECOND, 1),
        (nine() + KEPT_FOR, 2),
        (nine() + SECOND, 3), // the clock was set back
    ] {
        published.key_set(at).await.unwrap();
        assert_eq!(engine.calls().reads(), reads, "{at}");
    }
}

#[tokio::test]
async fn a_change_is_seen_as_soon_as_the_set_is_read_again() {
    let engine = with(&set(0)).await;
    let published = engine.store().published_keys();
    published.key_set(nine()).await.unwrap();
    let read = engine.store().key_set().await.unwrap();
    engine.store().keep_key_set(&read, &set(1)).await.unwrap();

    assert_eq!(*published.key_set(nine() + SECOND).await.unwrap(), set(0));
    assert_eq!(*published.key_set(nine() + KEPT_FOR).await.unwrap(), set(1));
}

#[tokio::test]
async fn a_set_that_cannot_be_read_again_is_still_good_and_one_that_never_was_is_a_fault() {
    let engine = with(&set(0)).await;
    let published = engine.store().published_keys();
    engine.meddling().refuse_next("AccessDeniedException");
    assert!(published.key_set(nine()).await.is_err());
    published.key_set(nine()).await.unwrap();

    engine.meddling().refuse_next("AccessDeniedException");
    let later = nine() + KEPT_FOR;
    let kept = published.key_set(later).await.unwrap();

    assert_eq!(*kept, set(0));
    engine.calls().forget();
    published.key_set(later + SECOND).await.unwrap();
    assert_eq!(engine.calls().reads(), 0, "the store is left alone for a while");
    published.key_set(later + SECOND * 30).await.unwrap();
    assert_eq!(engine.calls().reads(), 1);
}

#[tokio::test]
async fn before_the_first_rotation_everybody_is_told_what_to_do() {
    let engine = Engine::in_memory().await;
    let published = engine.store().published_keys();

    let fault = published.key_set(nine()).await.unwrap_err();

    let said = "loading our signing keys: there are none: `cargo ops keys rotate` makes the first";
    assert_eq!(fault.in_full(), said);
    let read = engine.store().key_set().await.unwrap();
    engine.store().keep_key_set(&read, &set(0)).await.unwrap();
    assert!(published.key_set(nine()).await.is_ok(), "and not a moment longer");
}

#[tokio::test]
async fn a_key_under_the_id_of_another_is_not_believed() {
    let mut forged = set(0).keys().to_vec();
    let mut other = signing_pair();
    other.kid.clone_from(&forged[0].key.public.kid);
    forged[0].key.public = other;
    let engine = with(&KeySet::new(forged)).await;

    assert!(engine.store().key_set().await.is_err());
}

/// The public half of another RSA key.
fn signing_pair() -> PublicKey {
    let modulus = [0xFF; 256];
    PublicKey::rsa(&modulus, &[1, 0, 1]).unwrap().named_by_thumbprint(Algorithm::Rs256)
}
