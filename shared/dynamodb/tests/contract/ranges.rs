//! The numbers new TRNs are drawn from.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use dynamodb::{RangeError, Table, TrnRange};
use identity::Trn;
use ports::{Draw, TrnRanges};
use testing::{
    SystemEntropy,
    dynamodb::Engine,
    people::{self, record},
};

use crate::given::nine;

fn range(from: &str, to: &str) -> TrnRange {
    TrnRange::new(&people::trn(from), &people::trn(to)).unwrap()
}

async fn with_ranges(ranges: &[(&str, &str)]) -> Engine {
    let engine = Engine::in_memory().await;
    for (from, to) in ranges {
        engine.store().add_range(&range(from, to)).await.unwrap();
    }
    engine
}

async fn draw(engine: &Engine) -> Draw {
    engine.store().draw(&SystemEntropy).await.unwrap()
}

/// Puts records of these numbers there, as far as a draw looks at them.
async fn take(engine: &Engine, numbers: impl Iterator<Item = u32>) {
    let table = engine.tables().name(Table::Records).unwrap();
    let numbers: Vec<u32> = numbers.collect();
    for batch in numbers.chunks(25) {
        let put = |number: &u32| {
            let put = PutRequest::builder()
                .item("pk", AttributeValue::S(format!("TRN#{number:07}")))
                .item("sk", AttributeValue::S("RECORD".to_owned()));
            WriteRequest::builder().put_request(put.build().unwrap()).build()
        };
        let writes = batch.iter().map(put).collect();
        let request = engine.client().batch_write_item().request_items(table, writes);
        assert!(request.send().await.unwrap().unprocessed_items().is_none_or(HashMap::is_empty));
    }
}

#[tokio::test]
async fn without_a_range_there_is_nothing_to_draw() {
    let engine = Engine::in_memory().await;

    assert_eq!(draw(&engine).await, Draw { trn: None, percent_taken: 100 });
}

#[tokio::test]
async fn numbers_come_from_the_ranges_and_from_all_of_them() {
    let ranges = [("3000000", "3000199"), ("0000005", "0000005"), ("9999900", "9999999")];
    let engine = with_ranges(&ranges).await;

    let mut drawn = BTreeSet::new();
    for _ in 0..60 {
        let Draw { trn, percent_taken } = draw(&engine).await;
        let trn = trn.unwrap();
        assert_eq!(percent_taken, 0);
        let within = |(from, to): &(&str, &str)| (*from..=*to).contains(&trn.as_str());
        assert!(ranges.iter().any(within), "{}", trn.as_str());
        drawn.insert(trn.as_str().to_owned());
    }

    assert!(drawn.len() > 40, "by chance, not one after the other: {}", drawn.len());
    assert!(drawn.iter().any(|trn| trn.starts_with('3')));
    assert!(drawn.iter().any(|trn| trn.starts_with('9')));
}

#[tokio::test]
async fn all_ten_numbers_of_a_range_of_ten_are_given_out_and_then_none() {
    let engine = with_ranges(&[("3000000", "3000009")]).await;
    let mut given: BTreeSet<Trn> = BTreeSet::new();
    for taken in 0..10 {
        let Draw { trn, percent_taken } = draw(&engine).await;
        let trn = trn.unwrap();
        assert_eq!(percent_taken, taken * 10);
        let number = trn.as_str().to_owned();
        assert!(given.insert(trn), "{number} was drawn before");
        engine
            .store()
            .keep_record(&record(&number, "Wei Chan", "1966-06-06"), nine())
            .await
            .unwrap();
    }

    assert_eq!(draw(&engine).await, Draw { trn: None, percent_taken: 100 });

    engine.store().add_range(&range("3000010", "3000010")).await.unwrap();
    assert_eq!(draw(&engine).await.trn, Some(people::trn("3000010")), "a new range helps at once");
}

#[tokio::test]
async fn a_number_of_any_record_is_taken_whatever_its_status() {
    let engine = with_ranges(&[("3000000", "3000000")]).await;
    let mut gone = record("3000000", "Wei Chan", "1966-06-06");
    gone.status = identity::RecordStatus::Deactivated;
    engine.store().keep_record(&gone, nine()).await.unwrap();

    assert_eq!(draw(&engine).await.trn, None);
}

#[tokio::test]
async fn ranges_that_share_a_number_are_refused_and_the_same_range_is_there_once() {
    let engine = with_ranges(&[("3000000", "3000009")]).await;
    let store = engine.store();

    for (from, to) in [
        ("3000009", "3000020"),
        ("2999990", "3000000"),
        ("3000003", "3000004"),
        ("2000000", "4000000"),
    ] {
        let refused = store.add_range(&range(from, to)).await;
        assert!(matches!(refused, Err(RangeError::Overlaps(_))), "{from} to {to}");
    }
    store.add_range(&range("3000000", "3000009")).await.unwrap();
    store.add_range(&range("3000010", "3000010")).await.unwrap();

    let backwards = TrnRange::new(&people::trn("3000001"), &people::trn("3000000"));
    assert!(matches!(backwards, Err(RangeError::Backwards)));
    let mut left: BTreeSet<String> = BTreeSet::new();
    for _ in 0..11 {
        let trn = draw(&engine).await.trn.unwrap();
        engine
            .store()
            .keep_record(&record(trn.as_str(), "Wei Chan", "1966-06-06"), nine())
            .await
            .unwrap();
        left.insert(trn.as_str().to_owned());
    }
    assert_eq!(left.len(), 11);
    assert_eq!(draw(&engine).await.trn, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ranges_that_overlap_added_at_once_one_is_there() {
    let engine = with_ranges(&[]).await;
    let adding: Vec<_> = (0..8)
        .map(|number| {
            let store = engine.store();
            let from = format!("300000{number}");
            tokio::spawn(async move { store.add_range(&range(&from, "3000009")).await.is_ok() })
        })
        .collect();
    let mut added = 0;
    for adding in adding {
        added += usize::from(adding.await.unwrap());
    }

    assert_eq!(added, 1);
}

#[tokio::test]
async fn how_full_the_ranges_are_is_told_and_a_number_is_still_found() {
    let engine = with_ranges(&[("3000000", "3001999")]).await;
    take(&engine, (3_000_000..3_002_000).filter(|number| number % 20 != 0)).await;

    for _ in 0..10 {
        let Draw { trn, percent_taken } = draw(&engine).await;
        assert_eq!(trn.unwrap().as_str().parse::<u32>().unwrap() % 20, 0);
        assert!((70..=100).contains(&percent_taken), "{percent_taken} of about 95");
    }
}

#[tokio::test]
async fn the_last_number_of_a_range_that_is_looked_at_whole_is_found() {
    let engine = with_ranges(&[("3000000", "3000499")]).await;
    take(&engine, (3_000_000..3_000_500).filter(|number| *number != 3_000_321)).await;

    let Draw { trn, percent_taken } = draw(&engine).await;

    assert_eq!(trn, Some(people::trn("3000321")));
    assert!(percent_taken >= 96, "{percent_taken}");
}

#[tokio::test]
async fn an_empty_range_of_a_million_costs_a_handful_of_reads() {
    let engine = with_ranges(&[("3000000", "3999999")]).await;
    engine.calls().forget();

    draw(&engine).await;

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (2, 0));
}
