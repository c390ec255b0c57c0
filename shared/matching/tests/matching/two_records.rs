//! One person with two records, and two people who look like one.

use matching::{Decision, look_up};

use crate::table::{self, check_look_ups};

#[test]
fn a_nino_alone_does_not_decide_while_another_record_may_be_the_same_persons() {
    check_look_ups(
        "
        | verified name     | born | NINO | TRN | records | decision |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Annie // Smith; trn 7654321; nino - | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & A // Smith; trn 7654321; nino - | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & // Smith; trn 7654321; nino - | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Ane / Anne / Smith; trn 7654321; nino - | ask |
        | ANNE LOUISE / Smith | ok | ok   | -   | Anne // Smith & Amy / Louise / Smith; trn 7654321; nino - | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Lee; was Anne // Smith; trn 7654321; nino - | ask |
        | Anne / Lee        | ok   | ok   | -   | Anne // Lee; was Anne // Smith & Anne // Smith; trn 7654321; nino - | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Smith // Anne; trn 7654321; nino - | ask |
        | Mary / Lee        | ok   | ok   | -   | Mary / Anne / Smith; was // Lee & Anne // Smith; trn 7654321; nino - | ask |
        | Mary / Lee        | ok   | ok   | -   | Mary // Smith; was // Lee & Smith //; trn 7654321; nino - | ask |
        | Mary / Lee        | ok   | ok   | -   | Mary // Smith; was // Lee & Smith // Mary; trn 7654321; nino - | ask |
        | Stephanie / Smith | ok   | ok   | -   | Stephanie // Smith & Stephnie // Smith; trn 7654321; nino CE222222A | ask |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Jane // Smith; trn 7654321; nino - | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Jones; trn 7654321; nino - | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Smyth; trn 7654321; nino - | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321; nino -; born 1990-05-02 | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321; nino -; deactivated | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321; nino -; merged into 1234567 | match |
        | Anne / Smith      | ok   | ok   | -   | Anne // Smith & Anne // Smith | match |
        | Anne / Smith      | ok   | ok   | ok  | Anne // Smith & Anne // Smith; trn 7654321; nino - | match |
        | Anne / Smith      | ok   | -    | ok  | Anne // Smith & Anne // Smith; trn 7654321; nino - | match |
        | Anne / Smith      | ok   | -    | -   | Anne // Smith & Anne // Smith; trn 7654321; nino - | candidates |
        ",
    );
}

#[test]
fn two_records_that_both_are_the_persons_are_left_to_a_person() {
    check_look_ups(
        "
        | verified name     | born | NINO | TRN     | records | decision |
        | Anne / Smith      | ok   | ok   | -       | Anne // Smith & Anne // Smith; trn 7654321 | two records |
        | Anne / Smith      | ok   | ok   | 7654321 | Anne // Smith & Anne // Smith; trn 7654321 | match 7654321 |
        | Anne / Smith      | ok   | ok   | ok      | Anne // Smith & Anne // Smith; trn 7654321 | match |
        | Anne / Smith      | ok   | ok   | 2222222 | Anne // Smith & Anne // Smith; trn 7654321 | candidates |
        | Anne / Smith      | ok   | ok   | 7654321 | Annie // Smith & Anne // Smith; trn 7654321; nino CE222222A | two records |
        | Anne / Smith      | ok   | ok   | 7654321 | Jane // Smith & Anne // Smith; trn 7654321; nino - | match 7654321 |
        | Anne / Smith      | ok   | ok   | 7654321 | Anne // Smith; born 1961-02-03 & Anne // Smith; trn 7654321; nino - | match 7654321 |
        | Anne / Smith      | ok   | ok   | 7654321 | Anne // Smith & Jane // Smith; trn 7654321; nino - | candidates |
        | Anne / Smith      | ok   | ok   | 7654321 | Anne // Smith & Anne // Jones; trn 7654321; nino - | candidates |
        | Anne / Smith      | ok   | ok   | 7654321 | Anne // Smith; deactivated & Anne // Smith; trn 7654321; nino - | match 7654321 |
        | Anne / Smith      | ok   | ok   | 2222222 | Anne // Smith & Anne // Smith; trn 2222222; nino -; merged into 7654321 & Anne // Smith; trn 7654321; nino - | two records |
        ",
    );
}

#[test]
fn records_that_speak_for_themselves_alike_are_told_of_by_trn() {
    let row = &table::rows(
        "
        | verified name | born | NINO | TRN | records | decision |
        | Anne / Smith  | ok   | ok   | -   | Anne // Smith; trn 7654321 & Anne // Smith & Anne // Smith; trn 4444444 | two records |
        ",
    )[0];

    let Decision::TwoRecords { records } = look_up(&row.evidence(), &row.records) else {
        panic!("records to tell apart were expected")
    };

    let trns: Vec<&str> = records.iter().map(|record| record.trn.as_str()).collect();
    assert_eq!(trns, ["1234567", "4444444", "7654321"]);
}
