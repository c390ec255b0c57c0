//! A refresh token becomes new tokens, once.

use std::sync::{Arc, atomic::Ordering};

use axum::http::StatusCode;
use identity::RecordStatus;
use jiff::Timestamp;
use jose::{Algorithm, half_hash};
use oidc::{Scope, TrnStatus};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use serde_json::json;
use token::Token;
use tokio::runtime::Runtime;

use crate::{
    store::OutOfReach,
    world::{Answer, ISSUER, NOW, World, deployment, keys, post, refresh_form},
};

const REFUSED: (u16, &str, &str) = (400, "invalid_grant", "code_not_usable");

/// A world in which the code was exchanged, and what it gave.
async fn signed_in() -> (World, Answer) {
    let world = World::new().offline();
    let answer = world.exchange().await;
    assert_eq!(answer.status, StatusCode::OK);
    (world, answer)
}

#[tokio::test]
async fn refresh_tokens_are_given_to_whoever_asked_for_offline_access_and_to_nobody_else() {
    let plain = World::new().exchange().await;
    let (world, offline) = signed_in().await;

    assert_eq!(plain.body.get("refresh_token"), None);
    assert_eq!(plain.text("scope"), "openid teaching_record email");
    assert!(offline.text("refresh_token").starts_with("ctr_rt_"));
    assert_eq!(offline.text("scope"), "openid teaching_record email offline_access");
    assert_eq!(world.live(), 1);
}

#[tokio::test]
async fn a_refresh_gives_new_tokens_about_the_same_sign_in() {
    let (world, first) = signed_in().await;

    let second = world.refresh(first.text("refresh_token")).await;

    assert_eq!(second.status, StatusCode::OK);
    assert_eq!(second.text("token_type"), "Bearer");
    assert_eq!(second.body["expires_in"], 600);
    assert_eq!(second.header("cache-control"), Some("no-store"));
    for name in ["access_token", "refresh_token"] {
        assert_ne!(second.text(name), first.text(name), "{name}");
    }
    assert!(world.is_good(second.text("access_token")).await);
    let before = first.id_token(Algorithm::Rs256);
    let claims = second.id_token(Algorithm::Rs256);
    for same in ["iss", "sub", "aud", "auth_time", "sid", "acr", "trn"] {
        assert_eq!(claims.get(same), before.get(same), "{same}");
    }
    for (name, value) in [
        ("iss", json!(ISSUER)),
        ("auth_time", json!(NOW - 100)),
        ("exp", json!(NOW + 300)),
        ("at_hash", json!(half_hash(second.text("access_token")))),
    ] {
        assert_eq!(claims.get(name), Some(&value), "{name}");
    }
    assert_eq!(claims.get("nonce"), None, "it belongs to the request that was answered");
}

#[tokio::test]
async fn a_person_is_looked_up_again() {
    let (world, first) = signed_in().await;
    world.store.users.lock().unwrap()[0].email = "ada@new.example".parse().ok();

    let second = world.refresh(first.text("refresh_token")).await;

    let email = json!("ada@new.example");
    assert_eq!(second.id_token(Algorithm::Rs256).get("email"), Some(&email));
}

#[tokio::test]
async fn the_use_of_a_used_token_ends_every_token_of_its_family() {
    let (world, first) = signed_in().await;
    let second = world.refresh(first.text("refresh_token")).await;

    let again = world.refresh(first.text("refresh_token")).await;

    assert_eq!(again.refusal(), REFUSED);
    for answer in [&first, &second] {
        assert!(!world.is_good(answer.text("access_token")).await);
        assert_eq!(world.refresh(answer.text("refresh_token")).await.refusal(), REFUSED);
    }
    assert_eq!(world.live(), 0);
}

#[tokio::test]
async fn a_second_use_of_the_code_ends_refresh_tokens_and_what_they_gave() {
    let (world, first) = signed_in().await;
    let second = world.refresh(first.text("refresh_token")).await;

    let replayed = world.exchange().await;

    assert_eq!(replayed.refusal(), REFUSED);
    for answer in [&first, &second] {
        assert!(!world.is_good(answer.text("access_token")).await);
    }
    assert_eq!(world.refresh(second.text("refresh_token")).await.refusal(), REFUSED);
}

#[tokio::test]
async fn another_client_cannot_use_it_and_has_shown_that_it_is_known() {
    let (world, first) = signed_in().await;
    let form = refresh_form(first.text("refresh_token"));

    let theirs = world.ask(post(&form, Some("other:s3cret2"))).await;

    assert_eq!(theirs.refusal(), REFUSED);
    assert_eq!(world.refresh(first.text("refresh_token")).await.refusal(), REFUSED);
    assert!(!world.is_good(first.text("access_token")).await);
}

#[tokio::test]
async fn a_client_that_is_not_believed_changes_nothing() {
    let (world, first) = signed_in().await;
    let form = refresh_form(first.text("refresh_token"));
    for client in [Some("npq:wrong"), Some("nobody:s3cret"), None] {
        let answer = world.ask(post(&form, client)).await;

        let expected = (401, "invalid_client", "client_authentication_failed");
        assert_eq!(answer.refusal(), expected, "{client:?}");
    }

    assert_eq!(world.refresh(first.text("refresh_token")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn text_that_is_no_refresh_token_of_ours_is_refused_in_the_same_words() {
    let (world, first) = signed_in().await;
    let good = first.text("refresh_token");
    let last = if good.ends_with('A') { "B" } else { "A" };
    let mistyped = format!("{}{last}", &good[..good.len() - 1]);
    for text in ["made-up", first.text("access_token"), &mistyped, "ctr_rt_"] {
        let answer = world.refresh(text).await;

        assert_eq!(answer.refusal(), REFUSED, "{text}");
    }

    assert_eq!(world.refresh(good).await.status, StatusCode::OK, "it is still good");
}

#[tokio::test]
async fn no_token_of_a_family_is_good_after_seven_days() {
    let (mut world, first) = signed_in().await;
    let at = |second| deployment(Timestamp::from_second(second).unwrap());
    let week = 7 * 24 * 60 * 60;
    world.app = Token { deployment: at(NOW + week - 1), ..world.app };
    let second = world.refresh(first.text("refresh_token")).await;
    assert_eq!(second.status, StatusCode::OK);

    world.app = Token { deployment: at(NOW + week), ..world.app };
    let third = world.refresh(second.text("refresh_token")).await;

    assert_eq!(third.refusal(), REFUSED, "using one makes it no longer");
}

/// What happens to somebody meanwhile.
type Change = (&'static str, fn(&World));

#[tokio::test]
async fn nobody_is_told_about_who_was_parted_from_their_record() {
    let changes: [Change; 5] = [
        ("parted", |world| world.store.users.lock().unwrap()[0].link = None),
        ("parted and joined again", |world| {
            let link = &mut world.store.users.lock().unwrap()[0].link;
            link.as_mut().unwrap().since = Timestamp::from_second(NOW + 1).unwrap();
        }),
        ("joined to another", |world| {
            let link = &mut world.store.users.lock().unwrap()[0].link;
            link.as_mut().unwrap().trn = "7654321".parse().unwrap();
        }),
        ("merged", |world| world.store.merge("1234567", "7654321")),
        ("withdrawn", |world| {
            world.store.records.lock().unwrap()[0].status = RecordStatus::Deactivated;
        }),
    ];
    for (what, change) in changes {
        let (world, first) = signed_in().await;
        change(&world);

        let answer = world.refresh(first.text("refresh_token")).await;

        assert_eq!(answer.refusal(), REFUSED, "{what}");
        assert!(!world.is_good(first.text("access_token")).await, "{what}");
        assert_eq!(world.live(), 0, "{what}");
    }
}

#[tokio::test]
async fn a_record_that_was_merged_before_is_still_told_of() {
    let world = World::new().offline();
    world.store.merge("1234567", "7654321");
    let first = world.exchange().await;

    let second = world.refresh(first.text("refresh_token")).await;

    assert_eq!(second.id_token(Algorithm::Rs256).get("trn"), Some(&json!("7654321")));
}

#[tokio::test]
async fn nobody_whose_record_is_withdrawn_gets_refresh_tokens() {
    let world = World::new().offline();
    world.store.records.lock().unwrap()[0].status = RecordStatus::Deactivated;

    let answer = world.exchange().await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.get("refresh_token"), None);
    assert_eq!(answer.text("scope"), "openid teaching_record email", "and it says so");
}

#[tokio::test]
async fn what_was_being_decided_is_told_once_it_is_and_depended_on_from_then_on() {
    let world = World::new().offline();
    let link = world.store.wait_for_staff();
    let first = world.exchange().await;
    let pending = TrnStatus::Pending { request: None };
    let status = |answer: &Answer| answer.id_token(Algorithm::Rs256).get("trn_status").cloned();
    assert_eq!(status(&first), Some(json!(pending.name())));

    let second = world.refresh(first.text("refresh_token")).await;
    assert_eq!(status(&second), Some(json!("pending")));
    world.store.settle(Some(link));
    let third = world.refresh(second.text("refresh_token")).await;
    assert_eq!(third.id_token(Algorithm::Rs256).get("trn"), Some(&json!("1234567")));

    world.store.wait_for_staff();
    let fourth = world.refresh(third.text("refresh_token")).await;
    assert_eq!(fourth.refusal(), REFUSED, "parted since");
}

#[tokio::test]
async fn what_was_refused_ends_the_tokens_that_waited_for_it() {
    let world = World::new().offline();
    world.store.wait_for_staff();
    let first = world.exchange().await;
    world.store.settle(None);

    let answer = world.refresh(first.text("refresh_token")).await;

    assert_eq!(answer.refusal(), REFUSED);
    assert_eq!(world.live(), 0);
}

#[tokio::test]
async fn a_narrower_scope_is_for_the_access_token_alone() {
    let (world, first) = signed_in().await;
    let form = |token: &str| format!("{}&scope=openid+teaching_record", refresh_form(token));

    let narrow = world.ask(post(&form(first.text("refresh_token")), Some("npq:s3cret"))).await;
    let wide = world.refresh(narrow.text("refresh_token")).await;

    assert_eq!(narrow.text("scope"), "openid teaching_record");
    assert_eq!(narrow.id_token(Algorithm::Rs256).get("email"), None);
    let scopes = world.scopes(narrow.text("access_token")).await;
    assert_eq!(scopes, [Scope::OpenId, Scope::TeachingRecord]);
    assert_eq!(wide.text("scope"), "openid teaching_record email offline_access");
}

#[tokio::test]
async fn a_wider_scope_is_refused_and_the_token_is_still_good() {
    let (world, first) = signed_in().await;
    for scope in ["openid+teaching_record+profile", "openid+email", "openid+teaching_record+x"] {
        let form = format!("{}&scope={scope}", refresh_form(first.text("refresh_token")));

        let answer = world.ask(post(&form, Some("npq:s3cret"))).await;

        assert_eq!(answer.refusal(), (400, "invalid_scope", "invalid_scope"), "{scope}");
    }

    assert_eq!(world.refresh(first.text("refresh_token")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn row_28_a_refresh_that_is_none_is_named_as_such() {
    let (world, first) = signed_in().await;
    let token = first.text("refresh_token");
    let good = refresh_form(token);
    for (form, problem) in [
        ("grant_type=refresh_token".to_owned(), "missing_parameter refresh_token"),
        ("grant_type=refresh_token&refresh_token=".to_owned(), "missing_parameter refresh_token"),
        (format!("{good}&refresh_token={token}"), "repeated_parameter refresh_token"),
        (format!("{good}&grant_type=refresh_token"), "repeated_parameter grant_type"),
        (format!("{good}&scope=a&scope=a"), "repeated_parameter scope"),
        (refresh_form("%ff"), "malformed_parameter refresh_token"),
        (refresh_form(&"r".repeat(513)), "parameter_too_long refresh_token"),
        (format!("{good}&client_id=npq&client_secret=s3cret"), "two_authentication_methods"),
    ] {
        let answer = world.ask(post(&form, Some("npq:s3cret"))).await;

        assert_eq!(answer.refusal(), (400, "invalid_request", problem));
    }

    assert_eq!(world.refresh(token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn of_many_at_once_one_gets_tokens_and_they_do_not_last() {
    let (world, first) = signed_in().await;
    let (world, token) = (Arc::new(world), first.text("refresh_token").to_owned());
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (world, token) = (world.clone(), token.clone());
            tokio::spawn(async move { world.refresh(&token).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }

    let (good, bad): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == StatusCode::OK);

    assert_eq!((good.len(), bad.len()), (1, 15));
    assert!(bad.iter().all(|answer| answer.refusal() == REFUSED));
    assert!(!world.is_good(good[0].text("access_token")).await);
    assert_eq!(world.live(), 0);
}

#[tokio::test]
async fn a_token_that_was_used_before_signing_failed_is_not_given_back() {
    let (mut world, first) = signed_in().await;
    let signer = world.app.signer.clone();
    world.app = Token { signer: Arc::new(OutOfReach(keys())), ..world.app };

    let answer = world.refresh(first.text("refresh_token")).await;

    assert_eq!(answer.refusal(), (500, "server_error", "internal"));
    world.app = Token { signer, ..world.app };
    assert_eq!(world.refresh(first.text("refresh_token")).await.refusal(), REFUSED);
}

#[tokio::test]
async fn row_32_while_the_store_is_down_the_client_is_asked_to_try_again_and_loses_nothing() {
    let (world, first) = signed_in().await;
    world.store.down.store(true, Ordering::SeqCst);

    let answer = world.refresh(first.text("refresh_token")).await;

    assert_eq!(answer.refusal(), (503, "server_error", "internal"));
    assert_eq!(answer.header("retry-after"), Some("2"));
    world.store.down.store(false, Ordering::SeqCst);
    assert_eq!(world.refresh(first.text("refresh_token")).await.status, StatusCode::OK);
}

/// In whatever order the tokens of a family are presented, at most one is good at any time, and none is
/// after one was presented twice.
#[test]
fn law_at_most_one_refresh_token_of_a_family_is_good_and_none_after_a_reuse() {
    let runtime = Runtime::new().unwrap();
    let law = |picks: &Vec<prop::sample::Index>| {
        runtime.block_on(async {
            let (world, first) = signed_in().await;
            let mut given = vec![first.text("refresh_token").to_owned()];
            let mut used = vec![false];
            let mut access = vec![first.text("access_token").to_owned()];
            let mut reused = false;
            for pick in picks {
                let at = pick.index(given.len());

                let answer = world.refresh(&given[at]).await;

                let good = !reused && !used[at];
                assert_eq!(answer.status == StatusCode::OK, good);
                reused |= used[at];
                used[at] = true;
                if good {
                    given.push(answer.text("refresh_token").to_owned());
                    used.push(false);
                    access.push(answer.text("access_token").to_owned());
                }
                assert_eq!(world.live(), usize::from(!reused));
                for token in &access {
                    assert_eq!(world.is_good(token).await, !reused);
                }
            }
        });
    };
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) };
    let picks = vec(any::<prop::sample::Index>(), 1..12);
    TestRunner::new(config)
        .run(&picks, |picks| {
            law(&picks);
            Ok(())
        })
        .unwrap();
}
