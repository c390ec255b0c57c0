//! Which key signs when, and for how long others can know it.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, PublicKey};
use oidc::{
    ID_TOKEN_LIFE, REFRESH_LIFE,
    keys::{
        ALGORITHMS, KEPT_FOR, KeySet, NotWithdrawn, NotYet, PUBLISHED_AFTER_USE,
        PUBLISHED_BEFORE_USE, Pace, Rotation, SWITCH_AFTER, SigningKey,
    },
};
use proptest::prelude::*;
use serde_json::json;

use crate::ours::now;

const SECOND: SignedDuration = SignedDuration::from_secs(1);
/// How long calling services are told that they may keep our keys.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(1);

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Another key for another number. Finding RSA keys takes a while, and nobody signs here.
fn made(algorithm: Algorithm, number: u32) -> SigningKey {
    let public = match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 => {
            let mut modulus = [0xFF; 256];
            modulus[1..5].copy_from_slice(&number.to_be_bytes());
            PublicKey::rsa(&modulus, &[1, 0, 1]).unwrap()
        }
        Algorithm::Es256 => {
            let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
            PublicKey::p256_from_point(pair.public_key().as_ref()).unwrap()
        }
    };
    SigningKey::new(public, algorithm, format!("arn:{number}"))
}

fn rotate(set: &KeySet, at: Timestamp, pace: Pace) -> Result<Rotation, NotYet> {
    let plan = set.plan(at, pace)?;
    let keys = plan.to_make().map(|algorithm| made(algorithm, NUMBER.fetch_add(1, Relaxed)));
    let keys = keys.collect();
    Ok(plan.carried_out(keys).unwrap())
}

fn first() -> KeySet {
    rotate(&KeySet::default(), now(), Pace::InTime).unwrap().set
}

fn kid(set: &KeySet, algorithm: Algorithm, at: Timestamp) -> String {
    set.signing(algorithm, at).unwrap().kid().to_owned()
}

#[test]
fn the_first_rotation_makes_keys_that_sign_at_once_and_the_next_ones() {
    let rotation = rotate(&KeySet::default(), now(), Pace::InTime).unwrap();

    assert_eq!((rotation.switch, rotation.gone), (None, vec![]));
    assert_eq!(rotation.set.algorithms(now()), ALGORITHMS);
    assert_eq!(rotation.set.published(now()).keys().len(), 4);
    for algorithm in ALGORITHMS {
        let next = &rotation.set.next(algorithm).unwrap().key;
        assert_ne!(rotation.set.signing(algorithm, now()), Some(next));
    }
}

#[test]
fn the_next_keys_take_over_at_the_switch_and_not_a_second_before() {
    let before = first();
    let day = now() + PUBLISHED_BEFORE_USE;

    let Rotation { set, switch, gone } = rotate(&before, day, Pace::InTime).unwrap();

    let switch = switch.unwrap();
    assert_eq!((switch, gone), (day + SWITCH_AFTER, vec![]));
    for algorithm in ALGORITHMS {
        assert_eq!(set.signing(algorithm, switch - SECOND), before.signing(algorithm, now()));
        assert_eq!(set.signing(algorithm, switch), before.next(algorithm).map(|next| &next.key));
    }
    assert_eq!(set.published(switch).keys().len(), 6);
    assert_eq!(set.published(switch + PUBLISHED_AFTER_USE - SECOND).keys().len(), 6);
    assert_eq!(set.published(switch + PUBLISHED_AFTER_USE).keys().len(), 4);
}

#[test]
fn a_key_that_nobody_may_know_yet_takes_over_only_in_an_emergency() {
    let set = first();
    let early = now() + PUBLISHED_BEFORE_USE - SECOND;

    let refused = set.plan(early, Pace::InTime).unwrap_err();

    assert_eq!(refused, NotYet::TooEarly { from: early + SECOND });
    assert_eq!(rotate(&set, early, Pace::Early).unwrap().switch, Some(early + SWITCH_AFTER));
    assert_eq!(rotate(&set, early, Pace::AtOnce).unwrap().switch, Some(early));
}

#[test]
fn there_is_no_rotation_while_one_is_under_way() {
    let set = rotate(&first(), now(), Pace::Early).unwrap().set;
    let switch = now() + SWITCH_AFTER;

    for pace in [Pace::InTime, Pace::Early, Pace::AtOnce] {
        let refused = set.plan(switch - SECOND, pace).unwrap_err();

        assert_eq!(refused, NotYet::UnderWay { at: switch });
    }
    assert!(set.plan(switch, Pace::Early).is_ok());
}

#[test]
fn keys_that_do_not_fit_are_not_taken() {
    let plan = || KeySet::default().plan(now(), Pace::InTime).unwrap();
    assert!(plan().to_make().eq([
        Algorithm::Rs256,
        Algorithm::Rs256,
        Algorithm::Es256,
        Algorithm::Es256
    ]));

    assert_eq!(plan().carried_out(vec![]), None);
    assert_eq!(plan().carried_out(vec![made(Algorithm::Rs256, 1); 4]), None);
}

#[test]
fn a_key_is_withdrawn_at_once_unless_it_signs_or_will() {
    let set = rotate(&first(), now(), Pace::Early).unwrap().set;
    let switch = now() + SWITCH_AFTER;
    let old = kid(&set, Algorithm::Rs256, now());
    let new = kid(&set, Algorithm::Rs256, switch);

    assert_eq!(set.without(&old, switch - SECOND), Err(NotWithdrawn::Signs));
    assert_eq!(set.without(&new, switch - SECOND), Err(NotWithdrawn::Signs));
    assert_eq!(set.without(&new, switch), Err(NotWithdrawn::Signs));
    assert_eq!(set.without("another", switch), Err(NotWithdrawn::Unknown));
    let (left, withdrawn) = set.without(&old, switch).unwrap();
    assert_eq!(withdrawn.kid(), old);
    assert!(left.published(switch).key(&old).is_err());
    assert_eq!(left.keys().len(), set.keys().len() - 1);
}

#[test]
fn a_next_key_that_was_withdrawn_is_made_again_and_nothing_takes_over() {
    let set = first();
    let next = set.next(Algorithm::Es256).unwrap().key.kid().to_owned();
    let (set, _) = set.without(&next, now()).unwrap();
    let day = now() + PUBLISHED_BEFORE_USE;

    let rotation = rotate(&set, day, Pace::InTime).unwrap();

    assert_eq!(
        kid(&rotation.set, Algorithm::Es256, day + SWITCH_AFTER),
        kid(&set, Algorithm::Es256, now())
    );
    assert_eq!(rotation.set.next(Algorithm::Es256).unwrap().published_at, day);
    assert_ne!(
        kid(&rotation.set, Algorithm::Rs256, day + SWITCH_AFTER),
        kid(&set, Algorithm::Rs256, now())
    );
}

/// A rotation, tried some seconds after the last one.
fn tries() -> impl Strategy<Value = Vec<(i64, Pace)>> {
    let pace = prop_oneof![3 => Just(Pace::InTime), 1 => Just(Pace::Early)];
    // About the times at which something changes, and any others.
    let day = PUBLISHED_BEFORE_USE.as_secs();
    let after = prop_oneof![
        Just(SWITCH_AFTER.as_secs()),
        Just(day),
        Just(day + SWITCH_AFTER.as_secs()),
        Just(PUBLISHED_AFTER_USE.as_secs()),
        0..2 * day,
        0..3 * PUBLISHED_AFTER_USE.as_secs(),
    ];
    prop::collection::vec((after, pace), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_rotated_when_one_key_signs_and_everybody_could_know_it(tries in tries()) {
        // Every set there ever was, and since when.
        let mut sets = vec![(now(), first())];
        let mut at = now();
        for (after, pace) in tries {
            at += SignedDuration::from_secs(after);
            if let Ok(rotation) = rotate(&sets.last().unwrap().1, at, pace) {
                let switch = rotation.switch.unwrap();
                if pace == Pace::InTime {
                    for algorithm in ALGORITHMS {
                        let signs = rotation.set.signing(algorithm, switch).unwrap();
                        let dated = rotation.set.keys().iter().find(|dated| dated.key == *signs);
                        prop_assert!(switch.duration_since(dated.unwrap().published_at) >= PUBLISHED_BEFORE_USE);
                    }
                }
                for gone in rotation.gone {
                    prop_assert!(rotation.set.published(at).key(gone.kid()).is_err());
                }
                sets.push((at, rotation.set));
            }
        }
        let times: Vec<Timestamp> = sets.iter().flat_map(|(at, _)| {
            [*at, *at + KEPT_FOR, *at + SWITCH_AFTER - SECOND, *at + SWITCH_AFTER, *at + PUBLISHED_AFTER_USE]
        }).collect();
        let in_force = |at: Timestamp| &sets.iter().rev().find(|(since, _)| *since <= at).unwrap().1;
        for time in times {
            let set = in_force(time);
            let published = set.published(time);
            for algorithm in ALGORITHMS {
                let signs = set.signing(algorithm, time);
                prop_assert!(signs.is_some(), "somebody signs");
                let signs = signs.unwrap();
                prop_assert!(published.key(signs.kid()).is_ok(), "one key with this id, and it is published");
                prop_assert!(set.next(algorithm).is_some(), "there is a next one");
                // Whoever keeps an older set, as long as it may, chooses the same key, and knows it.
                for kept_for in [SECOND, KEPT_FOR - SECOND, KEPT_FOR] {
                    if time.duration_since(now()) >= kept_for {
                        let kept = in_force(time - kept_for);
                        prop_assert_eq!(kept.signing(algorithm, time), Some(signs));
                        prop_assert!(kept.published(time - kept_for).key(signs.kid()).is_ok());
                    }
                }
                // What it signs now verifies until nobody has any use for it.
                for later in [ID_TOKEN_LIFE + MAX_AGE, PUBLISHED_AFTER_USE - SECOND] {
                    let later = time + later;
                    prop_assert!(in_force(later).published(later).key(signs.kid()).is_ok());
                }
            }
        }
    }

    #[test]
    fn no_private_member_is_ever_published(private in prop::collection::hash_map(
        prop::sample::select(vec!["d", "p", "q", "dp", "dq", "qi", "oth", "k"]), "[A-Za-z0-9_-]{1,80}", 1..9
    ), rsa in any::<bool>(), number in any::<u32>()) {
        let algorithm = if rsa { Algorithm::Rs256 } else { Algorithm::Es256 };
        let mut jwk = made(algorithm, number).public.to_jwk();
        for (name, value) in &private {
            jwk[*name] = json!(value);
        }

        // Even a key that was read from a document with its private half.
        let key = PublicKey::from_jwk(jwk.as_object().unwrap()).unwrap();
        let set = KeySet::new(vec![oidc::keys::DatedKey {
            key: SigningKey::new(key, algorithm, "arn"),
            published_at: now(),
            signs_from: None,
            published_until: None,
        }]);
        let document = set.published(now()).to_json();

        let members: Vec<&str> = document["keys"][0].as_object().unwrap().keys().map(String::as_str).collect();
        let public: &[&str] = if rsa { &["alg", "e", "kid", "kty", "n", "use"] } else { &["alg", "crv", "kid", "kty", "use", "x", "y"] };
        prop_assert_eq!(members, public);
    }
}

#[test]
fn what_is_kept_is_read_again_before_anything_switches() {
    assert!(KEPT_FOR < SWITCH_AFTER);
    assert!(MAX_AGE + KEPT_FOR < PUBLISHED_BEFORE_USE);
    assert!(PUBLISHED_AFTER_USE >= ID_TOKEN_LIFE + MAX_AGE + MAX_AGE);
    assert!(PUBLISHED_AFTER_USE > REFRESH_LIFE);
}
