//! Finding the records that might be somebody's.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::{AttributeValue, ConsumedCapacity, ReturnConsumedCapacity};
use dynamodb::{Kept, KeptRecords, Table};
use identity::{RecordStatus, TeachingRecord, Trn, VerifiedIdentity};
use matching::{Evidence, index_keys, missing_survivors, search_keys};
use ports::Teachers;
use proptest::{collection::vec, option, prelude::*, test_runner::TestRunner};
use testing::{
    dynamodb::Engine,
    people::{self, record},
};
use tokio::runtime::Runtime;

use crate::{given::nine, strategies, written};

pub(crate) fn about(identity: &VerifiedIdentity) -> Evidence<'_> {
    Evidence { identity, email: None, nino: None, trn: None, refused: &[] }
}

async fn kept(engine: &Engine, records: &[TeachingRecord]) {
    engine.store().keep_records(records, nine()).await.unwrap();
}

/// How many records and copies of records there are.
async fn filed(engine: &Engine) -> usize {
    let items = written::all(engine, Table::Records).await;
    items.iter().filter(|item| item["sk"] != "SUM").count()
}

fn trns(records: &[TeachingRecord]) -> Vec<&str> {
    records.iter().map(|record| record.trn.as_str()).collect()
}

#[tokio::test]
async fn a_record_is_found_by_each_thing_known_about_the_person() {
    let engine = Engine::in_memory().await;
    let mut anne = record("1234567", "Anne Smith", "1990-05-01");
    anne.ninos = vec![people::nino("AB123456C"), people::nino("CE222222A")];
    anne.email = Some(people::email("Anne@Example.com"));
    anne.previous_names = vec![people::record_name("Anne Lee-Jones")];
    kept(&engine, &[anne.clone(), record("7654321", "Wei Chan", "1977-07-07")]).await;
    let store = engine.store();
    let stranger = people::identity("Ruth", "Price", "1966-06-06");
    let (nino, trn) = (people::nino("CE222222A"), people::trn("1234567"));
    let email = people::email("ANNE@example.com");
    let birthday = people::identity("Ruth", "Price", "1990-05-01");
    let name = people::identity("Anne", "Jones", "1966-06-06");

    let ways = [
        Evidence { nino: Some(&nino), ..about(&stranger) },
        Evidence { trn: Some(&trn), ..about(&stranger) },
        Evidence { email: Some(&email), ..about(&stranger) },
        about(&birthday),
        about(&name),
    ];

    for (way, evidence) in ways.iter().enumerate() {
        let found = store.around(evidence).await.unwrap().records;
        assert_eq!(found, [anne.clone()], "way {way}");
    }
    assert_eq!(store.around(&about(&stranger)).await.unwrap().records, []);
}

#[tokio::test]
async fn a_merged_record_brings_the_one_it_lives_on_in() {
    let engine = Engine::in_memory().await;
    let merged = |number: &str, into: &str| TeachingRecord {
        status: RecordStatus::MergedInto(people::trn(into)),
        ..record(number, "Anne Smith", "1990-05-01")
    };
    let survivor = record("0000003", "Somebody Else", "1950-01-01");
    kept(&engine, &[merged("0000001", "0000002"), merged("0000002", "0000003"), survivor]).await;
    let stranger = people::identity("Ruth", "Price", "1966-06-06");
    let trn = people::trn("0000001");

    let evidence = Evidence { trn: Some(&trn), ..about(&stranger) };
    let found = engine.store().around(&evidence).await.unwrap().records;

    assert_eq!(trns(&found), ["0000001", "0000002", "0000003"]);
}

#[tokio::test]
async fn merges_in_a_circle_or_to_nowhere_end() {
    let engine = Engine::in_memory().await;
    let merged = |number: &str, into: &str| TeachingRecord {
        status: RecordStatus::MergedInto(people::trn(into)),
        ..record(number, "Anne Smith", "1990-05-01")
    };
    let circle = [merged("0000001", "0000002"), merged("0000002", "0000001")];
    kept(&engine, &circle).await;
    kept(&engine, &[merged("0000004", "0000005")]).await;
    let anne = people::identity("Anne", "Smith", "1990-05-01");

    let found = engine.store().around(&about(&anne)).await.unwrap().records;

    assert_eq!(trns(&found), ["0000001", "0000002", "0000004"]);
}

#[tokio::test]
async fn the_same_queries_are_made_whatever_they_find() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let mut anne = record("1234567", "Anne Smith", "1990-05-01");
    anne.ninos = vec![people::nino("AB123456C")];
    kept(&engine, &[anne]).await;
    let asked = async |identity: &VerifiedIdentity, nino: &str, trn: &str| {
        let (nino, trn) = (people::nino(nino), people::trn(trn));
        let email = people::email("anne@example.com");
        let evidence = Evidence {
            identity,
            email: Some(&email),
            nino: Some(&nino),
            trn: Some(&trn),
            refused: &[],
        };
        engine.calls().forget();
        store.around(&evidence).await.unwrap();
        engine.calls().by_operation()
    };

    let hit = asked(&people::identity("Anne", "Smith", "1990-05-01"), "AB123456C", "1234567").await;
    let miss =
        asked(&people::identity("Ruth", "Price", "1966-06-06"), "WM333333B", "7654321").await;

    assert_eq!(hit, miss);
    assert_eq!(hit.into_iter().collect::<Vec<_>>(), [("GetItem".into(), 1), ("Query".into(), 4)]);
}

#[tokio::test]
async fn a_changed_record_is_no_longer_found_by_what_it_was() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let before = record("1234567", "Anne Smith", "1990-05-01");
    assert_eq!(store.keep_record(&before, nine()).await.unwrap(), Kept::New);
    let after = record("1234567", "Anne Jones", "1990-05-10");

    assert_eq!(store.keep_record(&after, nine()).await.unwrap(), Kept::Changed);

    let found = async |given, family, born| {
        let identity = people::identity(given, family, born);
        store.around(&about(&identity)).await.unwrap().records
    };
    assert_eq!(found("Anne", "Smith", "1966-06-06").await, []);
    assert_eq!(found("Ruth", "Price", "1990-05-01").await, []);
    assert_eq!(found("Anne", "Jones", "1966-06-06").await, std::slice::from_ref(&after));
    assert_eq!(found("Ruth", "Price", "1990-05-10").await, [after]);
    let kept = filed(&engine).await;
    assert_eq!(kept, 3, "the record, its birthday, its name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_written_from_many_sides_at_once_keeps_the_keys_of_the_last() {
    let engine = Engine::in_memory().await;
    let writers: Vec<_> = (0..4)
        .map(|number| {
            let store = engine.store();
            tokio::spawn(async move {
                let names = ["Ann", "Bea", "Cleo", "Dora"];
                let called = format!("{} Smith", names[number]);
                store.keep_record(&record("1234567", &called, "1990-05-01"), nine()).await.unwrap()
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }

    let last = engine.store().record(&people::trn("1234567")).await.unwrap().unwrap();

    // The record, its birthday, and one name.
    assert_eq!(filed(&engine).await, 1 + index_keys(&last).len());
    let found = people::identity("Ruth", "Price", "1990-05-01");
    assert_eq!(engine.store().around(&about(&found)).await.unwrap().records, [last]);
}

#[tokio::test]
async fn keeping_a_register_again_changes_nothing_and_costs_a_read_for_a_hundred() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let register = people::register();
    let first = store.keep_records(&register, nine()).await.unwrap();
    assert_eq!(first, KeptRecords { new: 200, changed: 0, unchanged: 0 });
    engine.calls().forget();

    let again = store.keep_records(&register, nine()).await.unwrap();

    assert_eq!(again, KeptRecords { new: 0, changed: 0, unchanged: 200 });
    assert_eq!((engine.calls().reads(), engine.calls().writes()), (2, 0));
}

#[tokio::test]
async fn a_hundred_and_fifty_of_one_birthday_are_read_in_less_than_200_kb() {
    let engine = Engine::in_memory().await;
    let everybody: Vec<TeachingRecord> = people::register()
        .into_iter()
        .take(150)
        .map(|record| TeachingRecord {
            date_of_birth: people::date("1990-05-01"),
            previous_names: vec![record.name.clone(), people::record_name("Some Earlier Name")],
            ..record
        })
        .collect();
    kept(&engine, &everybody).await;
    let query = engine
        .client()
        .query()
        .table_name(engine.tables().name(Table::Records).unwrap())
        .key_condition_expression("pk = :pk")
        .expression_attribute_values(":pk", AttributeValue::S("BORN#1990-05-01".to_owned()))
        .return_consumed_capacity(ReturnConsumedCapacity::Total);

    let answer = query.send().await.unwrap();

    assert_eq!(answer.items().len(), 150 + 1, "and their count");
    // Half a unit for each 4 KB, as long as the read need not be consistent.
    let capacity = answer.consumed_capacity().and_then(ConsumedCapacity::capacity_units).unwrap();
    assert!(capacity * 8.0 < 200.0, "{capacity} units are {} KB", capacity * 8.0);
}

/// The records that the rules must see, found by looking at every one of them.
fn brute_force(records: &[TeachingRecord], evidence: &Evidence<'_>) -> BTreeSet<Trn> {
    let searched = search_keys(evidence);
    let sought = |record: &&TeachingRecord| {
        index_keys(record).iter().any(|key| searched.contains(key))
            || evidence.trn == Some(&record.trn)
    };
    let mut found: Vec<TeachingRecord> = records.iter().filter(sought).cloned().collect();
    loop {
        let missing = missing_survivors(&found);
        let survivors: Vec<_> =
            records.iter().filter(|record| missing.contains(&record.trn)).cloned().collect();
        if survivors.is_empty() {
            return found.into_iter().map(|record| record.trn).collect();
        }
        found.extend(survivors);
    }
}

#[test]
fn what_is_found_is_what_looking_at_every_record_finds() {
    let runtime = Runtime::new().unwrap();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) };
    let people = (
        prop_oneof![
            Just(("Anne", "Smith")),
            Just(("José", "O’Brien")),
            Just(("Ann", "Jones")),
            Just(("Jose", "Souza"))
        ],
        strategies::a_birthday(),
        option::of(strategies::a_nino()),
        option::of(strategies::an_email()),
        option::of(1..30_u32),
    );
    let mut runner = TestRunner::new(config);
    runner
        .run(&(vec(strategies::record(), 0..30), vec(people, 1..6)), |(records, people)| {
            // The last of several with one TRN is the one.
            let by_trn: BTreeMap<Trn, TeachingRecord> =
                records.into_iter().map(|record| (record.trn.clone(), record)).collect();
            let records: Vec<TeachingRecord> = by_trn.into_values().collect();
            runtime.block_on(async {
                let engine = Engine::in_memory().await;
                kept(&engine, &records).await;
                for ((given, family), born, nino, email, number) in &people {
                    let identity = people::identity(given, family, &born.iso());
                    let trn = number.map(|number| people::trn(&format!("{number:07}")));
                    let evidence = Evidence {
                        identity: &identity,
                        email: email.as_ref(),
                        nino: nino.as_ref(),
                        trn: trn.as_ref(),
                        refused: &[],
                    };

                    let found = engine.store().around(&evidence).await.unwrap().records;

                    let expected = brute_force(&records, &evidence);
                    assert_eq!(found.len(), expected.len(), "each once");
                    let found: BTreeSet<Trn> = found.into_iter().map(|record| record.trn).collect();
                    assert_eq!(found, expected);
                }
            });
            Ok(())
        })
        .unwrap();
}
