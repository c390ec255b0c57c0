//! The examples that the rules were agreed on.

use crate::table;

#[test]
fn the_agreed_examples_are_decided_as_agreed() {
    table::check_look_ups(
        "
        | verified name           | born       | NINO      | TRN     | records                                  | decision |
        | Anne / Smith            | ok         | ok        | -       | Anne // Smith                            | match |
        | Anne / Smith            | ok         | -         | ok      | Anne // Smith                            | match |
        | Anne / Smith            | ok         | -         | -       | Anne // Smith                            | candidates |
        | Annie / Smith           | ok         | ok        | -       | Anne // Smith                            | match |
        | Anne / Jones            | ok         | ok        | -       | Anne // Smith                            | candidates |
        | Anne / Jones            | ok         | ok        | ok      | Anne // Smith                            | match |
        | Jane / Smith            | ok         | ok        | ok      | Anne // Smith                            | candidates |
        | Anne / Smith            | 1990-01-05 | ok        | ok      | Anne // Smith                            | candidates |
        | Anne / Smith            | ok         | ok        | 2222222 | Anne // Smith & Bo // Li; trn 2222222; nino -; born 1961-02-03 | candidates |
        | Anne / Smith            | ok         | CE222222A | ok      | Anne // Smith & Bo // Li; trn 2222222; nino CE222222A; born 1961-02-03 | match |
        | ANNE LOUISE / SMITH     | ok         | ok        | -       | Anne // Smith                            | match |
        | DR ANNE / SMITH         | ok         | ok        | -       | Anne // Smith                            | match |
        | José / García           | ok         | ok        | -       | Jose // Garcia                           | match |
        | Anne / OBRIEN           | ok         | ok        | -       | Anne // O’Brien                          | match |
        | Anne / GARCIA LOPEZ     | ok         | ok        | -       | Anne // Garcia                           | match |
        | Anne / Smith-Jones      | ok         | ok        | -       | Anne // Lee; was Anne // Smith-Jones     | match: previous name |
        | Anne / Anne             | ok         | ok        | -       | Anne // Smith                            | candidates |
        | Jane / Smith + Anne / Jones | ok     | ok        | -       | Anne // Smith                            | candidates |
        | Anne / Smith            | ok         | ok        | -       | Anne // Smith & Anne // Smith; trn 7654321; nino - | ask |
        | Anne / Smith            | ok         | ok        | 7654321 | Anne // Smith & Anne // Smith; trn 7654321; nino - | two records |
        | Anne / Smith            | ok         | ok        | ok      | Anne // Smith; deactivated               | none |
        | Anne / Smith            | ok         | -         | ok      | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321 | match 7654321 from 1234567 |
        ",
    );
}
