//! The made-up register: plausible, varied, and always the same.

use std::collections::BTreeSet;

use identity::{RecordStatus, TeachingRecord};
use testing::people::{file, register};

fn how_many(is: impl Fn(&TeachingRecord) -> bool) -> usize {
    register().iter().filter(|record| is(record)).count()
}

#[test]
fn there_are_two_hundred_records_each_with_its_own_numbers() {
    let register = register();

    let trns: BTreeSet<_> = register.iter().map(|record| &record.trn).collect();
    let ninos: Vec<_> = register.iter().flat_map(|record| &record.ninos).collect();

    assert_eq!(trns.len(), 200);
    assert_eq!(ninos.iter().collect::<BTreeSet<_>>().len(), ninos.len());
}

#[test]
fn it_is_always_the_same() {
    assert_eq!(register(), register());
    assert_eq!(file(&register()).lines().count(), 200);
}

#[test]
fn every_kind_of_record_that_makes_matching_hard_is_there() {
    let register = register();
    let merged = register.iter().filter_map(|record| match &record.status {
        RecordStatus::MergedInto(survivor) => Some(survivor),
        RecordStatus::Active | RecordStatus::Deactivated => None,
    });
    for survivor in merged {
        let survivor = register.iter().find(|record| record.trn == *survivor).unwrap();
        assert_eq!(survivor.status, RecordStatus::Active);
    }

    assert!(how_many(|record| record.status == RecordStatus::Deactivated) >= 5);
    assert!(how_many(|record| matches!(record.status, RecordStatus::MergedInto(_))) >= 5);
    assert!(how_many(|record| record.ninos.is_empty()) >= 10);
    assert!(how_many(|record| record.ninos.len() > 1) >= 5);
    assert!(how_many(|record| !record.previous_names.is_empty()) >= 5);
    assert!(how_many(|record| record.email.is_none()) >= 5);
    assert!(how_many(|record| !record.name.middle.is_empty()) >= 20);
    assert!(how_many(|record| !record.has_qts) >= 5);
    assert!(how_many(|record| record.has_open_alert) >= 3);
}

#[test]
fn some_people_share_a_name_and_a_birthday() {
    let register = register();
    let people: BTreeSet<_> =
        register.iter().map(|record| (record.name.display(), record.date_of_birth)).collect();

    // Merged records, namesakes, and two records of one person: three in twenty.
    assert_eq!(people.len(), 200 - 30);
}

#[test]
fn names_are_varied() {
    let register = register();
    let first: BTreeSet<_> = register.iter().map(|record| &record.name.first).collect();
    let last: BTreeSet<_> = register.iter().map(|record| &record.name.last).collect();

    assert!(first.len() > 40 && last.len() > 40, "{} and {}", first.len(), last.len());
}
