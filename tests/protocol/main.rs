//! The error table of the provider: every way that a request to it can be wrong, and what it is answered. One
//! row for each condition, one variant for each way to meet it; all go through the gateway that the template
//! describes, to the functions as they are wired.
#![expect(clippy::unwrap_used, reason = "tests")]

mod door;
mod table;

mod anywhere;
mod authorize;
mod authorize_outcomes;
mod authorize_redirects;
mod callback;
mod collector;
mod logout;
mod off_the_list;
mod token;
mod token_client;
mod userinfo;

use table::Row;

/// The whole table.
fn table() -> Vec<Row> {
    [
        authorize::rows(),
        authorize_redirects::rows(),
        authorize_outcomes::rows(),
        callback::rows(),
        token::rows(),
        token_client::rows(),
        userinfo::rows(),
        logout::rows(),
        anywhere::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_row_is_there_and_so_are_its_variants() {
    let table = table();

    let mut numbers: Vec<u8> = table.iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=41).collect::<Vec<u8>>());
    for row in &table {
        assert!(!row.variants.is_empty(), "row {} ({}) has no variant", row.number, row.what);
        let mut names: Vec<&str> = row.variants.iter().map(|each| each.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), row.variants.len(), "row {}: a name is there twice", row.number);
    }
    let variants: usize = table.iter().map(|row| row.variants.len()).sum();
    assert!(variants >= 330, "{variants} variants");
}
