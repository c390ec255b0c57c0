//! The keys a store files and finds records by.

use identity::TeachingRecord;
use matching::{
    Decision, Evidence, IndexKey, IndexKind, index_keys, look_up, missing_survivors, search_keys,
    search_trns,
};
use proptest::prelude::*;

use crate::{
    people::{self, cases},
    table,
};

fn texts(keys: &[IndexKey]) -> Vec<(IndexKind, &str)> {
    keys.iter().map(|key| (key.kind(), key.text())).collect()
}

#[test]
fn a_record_is_filed_under_numbers_date_email_and_every_name() {
    let record = table::record(
        "Mary-Anne / Jo / O Brien-Smith; was Mary // de Souza; nino AB123456C CE222222A; email A@b.uk",
    );

    let keys = index_keys(&record);

    let expected = [
        (IndexKind::Nino, "AB123456C"),
        (IndexKind::Nino, "CE222222A"),
        (IndexKind::DateOfBirth, "1990-05-01"),
        (IndexKind::Email, "a@b.uk"),
        (IndexKind::Names, "brien mary"),
        (IndexKind::Names, "desouza mary"),
        (IndexKind::Names, "obrien mary"),
        (IndexKind::Names, "smith mary"),
        (IndexKind::Names, "souza mary"),
    ];
    assert_eq!(texts(&keys), expected);
    assert!(!format!("{keys:?}").contains("brien"));
}

#[test]
fn a_person_is_sought_by_the_keys_their_record_is_filed_under() {
    let row = &table::rows(
        "
        | verified name                | born          | NINO                 | TRN | records       | decision |
        | DR ANNE / OBRIEN + ANNE / LI | ok 1990-05-02 | ok email A@example.com | ok  | Anne // Smith | - |
        ",
    )[0];

    let expected = [
        (IndexKind::Nino, "AB123456C"),
        (IndexKind::DateOfBirth, "1990-05-01"),
        (IndexKind::DateOfBirth, "1990-05-02"),
        (IndexKind::Email, "a@example.com"),
        (IndexKind::Names, "li anne"),
        (IndexKind::Names, "obrien anne"),
    ];
    assert_eq!(texts(&search_keys(&row.evidence())), expected);
}

#[test]
fn someone_with_one_name_is_not_sought_by_names() {
    assert!(
        index_keys(&table::record("Sukarno //")).iter().all(|key| key.kind() != IndexKind::Names)
    );
}

proptest! {
    #![proptest_config(cases())]

    /// A store that reads what it is told to read knows enough: whatever else it holds, no record
    /// it did not read could have changed a decision to join, to ask or to leave it to a person.
    #[test]
    fn no_match_is_out_of_the_reach_of_the_keys(scene in people::scene()) {
        let evidence = scene.evidence();
        let read = read_like_a_store(&evidence, &scene.records);

        let all = look_up(&evidence, &scene.records);
        let found = look_up(&evidence, &read);

        match &all {
            Decision::Match(_) | Decision::AskForTrn { .. } | Decision::TwoRecords { .. } => {
                prop_assert_eq!(all, found);
            }
            Decision::Candidates(_) | Decision::None => {
                let undecided = match found {
                    Decision::Candidates(_) | Decision::None => true,
                    Decision::Match(_) | Decision::AskForTrn { .. } | Decision::TwoRecords { .. } => false,
                };
                prop_assert!(undecided);
            }
        }
    }
}

fn read_like_a_store(evidence: &Evidence<'_>, stored: &[TeachingRecord]) -> Vec<TeachingRecord> {
    let sought = search_keys(evidence);
    let trns = search_trns(evidence);
    let is_read = |record: &&TeachingRecord| {
        trns.contains(&record.trn) || index_keys(record).iter().any(|key| sought.contains(key))
    };
    let mut read: Vec<TeachingRecord> = stored.iter().filter(is_read).cloned().collect();
    loop {
        let missing = missing_survivors(&read);
        let before = read.len();
        read.extend(stored.iter().filter(|record| missing.contains(&record.trn)).cloned());
        if read.len() == before {
            return read;
        }
    }
}
