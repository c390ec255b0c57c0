//! Names, and the identity they belong to.

use identity::{
    DateOfBirth, IncompleteIdentity, InvalidName, NamePart, NamePartKind, RecordName,
    VerifiedIdentity, VerifiedName,
};

fn part(kind: NamePartKind, value: &str) -> NamePart {
    NamePart { kind, value: value.to_owned() }
}

fn name(parts: &[(NamePartKind, &str)], until: Option<&str>) -> Result<VerifiedName, InvalidName> {
    let parts = parts.iter().map(|(kind, value)| part(*kind, value)).collect();
    VerifiedName::new(parts, None, until.map(|date| date.parse().unwrap()))
}

use NamePartKind::{Family, Given};

#[test]
fn a_name_is_kept_as_it_came_and_shown_in_its_order() {
    let li = name(&[(Family, "LI"), (Given, "WEI MIN"), (Given, "ANNE-MARIE")], None).unwrap();

    assert_eq!(li.display(), "LI WEI MIN ANNE-MARIE");
    assert_eq!(li.given().as_deref(), Some("WEI MIN ANNE-MARIE"));
    assert_eq!(li.family().as_deref(), Some("LI"));
    assert_eq!(li.parts()[1], part(Given, "WEI MIN"));
}

#[test]
fn blank_parts_are_left_out_and_a_name_of_nothing_else_is_none() {
    let sukarno = name(&[(Given, " "), (Given, "SUKARNO"), (Family, "\u{a0}")], None).unwrap();

    assert_eq!(sukarno.parts().len(), 1);
    assert_eq!(sukarno.family(), None);
    assert_eq!(name(&[(Given, ""), (Family, "\t")], None), Err(InvalidName));
    assert_eq!(name(&[], None), Err(InvalidName));
}

#[test]
fn a_part_that_cannot_be_seen_is_blank() {
    let unseen = "\u{200b}\u{feff}\u{ad}\u{61c}";
    let sukarno = name(&[(Given, "SUKARNO"), (Family, unseen)], None).unwrap();

    assert_eq!(sukarno.family(), None);
    assert_eq!(name(&[(Given, unseen)], None), Err(InvalidName));
}

#[test]
fn the_current_name_is_the_one_without_an_end() {
    let before = name(&[(Given, "ANNE"), (Family, "LEE")], Some("2015-01-01")).unwrap();
    let now = name(&[(Given, "ANNE"), (Family, "SMITH")], None).unwrap();
    let born: DateOfBirth = "1990-05-01".parse().unwrap();

    let identity = VerifiedIdentity::new(vec![before.clone(), now.clone()], vec![born]).unwrap();

    assert_eq!(identity.current_name(), &now);
    assert_eq!(identity.previous_names().collect::<Vec<_>>(), [&before]);
    assert_eq!(identity.names(), [before, now]);
}

#[test]
fn an_identity_needs_a_current_name_and_a_date_of_birth() {
    let ended = name(&[(Given, "ANNE")], Some("2015-01-01")).unwrap();
    let current = name(&[(Given, "ANNE")], None).unwrap();
    let born: DateOfBirth = "1990-05-01".parse().unwrap();

    let no_name = VerifiedIdentity::new(vec![ended], vec![born]);
    let no_date = VerifiedIdentity::new(vec![current.clone()], vec![]);

    assert_eq!(no_name, Err(IncompleteIdentity::NoCurrentName));
    assert_eq!(no_date, Err(IncompleteIdentity::NoDateOfBirth));
    assert_eq!(VerifiedIdentity::new(vec![], vec![born]), Err(IncompleteIdentity::NoCurrentName));
}

#[test]
fn the_first_date_of_birth_is_the_most_certain() {
    let current = name(&[(Given, "ANNE")], None).unwrap();
    let dates: Vec<DateOfBirth> =
        ["1990-05-01", "1990-01-05"].map(|date| date.parse().unwrap()).to_vec();

    let identity = VerifiedIdentity::new(vec![current], dates.clone()).unwrap();

    assert_eq!(identity.date_of_birth(), dates[0]);
    assert_eq!(identity.dates_of_birth(), dates);
}

#[test]
fn a_records_name_is_shown_without_gaps() {
    let name = |first: &str, middle: &str, last: &str| RecordName {
        first: first.to_owned(),
        middle: middle.to_owned(),
        last: last.to_owned(),
    };

    assert_eq!(name("Anne", "Louise", "Smith").display(), "Anne Louise Smith");
    assert_eq!(name("Anne", " ", "Smith").display(), "Anne Smith");
    assert_eq!(name("", "", "Sukarno").display(), "Sukarno");
    assert_eq!(name("", "", "").display(), "");
}
