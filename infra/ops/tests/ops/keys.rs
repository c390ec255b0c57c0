//! Keys in AWS KMS: made, rotated, withdrawn, and signed with, as the functions do.

use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_stand_in::MiniStack;
use dynamodb::{Store, TableNames, schema};
use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Compact, Jwks, Unsigned};
use kms::KmsSigner;
use oidc::keys::{KEPT_FOR, PUBLISHED_AFTER_USE, PUBLISHED_BEFORE_USE, SWITCH_AFTER};
use ops::Ending;
use ports::{PublishedKeys, Signer, Variables};
use serde_json::Map;

use crate::terminal::{Answer, typed_at};

const ROLE: &str = "arn:aws:iam::000000000000:role/connect-TokenRole";

/// A deployment of this test alone.
struct Deployment {
    prefix: &'static str,
    store: Store,
    signer: KmsSigner,
    keys: Arc<dyn PublishedKeys>,
}

impl Deployment {
    async fn new(prefix: &'static str) -> Self {
        let config = MiniStack::shared().config();
        let (client, names) = (Client::new(&config), TableNames::with_prefix(prefix));
        schema::create(&client, &names).await.unwrap();
        let store = Store::new(client, names);
        let keys = store.published_keys();
        Self { prefix, signer: KmsSigner::new(&config, keys.clone()), store, keys }
    }

    async fn typed(&self, now: Timestamp, command: &str) -> Answer {
        let table = format!("{}documents", self.prefix);
        let environment = Variables::new(move |name| match name {
            "AWS_ENDPOINT_URL" => Some(MiniStack::shared().endpoint()),
            "DOCUMENTS_TABLE" => Some(table.clone()),
            "SIGNING_ROLES" => Some(ROLE.to_owned()),
            _ => None,
        });
        typed_at(now, environment, &command.split(' ').collect::<Vec<_>>()).await
    }

    /// A token that the token function would sign now.
    async fn token(&self, algorithm: Algorithm, now: Timestamp) -> String {
        let key = self.signer.key(algorithm, now).await.unwrap().unwrap();
        let token = Unsigned::new(algorithm, key.kid(), "JWT", &Map::new());
        let signature = self.signer.sign(&key, token.signing_input()).await.unwrap();
        token.assemble(&signature)
    }

    /// What is published now.
    async fn published(&self, now: Timestamp) -> Jwks {
        self.keys.key_set(now).await.unwrap().published(now)
    }

    async fn kids(&self) -> Vec<String> {
        let set = self.store.key_set().await.unwrap().set;
        set.keys().iter().map(|dated| dated.key.kid().to_owned()).collect()
    }
}

fn noon() -> Timestamp {
    "2026-11-28T12:00:00Z".parse().unwrap()
}

fn is_good(token: &str, keys: &Jwks) -> bool {
    let all = [Algorithm::Rs256, Algorithm::Es256];
    Compact::parse(token).unwrap().verify_by(keys, &all).is_ok()
}

fn said(answer: &Answer) -> &str {
    answer.report.lines().next().unwrap_or(&answer.progress)
}

#[tokio::test]
async fn keys_are_rotated_while_people_sign_in() {
    let deployment = Deployment::new("ops-keys-rotate-").await;
    let first = deployment.typed(noon(), "keys rotate").await;
    assert_eq!(first.ending, Ending::Done, "{}", first.progress);
    assert_eq!(said(&first), "the first keys sign from now on");
    let day = noon() + PUBLISHED_BEFORE_USE;
    let algorithms = [Algorithm::Rs256, Algorithm::Es256];
    let mut before = Vec::new();
    for algorithm in algorithms {
        before.push(deployment.token(algorithm, day).await);
    }
    let cached = deployment.published(day).await;
    assert_eq!(cached.keys().len(), 4);

    let rotated = deployment.typed(day, "keys rotate").await;

    assert_eq!(rotated.ending, Ending::Done, "{}", rotated.progress);
    let switch = day + SWITCH_AFTER;
    assert_eq!(said(&rotated), "the next keys sign from 2026-11-29T12:10:00Z on");
    let fresh = deployment.published(switch).await;
    for (algorithm, before) in algorithms.into_iter().zip(&before) {
        let until_then = deployment.token(algorithm, switch - KEPT_FOR).await;
        let after = deployment.token(algorithm, switch).await;
        let kid = |token: &str| Compact::parse(token).unwrap().kid().map(str::to_owned);
        assert_eq!(kid(&until_then), kid(before));
        assert_ne!(kid(&after), kid(before));
        for keys in [&cached, &fresh] {
            assert!(is_good(before, keys) && is_good(&until_then, keys) && is_good(&after, keys));
        }
        let much_later = deployment.published(switch + PUBLISHED_AFTER_USE).await;
        assert!(!is_good(before, &much_later) && is_good(&after, &much_later));
    }
    let last = deployment.typed(switch + PUBLISHED_AFTER_USE, "keys rotate").await;
    assert_eq!(last.report.matches("will be deleted in 30 days").count(), 2, "{}", last.report);
}

#[tokio::test]
async fn a_rotation_too_early_is_refused_unless_it_is_an_emergency() {
    let deployment = Deployment::new("ops-keys-early-").await;
    deployment.typed(noon(), "keys rotate").await;
    let before = deployment.kids().await;

    let refused = deployment.typed(noon() + SWITCH_AFTER, "keys rotate").await;

    assert_eq!(refused.ending, Ending::Refused);
    assert!(said(&refused).starts_with("nothing was rotated: calling services may not know the next keys before 2026-11-29T12:00:00Z"), "{}", said(&refused));
    assert_eq!(deployment.kids().await, before);
    let now = deployment.typed(noon() + SWITCH_AFTER, "keys rotate --now").await;
    assert_eq!(said(&now), "the next keys sign from 2026-11-28T12:20:00Z on");
    let again = deployment.typed(noon() + SWITCH_AFTER, "keys rotate --now").await;
    assert!(
        said(&again).contains("the next keys take over at 2026-11-28T12:20:00Z"),
        "{}",
        said(&again)
    );
}

#[tokio::test]
async fn a_key_that_nobody_may_believe_is_withdrawn_once_it_does_not_sign() {
    let deployment = Deployment::new("ops-keys-withdraw-").await;
    deployment.typed(noon(), "keys rotate").await;
    let stolen = deployment.token(Algorithm::Rs256, noon()).await;
    let kid = Compact::parse(&stolen).unwrap().kid().unwrap().to_owned();
    let withdraw = format!("keys withdraw {kid}");

    let refused = deployment.typed(noon(), &withdraw).await;
    assert!(said(&refused).starts_with("nothing was withdrawn: this key signs"));
    deployment.typed(noon(), "keys rotate --now").await;
    let after = noon() + SWITCH_AFTER;
    let done = deployment.typed(after, &withdraw).await;

    assert_eq!(done.ending, Ending::Done);
    assert!(!deployment.kids().await.contains(&kid));
    assert!(!is_good(&stolen, &deployment.published(after).await));
    let again = deployment.typed(after, &withdraw).await;
    assert!(said(&again).starts_with("nothing was withdrawn: no published key has this id"));
}

#[tokio::test]
async fn the_list_says_what_each_key_is_there_for() {
    let deployment = Deployment::new("ops-keys-list-").await;
    let nothing = deployment.typed(noon(), "keys list").await;
    assert_eq!(said(&nothing), "there are no keys: `cargo ops keys rotate` makes the first");
    deployment.typed(noon(), "keys rotate").await;
    deployment.typed(noon(), "keys rotate --now").await;

    let list = deployment.typed(noon() + SignedDuration::from_mins(1), "keys list").await;

    let standing: Vec<&str> = list.report.lines().step_by(2).map(|line| &line[45..]).collect();
    let until = "signs, published until 2026-12-06T12:10:00Z";
    let from = "signs from 2026-11-28T12:10:00Z";
    for algorithm in ["RS256", "ES256"] {
        for expected in [until, from, "next"] {
            let expected = format!("{algorithm}  {expected}");
            assert!(standing.contains(&expected.as_str()), "{expected}: {}", list.report);
        }
    }
    let allowed = deployment.typed(noon(), "keys allow").await;
    assert_eq!(said(&allowed), "the functions may sign with all 6 keys");
}

#[tokio::test]
async fn what_is_missing_is_said_before_a_key_is_made() {
    let roles = |roles: Option<&'static str>| {
        Variables::new(move |name| match name {
            "AWS_ENDPOINT_URL" => Some(MiniStack::shared().endpoint()),
            "DOCUMENTS_TABLE" => Some("documents".to_owned()),
            "SIGNING_ROLES" => roles.map(str::to_owned),
            _ => None,
        })
    };
    for (given, named) in [
        (None, "SIGNING_ROLES: is not set"),
        (Some("TokenRole"), "SIGNING_ROLES: \"TokenRole\" is no ARN of a role"),
    ] {
        let answer = typed_at(noon(), roles(given), &["keys", "rotate"]).await;

        assert_eq!(answer.ending, Ending::Failed);
        assert!(answer.progress.starts_with(named), "{}", answer.progress);
    }
}
