//! What support staff read, and the rules they can look up.

use matching::{Allocation, GUARDS, Instead, RULES, allocate};

use crate::table;

#[test]
fn a_candidate_says_what_was_found() {
    let row = &table::rows(
        "
        | verified name | born | NINO | TRN | records                                        | decision |
        | Anne / Lee    | ok   | ok   | -   | Anne // Smith; was Anne // Lee; nino -         | duplicate |
        ",
    )[0];

    let Allocation::PossibleDuplicate(candidates) = allocate(&row.evidence(), &row.records) else {
        panic!("a possible duplicate was expected")
    };

    let expected = "same date of birth; same first name; last name agrees with a previous name; \
                    NINO missing on the record";
    assert_eq!(candidates[0].in_words(), expected);
    assert!(!format!("{candidates:?}").contains("1234567"));
}

#[test]
fn every_rule_and_guard_gives_its_reason() {
    let numbers: Vec<u8> = RULES.iter().map(|rule| rule.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(RULES.iter().all(|rule| rule.because.ends_with('.')));
    assert!(GUARDS.iter().all(|guard| guard.says.ends_with('.') && guard.because.ends_with('.')));
    let asks = GUARDS.iter().filter(|guard| guard.instead == Instead::AskForTrn).count();
    assert_eq!(asks, 1);
}
