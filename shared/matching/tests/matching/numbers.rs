//! Dates of birth, NINOs, TRNs, email addresses, merges and refusals.

use identity::Trn;
use matching::{Decision, look_up, missing_survivors};

use crate::table::{self, check_look_ups};

#[test]
fn only_the_same_date_of_birth_makes_a_match() {
    check_look_ups(
        "
        | verified name  | born                  | NINO | TRN | records                           | decision |
        | Anne / Smith   | 1990-01-05            | ok   | -   | Anne // Smith                     | candidates: day and month of birth are swapped |
        | Anne / Smith   | 1990-05-02            | ok   | ok  | Anne // Smith                     | candidates: one digit of the date of birth is different |
        | Anne / Smith   | 1980-05-01            | ok   | ok  | Anne // Smith                     | candidates: one digit of the date of birth is different |
        | Anne / Smith   | 1980-05-02            | ok   | ok  | Anne // Smith                     | candidates: different date of birth |
        | Anne / Smith   | 1980-05-02 ok         | ok   | -   | Anne // Smith                     | match: same date of birth |
        | Anne / Smith   | ok 1980-05-02         | ok   | -   | Anne // Smith                     | match: same date of birth |
        | Anne / Smith   | 1980-05-02 1980-05-03 | ok   | -   | Anne // Smith                     | candidates: different date of birth |
        | Anne / Smith   | 2000-11-10            | ok   | -   | Anne // Smith; born 2000-10-11    | candidates: day and month of birth are swapped |
        ",
    );
}

#[test]
fn near_misses_become_candidates_only_beside_something_exact() {
    check_look_ups(
        "
        | verified name  | born       | NINO | TRN | records                          | decision |
        | Anne / Smith   | 1990-01-05 | -    | -   | Anne // Jones; nino -            | candidates |
        | Anne / Jones   | 1990-01-05 | -    | -   | Jane // Jones; nino -            | candidates |
        | Anne / Smith   | 1990-05-02 | -    | -   | Annie // Jones; nino -           | none |
        | Anne / Smith   | 1990-05-02 | -    | -   | Jane // Smyth; nino -            | none |
        | Anne / Smith   | 1961-02-03 | -    | -   | Anne // Smith; nino -            | none |
        | ANNE LOU / Smith | 1961-02-03 | -  | -   | Anne / Lou / Smith; nino -       | candidates |
        | ANNE LOU / Smith | 1961-02-03 | -  | -   | Anne / May / Smith; nino -       | none |
        | ANNE L / Smith | 1961-02-03 | -    | -   | Anne / L / Smith; nino -         | none |
        | JANEY LOU / Smith | 1961-02-03 | - | -   | Janet / Lou / Smith; nino -      | candidates |
        | JANEY LOU / Smyth | 1961-02-03 | - | -   | Janet / Lou / Smith; nino -      | none |
        | Anne / Smith   | ok         | -    | -   | Jane // Jones; nino -            | none |
        | Anne / Smith   | ok         | -    | -   | Annie // Jones; nino -           | candidates |
        | Anne / Smith   | ok         | -    | -   | Jane // Smyth; nino -            | candidates |
        | A / Smith      | ok         | -    | -   | Anne // Jones; nino -            | candidates |
        ",
    );
}

#[test]
fn a_nino_from_employment_counts_like_the_records_own() {
    check_look_ups(
        "
        | verified name | born | NINO      | TRN     | records                                         | decision |
        | Anne / Smith  | ok   | ok        | -       | Anne // Smith; nino CE222222A AB123456C         | match: known from employment data |
        | Anne / Smith  | ok   | CE222222A | -       | Anne // Smith                                   | candidates: different NINO |
        | Anne / Smith  | ok   | ok        | -       | Anne // Smith; nino -                           | candidates: NINO missing on the record |
        | Anne / Smith  | ok   | CE222222A | ok      | Anne // Smith                                   | match: different NINO, same TRN |
        | Anne / Jones  | ok   | CE222222A | ok      | Anne // Smith                                   | candidates: different NINO, same TRN |
        | Anne / Jones  | ok   | -         | ok      | Anne // Smith                                   | candidates |
        | Bo / Li       | 1961-02-03 | ok  | -       | Anne // Smith                                   | candidates: same NINO |
        | Bo / Li       | 1961-02-03 | -   | ok      | Anne // Smith                                   | candidates: same TRN |
        | Bo / Smith    | ok   | ok        | ok      | Anne // Smith                                   | candidates: different first name |
        | Anne / Smith  | ok   | ok        | 2222222 | Anne // Smith                                   | candidates: different TRN |
        ",
    );
}

#[test]
fn an_email_address_ranks_and_never_decides() {
    check_look_ups(
        "
        | verified name | born       | NINO and email        | TRN | records                                    | decision |
        | Bo / Li       | 1961-02-03 | - email a@example.com | -   | Anne // Smith; nino -; email A@Example.COM | candidates: same email address |
        | Anne / Smith  | ok         | - email a@example.com | -   | Anne // Smith; nino -; email a@example.com | candidates: same email address |
        | Anne / Smith  | ok         | ok email b@example.com | -  | Anne // Smith; email a@example.com         | match: different email address |
        | Bo / Li       | 1961-02-03 | - email b@example.com | -   | Anne // Smith; nino -; email a@example.com | none |
        ",
    );
}

#[test]
fn merged_records_lead_to_the_survivor_and_deactivated_ones_nowhere() {
    check_look_ups(
        "
        | verified name | born | NINO | TRN | records | decision |
        | Anne / Smith  | ok   | ok   | -   | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - | match 7654321 from 1234567: on a record merged into this one |
        | Anne / Smith  | ok   | ok   | -   | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321 | match 7654321 |
        | Anne / Smith  | ok   | ok   | 7654321 | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - | match 7654321 |
        | Anne / Jones  | ok   | ok   | ok  | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - | match 7654321 from 1234567 |
        | Anne / Smith  | ok   | -    | ok  | Anne // Smith; merged into 2222222 & Anne // Smith; trn 2222222; nino -; merged into 7654321 & Anne // Smith; trn 7654321 | match 7654321 from 1234567 |
        | Anne / Smith  | ok   | ok   | ok  | Anne // Smith; merged into 7654321 | none |
        | Anne / Smith  | ok   | ok   | ok  | Anne // Smith; merged into 1234567 | none |
        | Anne / Smith  | ok   | ok   | ok  | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; merged into 1234567 | none |
        | Anne / Smith  | ok   | ok   | ok  | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; deactivated | none |
        | Anne / Smith  | ok   | -    | ok  | Anne // Jones; merged into 7654321 & Anne // Lee; trn 7654321; nino - | candidates |
        | Anne / Jones  | ok   | -    | ok  | Anne // Jones; merged into 7654321 & Anne // Lee; trn 7654321; nino - | candidates |
        | Anne / Smith  | ok   | ok   | -   | Anne // Smith; deactivated | none |
        | Anne / Smith  | ok   | ok   | -   | Anne // Smith; deactivated & Anne // Smith; trn 7654321 | match 7654321 |
        | Anne / Smith  | ok   | ok   | ok  | Anne // Smith; deactivated & Anne // Smith; trn 7654321 | candidates: different TRN |
        ",
    );
}

#[test]
fn a_pair_that_support_staff_refused_never_matches() {
    check_look_ups(
        "
        | verified name | born | NINO | TRN and refused      | records | decision |
        | Anne / Smith  | ok   | ok   | - refused 1234567    | Anne // Smith | candidates: support staff have refused |
        | Anne / Smith  | ok   | -    | ok refused 1234567   | Anne // Smith | candidates: support staff have refused |
        | Anne / Smith  | ok   | ok   | ok refused 1234567   | Anne // Smith | candidates: support staff have refused |
        | Anne / Smith  | ok   | ok   | - refused 2222222    | Anne // Smith | match |
        | Anne / Smith  | ok   | ok   | ok refused 1234567   | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321 | candidates: support staff have refused |
        | Anne / Smith  | ok   | ok   | - refused 7654321    | Anne // Smith & Anne // Smith; trn 7654321; nino - | ask: support staff have refused |
        ",
    );
}

#[test]
fn candidates_are_ranked_by_what_agrees_and_then_by_trn() {
    let row = &table::rows(
        "
        | verified name     | born | NINO and email            | TRN     | records | decision |
        | ANNE LOUISE / Lee | 1990-05-02 | ok email a@example.com | 4444444 | Bo // Li; trn 4444444; nino CE222222A & Bo // Li; trn 3333333 & Anne / Louise / Lee; trn 2222222; nino - & Bo // Li; trn 5555555; nino -; email a@example.com & Bo // Li; trn 0222222 & Bo // Leeson; trn 6666666; nino -; born 1990-05-02 | candidates |
        ",
    )[0];

    let Decision::Candidates(candidates) = look_up(&row.evidence(), &row.records) else {
        panic!("candidates were expected")
    };

    let ranked: Vec<(&str, u32)> =
        candidates.iter().map(|found| (found.trn.as_str(), found.score)).collect();
    let expected = [
        ("4444444", 21),
        ("0222222", 11),
        ("3333333", 11),
        ("5555555", 6),
        ("2222222", 5),
        ("6666666", 3),
    ];
    assert_eq!(ranked, expected);
}

#[test]
fn the_store_is_told_which_survivors_to_read() {
    let merged = |trn: &str, into: &str| {
        table::record(&format!("Anne // Smith; trn {trn}; merged into {into}"))
    };
    let trn = |text: &str| text.parse::<Trn>().unwrap();
    let records = [
        merged("1111111", "2222222"),
        merged("2222222", "3333333"),
        merged("4444444", "3333333"),
        merged("5555555", "0999999"),
        table::record("Anne // Smith"),
    ];

    assert_eq!(missing_survivors(&records), [trn("0999999"), trn("3333333")]);
    assert_eq!(missing_survivors(&[merged("1111111", "1111111")]), []);
}
