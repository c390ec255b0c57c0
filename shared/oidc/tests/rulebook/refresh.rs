//! What refresh tokens look like, and whether one may be used.

use identity::ClientId;
use jose::{Digest, Secret};
use oidc::{
    AccessGrant, Connection, Problem, REFRESH_LIFE, RefreshGrant, Refusal, Scope, StoredFamily,
    token::{
        RefreshRefused, RefreshToken, Revocable, access_token, judge_connection, judge_refresh,
        may_revoke, narrowed,
    },
};
use proptest::prelude::*;

use crate::ours::{NOW, at};

const WEEK: i64 = 7 * 24 * 60 * 60;

#[test]
fn a_family_lasts_a_week() {
    assert_eq!(REFRESH_LIFE.as_secs(), WEEK);
}

fn npq() -> ClientId {
    "npq".parse().unwrap()
}

fn other() -> ClientId {
    "other".parse().unwrap()
}

fn random(byte: u8) -> Secret {
    Secret::from_random([byte; 32])
}

fn first() -> RefreshToken {
    RefreshToken::first(&random(1), &random(2))
}

fn record(trn: &str, since: i64) -> Connection {
    Connection::Record { trn: trn.parse().unwrap(), since: at(since) }
}

fn grant(connection: Connection) -> RefreshGrant {
    RefreshGrant {
        access: AccessGrant {
            client: npq(),
            subject: "ada".parse().unwrap(),
            session: "s1".parse().unwrap(),
            scopes: vec![Scope::OpenId, Scope::TeachingRecord, Scope::OfflineAccess],
            auth_time: at(NOW - 60),
            trn: None,
        },
        connection,
        expires_at: at(NOW + WEEK),
    }
}

fn family(current: Option<Digest>) -> StoredFamily {
    StoredFamily { grant: grant(Connection::Undecided), current }
}

#[test]
fn a_refresh_token_is_found_by_scanners_and_read_again_as_it_was_made() {
    let token = first();

    let text = token.secret().expose();

    assert!(text.starts_with("ctr_rt_"));
    assert_eq!(text.len(), 7 + 43 + 43 + 6);
    assert_eq!(text[93..], Digest::of(&text.as_bytes()[..93]).as_str()[..6]);
    assert_eq!(RefreshToken::read(token.secret()), Some(token));
}

#[test]
fn the_next_token_is_another_one_of_the_same_family() {
    let token = first();

    let next = token.next(&random(3));

    assert_eq!(next.family(), token.family());
    assert_ne!(next.digest(), token.digest());
    assert_ne!(RefreshToken::first(&random(4), &random(2)).family(), token.family());
}

#[test]
fn what_is_stored_of_a_token_does_not_show_it() {
    let token = first();

    for digest in [token.family(), token.digest()] {
        assert!(!token.secret().expose().contains(digest.as_str()));
    }
    assert!(!format!("{token:?}").contains(token.secret().expose()));
}

#[test]
fn text_that_only_looks_like_a_refresh_token_is_none() {
    let good = first().secret().expose().to_owned();
    let other_letter = |at: usize| {
        let mut text = good.clone().into_bytes();
        text[at] = if text[at] == b'A' { b'B' } else { b'A' };
        String::from_utf8(text).unwrap()
    };
    let looks = [
        String::new(),
        "ctr_rt_".to_owned(),
        good[..98].to_owned(),
        format!("{good}A"),
        format!(" {good}"),
        good.to_uppercase(),
        other_letter(10),
        other_letter(60),
        other_letter(98),
        format!("ctr_rt_{}", "é".repeat(46)),
        access_token(&random(1)).expose().to_owned(),
    ];
    for text in looks {
        assert_eq!(RefreshToken::read(&Secret::presented(&*text)), None, "{text}");
    }
}

#[test]
fn row_31_a_refresh_token_is_good_for_its_client_for_a_week_and_once() {
    let (token, older) = (first().next(&random(3)).digest(), first().digest());
    let live = family(Some(token.clone()));
    let revoked = family(None);
    let end = NOW + WEEK;
    let cases = [
        (Some(&live), &token, npq(), NOW, Ok(())),
        (Some(&live), &token, npq(), end - 1, Ok(())),
        (Some(&live), &token, npq(), end, Err(RefreshRefused::Expired)),
        (Some(&live), &older, npq(), NOW, Err(RefreshRefused::Reused)),
        (Some(&live), &older, npq(), end, Err(RefreshRefused::Expired)),
        (Some(&live), &token, other(), NOW, Err(RefreshRefused::OtherClient)),
        (Some(&live), &older, other(), NOW, Err(RefreshRefused::OtherClient)),
        (Some(&revoked), &token, npq(), NOW, Err(RefreshRefused::Revoked)),
        (Some(&revoked), &older, other(), NOW, Err(RefreshRefused::Revoked)),
        (None, &token, npq(), NOW, Err(RefreshRefused::Unknown)),
    ];

    for (index, (stored, token, client, second, expected)) in cases.into_iter().enumerate() {
        let judged = judge_refresh(stored, token, &client, at(second)).map(|_| ());

        assert_eq!(judged, expected, "case {index}");
    }
}

#[test]
fn a_family_survives_what_proves_no_misuse_and_nothing_else() {
    for (refused, revokes) in [
        (RefreshRefused::Unknown, false),
        (RefreshRefused::Expired, false),
        (RefreshRefused::Revoked, true),
        (RefreshRefused::Reused, true),
        (RefreshRefused::OtherClient, true),
        (RefreshRefused::RecordChanged, true),
    ] {
        assert_eq!(refused.revokes(), revokes, "{refused}");
    }
}

#[test]
fn tokens_are_refreshed_until_the_person_is_parted_from_their_record() {
    let had = record("1234567", NOW);
    let cases = [
        (Connection::Undecided, Some(Connection::Undecided), true),
        (Connection::Undecided, Some(had.clone()), true),
        (Connection::Undecided, None, false),
        (had.clone(), Some(had.clone()), true),
        // Merged, or joined to another one.
        (had.clone(), Some(record("7654321", NOW)), false),
        // Parted, and joined again.
        (had.clone(), Some(record("1234567", NOW + 1)), false),
        (had.clone(), Some(Connection::Undecided), false),
        (had, None, false),
    ];

    for (index, (then, now, lasts)) in cases.into_iter().enumerate() {
        let judged = judge_connection(&grant(then), now.clone());

        let expected = now.filter(|_| lasts).ok_or(RefreshRefused::RecordChanged);
        assert_eq!(judged, expected, "case {index}");
    }
}

#[test]
fn fewer_scopes_may_be_asked_for_and_never_more() {
    let granted = [Scope::OpenId, Scope::TeachingRecord, Scope::Email, Scope::OfflineAccess];
    for (asked, expected) in [
        (None, Some(granted.to_vec())),
        (Some("openid teaching_record email offline_access"), Some(granted.to_vec())),
        (
            Some("email  teaching_record openid openid"),
            Some(vec![Scope::OpenId, Scope::TeachingRecord, Scope::Email]),
        ),
        (Some("openid teaching_record"), Some(vec![Scope::OpenId, Scope::TeachingRecord])),
        (Some("openid teaching_record profile"), None),
        (Some("openid teaching_record trn_requests"), None),
        (Some("openid teaching_record Email"), None),
        (Some("openid email"), None),
        (Some("teaching_record"), None),
        (Some(" "), None),
    ] {
        let refused = Refusal::from(Problem::InvalidScope);
        assert_eq!(narrowed(&granted, asked), expected.ok_or(refused), "{asked:?}");
    }
}

#[test]
fn a_token_that_is_to_be_revoked_says_what_it_is() {
    let access = access_token(&random(1));

    assert_eq!(Revocable::of(first().secret()), Revocable::Refresh(first()));
    assert_eq!(Revocable::of(&access), Revocable::Access(access));
}

#[test]
fn a_family_is_its_clients_to_revoke_as_long_as_it_lasts() {
    for (client, second, may) in [
        (npq(), NOW, true),
        (npq(), NOW + WEEK - 1, true),
        (npq(), NOW + WEEK, false),
        (other(), NOW, false),
    ] {
        for current in [Some(first().digest()), None] {
            assert_eq!(may_revoke(&family(current), &client, at(second)), may, "{second}");
        }
    }
}

fn any_scopes() -> impl Strategy<Value = Vec<Scope>> {
    proptest::sample::subsequence(Scope::ALL.to_vec(), 0..=Scope::ALL.len())
}

proptest! {
    /// Whatever is asked for, nothing is given that was not granted.
    #[test]
    fn nothing_is_given_that_was_not_granted(granted in any_scopes(), asked in any_scopes()) {
        let names: Vec<&str> = asked.iter().map(|scope| scope.name()).collect();

        if let Ok(given) = narrowed(&granted, Some(&names.join(" "))) {
            prop_assert!(given.iter().all(|scope| granted.contains(scope)));
            prop_assert_eq!(given, asked);
        } else {
            let wider = asked.iter().any(|scope| !granted.contains(scope));
            let needed = [Scope::OpenId, Scope::TeachingRecord];
            prop_assert!(wider || needed.iter().any(|scope| !asked.contains(scope)));
        }
    }

    /// Any two random parts are read again as they were put together, and a token of any other text is none.
    #[test]
    fn any_token_is_read_as_it_was_made(handle: [u8; 32], part: [u8; 32], text in "\\PC{0,120}") {
        let made = RefreshToken::first(&Secret::from_random(handle), &Secret::from_random(part));

        prop_assert_eq!(RefreshToken::read(made.secret()), Some(made));
        prop_assert_eq!(RefreshToken::read(&Secret::presented(text)), None);
    }
}
