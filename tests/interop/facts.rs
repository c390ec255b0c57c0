//! What the documentation says of this product, against the code.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use oidc::{
    ACCESS_TOKEN_LIFE, CODE_LIFE, ID_TOKEN_LIFE, Problem, REFRESH_LIFE, Scope, claims, endpoints,
    registration::{self, Place},
};

use crate::document::{INTEGRATING, rows, snippet};

#[test]
fn every_claim_is_explained_and_no_other() {
    let explained: BTreeSet<String> =
        rows("claim").iter().flat_map(|row| quoted(&row[0])).collect();

    assert_eq!(explained, claims::SUPPORTED.map(str::to_owned).into());
}

#[test]
fn every_error_is_listed_under_its_title() {
    let listed: Vec<[String; 3]> = rows("code")
        .into_iter()
        .map(|row| [quoted(&row[0]).remove(0), quoted(&row[1]).remove(0), row[2].clone()])
        .collect();

    let sent = Problem::ALL.map(|problem| {
        let page = pages::errors::CODES.iter().find(|page| page.code == problem.code()).unwrap();
        [problem.code(), problem.error(), page.title(pages::ENGLISH)].map(str::to_owned)
    });
    assert_eq!(listed, sent);
}

#[test]
fn lives_are_as_long_as_they_are_said_to_be() {
    let said: Vec<(String, SignedDuration)> = rows("what")
        .into_iter()
        .map(|row| {
            let mut words = row[1].split([' ', ',']);
            let number: i64 = words.next().unwrap().parse().unwrap();
            let life = match words.next() {
                Some("seconds") => SignedDuration::from_secs(number),
                Some("minutes") => SignedDuration::from_mins(number),
                Some("days") => SignedDuration::from_hours(24 * number),
                other => panic!("{other:?}"),
            };
            (row[0].clone(), life)
        })
        .collect();

    let lives = [
        ("code", CODE_LIFE),
        ("access token", ACCESS_TOKEN_LIFE),
        ("ID token", ID_TOKEN_LIFE),
        ("refresh token", REFRESH_LIFE),
    ];
    assert_eq!(said, lives.map(|(what, life)| (what.to_owned(), life)));
}

#[test]
fn every_field_of_a_registration_is_explained_and_no_other() {
    let explained: BTreeSet<String> =
        rows("field").iter().flat_map(|row| quoted(&row[0])).collect();

    assert_eq!(explained, registration::FIELDS.map(str::to_owned).into());
}

#[test]
fn the_registrations_that_are_shown_are_accepted() {
    let deployed = registration::read(&snippet("registration.toml"), Place::Deployed);
    let local = registration::read(&snippet("clients.toml"), Place::LocalStack);

    assert_eq!(deployed.unwrap().len(), 1);
    assert_eq!(local.unwrap().len(), 1);
}

#[test]
fn the_rust_that_is_shown_is_the_rust_that_is_built() {
    let teaching_record = include_str!("../src/bin/calling-service/teaching_record.rs");
    let main = include_str!("../src/bin/calling-service/main.rs");

    assert_eq!(snippet("teaching_record.rs"), teaching_record);
    assert_eq!(snippet("main.rs"), main);
}

#[test]
fn everything_that_can_be_asked_for_is_named() {
    for scope in Scope::ALL {
        assert!(INTEGRATING.contains(&format!("`{}`", scope.name())), "{}", scope.name());
    }
    assert!(INTEGRATING.contains(&format!("{{ISSUER}}{}", endpoints::CONFIGURATION)));
}

#[test]
fn everybody_who_is_named_can_be_picked() {
    let cast = include_str!("../../infra/local/src/cast.rs");
    let (_, section) = INTEGRATING.split_once("## Try it on your machine").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();

    let bold: Vec<&str> = section.split("**").skip(1).step_by(2).collect();

    assert!(bold.len() >= 4, "{bold:?}");
    for person in bold {
        let (first, last) = person.split_once(' ').unwrap();
        assert!(cast.contains(&format!("\"{first}\", \"{last}\"")), "{person}");
    }
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
