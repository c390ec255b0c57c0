//! Whether somebody may be given a new TRN.

use crate::table::check_allocations;

#[test]
fn a_new_trn_is_for_somebody_nobody_on_record_resembles() {
    check_allocations(
        "
        | verified name     | born       | NINO | TRN | records                                  | decision |
        | Anne / Smith      | ok         | ok   | -   | Anne // Smith                            | match |
        | Anne / Smith      | ok         | -    | -   | Anne // Smith                            | duplicate |
        | Anne / Smith      | 1961-02-03 | ok   | -   | Bo // Li                                 | duplicate: same NINO |
        | Anne / Smith      | 1961-02-03 | - email a@example.com | - | Bo // Li; nino -; email A@example.com | duplicate: same email address |
        | Anne / Smith      | ok         | -    | -   | Anne // Smith; deactivated               | duplicate: the record is deactivated |
        | Anne / Smith      | ok         | -    | -   | Anne // Smith; merged into 7654321       | duplicate: the record was merged into another |
        | Anne / Smith      | ok         | CE222222A | - | Anne // Smith                          | duplicate |
        | Anne / Smith      | ok         | CE222222A | - | Anne // Jones                          | nobody |
        | Anne / Smith      | ok         | -    | -   | Jane // Smith; nino -                    | nobody |
        | Anne / Smith      | 1961-02-03 | -    | -   | Anne // Smith; nino -                    | nobody |
        | Annie / Smyth     | 1990-01-05 | -    | -   | Anne // Smith; nino -                    | duplicate |
        | A / Smith         | 1990-05-02 | -    | -   | Anne // Smith; nino -                    | duplicate |
        | ANNE LOU / Smith  | 1961-02-03 | -    | -   | Anne / Lou / Smith; nino -               | duplicate |
        | ANNE LOU / Smith  | 1961-02-03 | -    | -   | Anne / L / Smith; nino -                 | duplicate |
        | ANNE LOU / Smith  | 1961-02-03 | -    | -   | Anne / May / Smith; nino -               | nobody |
        | ANNE LOU / Smith  | ok         | -    | -   | Anne / Lou / Jones; nino -               | duplicate |
        | SUKARNO /         | ok         | -    | -   | // Sukarno; nino -                       | duplicate |
        | Anne / Smith      | ok         | ok   | - refused 1234567 | Anne // Smith              | duplicate: support staff have refused |
        | Anne / Smith      | ok         | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321; nino - | duplicate |
        | Anne / Smith      | ok         | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321 | duplicate |
        | SMITH / ANNE      | ok         | -    | -   | Anne // Smith; nino -                    | duplicate |
        | Bo / Li           | 1961-02-03 | -    | -   | Anne // Smith                            | nobody |
        | Bo / Li           | 1961-02-03 | -    | ok  | Anne // Smith                            | duplicate: same TRN |
        ",
    );
}
