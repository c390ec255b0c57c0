//! People that rules are broken on: odd spellings, names like titles, families, chains of merges.

use crate::table::{check_allocations, check_look_ups};

#[test]
fn spellings_that_passports_and_keyboards_make() {
    check_look_ups(
        "
        | verified name             | born | NINO | TRN | records                           | decision |
        | ANNE- / -SMITH            | ok   | ok   | -   | Anne // Smith                     | match: same first name, same last name |
        | Anne.Marie / SMITH        | ok   | ok   | -   | Anne-Marie // Smith               | match: same first name |
        | ANNE_MARIE / SMITH        | ok   | ok   | -   | Anne-Marie // Smith               | match: same first name |
        | ANNE\u{a0}MARIE / SMITH   | ok   | ok   | -   | Anne-Marie // Smith               | match: same first name |
        | ANNE\u{2212}MARIE / SMITH | ok   | ok   | -   | Anne\u{2011}Marie // Smith        | match: same first name |
        | ANNE\u{ad}MARIE / SMITH   | ok   | ok   | -   | Annemarie // Smith                | match: same first name |
        | D'SOUZA / DSOUZA          | ok   | ok   | -   | Dsouza // D’Souza                 | match: same first name, same last name |
        | Anne / D SOUZA            | ok   | ok   | -   | Anne // D'Souza                   | match: same last name |
        | Anne / D’ARCY-O’NEILL     | ok   | ok   | -   | Anne // Darcy Oneill              | match: same last name |
        | Anne / N'GOLO             | ok   | ok   | -   | Anne // Ngolo                     | match: same last name |
        | Anne / SMITH--JONES       | ok   | ok   | -   | Anne // Smith-Jones               | match: same last name |
        | Anne / SMITH-JONES        | ok   | ok   | -   | Anne // Jones-Smith               | match: same last name |
        | Anne / SMITH-JONES        | ok   | ok   | -   | Anne // Smythe-Jones              | candidates: similar last name |
        | Anne / SMITHJONES         | ok   | ok   | -   | Anne // Jones-Smith               | candidates |
        | Anne / MC CARTHY          | ok   | ok   | -   | Anne // Carthy                    | match |
        | Anne / VAN DE VEN         | ok   | ok   | -   | Anne // Ven                       | match |
        | Anne / DE LA               | ok  | ok   | ok  | Anne // De La Cruz                | match: different last name |
        | Anne / DE LA               | ok  | ok   | -   | Anne // De La                     | match: same last name |
        | Anne / DE LA               | ok  | ok   | -   | Anne // La                        | candidates: different last name |
        | Anne / O                  | ok   | ok   | -   | Anne // O                         | match: same last name |
        | Anne / O                  | ok   | ok   | -   | Anne // O’Brien                   | candidates: different last name |
        | Anne / AL                 | ok   | ok   | -   | Anne // El                        | candidates: different last name |
        | Anne / BEN ALI            | ok   | ok   | -   | Anne // Ali                       | match |
        | Anne / BIN ALI            | ok   | ok   | -   | Anne // Ibn Ali                   | match |
        ",
    );
}

#[test]
fn names_that_look_like_something_else() {
    check_look_ups(
        "
        | verified name             | born | NINO | TRN | records                           | decision |
        | LORD / LORD               | ok   | ok   | -   | Lord // Lord                      | match |
        | DEAN / CANON              | ok   | ok   | -   | Dean // Canon                     | match: same first name, same last name |
        | DR MISS / SMITH           | ok   | ok   | -   | Miss // Smith                     | match |
        | DR / MR                   | ok   | ok   | ok  | Anne // Smith                     | candidates |
        | SIR ANNE / SMITH          | ok   | ok   | -   | Lady Anne // Smith                | match: same first name |
        | ANNE / DR SMITH           | ok   | ok   | -   | Anne // Smith                     | match |
        | REV / ANNE SMITH          | ok   | ok   | -   | Anne // Smith                     | candidates |
        | ANNE SMITH /              | ok   | ok   | ok  | Anne // Smith                     | match |
        | ANNE SMITH /              | ok   | ok   | -   | Anne // Smith                     | candidates |
        | / ANNE SMITH              | ok   | ok   | -   | Anne // Smith                     | candidates |
        | ANNE / SMITH              | ok   | ok   | -   | Anne Smith //                     | candidates |
        | ANNE / SMITH              | ok   | ok   | -   | // Anne Smith                     | candidates |
        | ANNE / SMITH              | ok   | ok   | -   | // Smith                          | candidates: no first name to compare |
        | SUKARNO /                 | ok   | ok   | ok  | Sukarno // Putra                  | match |
        | SUKARNO /                 | ok   | ok   | ok  | Sukarna // Putra                  | candidates: similar first name |
        | SUKARNO /                 | ok   | -    | -   | Sukarno //                        | candidates |
        | SUKARNO / SUKARNO         | ok   | ok   | -   | Sukarno // Sukarno                | match |
        | SUKARNO / SUKARNO         | ok   | ok   | -   | Sukarno //                        | candidates |
        | SMITH / SMITH ANNE        | ok   | ok   | -   | Anne // Smith                     | match |
        | ANNE / ANNE SMITH         | ok   | ok   | -   | Anne // Smith                     | match |
        | ANNE / SMITH ANNE         | ok   | ok   | -   | Smith // Anne                     | match |
        | J / SMITH                 | ok   | ok   | -   | John // Smith                     | candidates: agrees with an initial only |
        | J P / SMITH               | ok   | ok   | ok  | John Paul // Smith                | candidates: agrees with an initial only |
        | JP / SMITH                | ok   | ok   | ok  | John Paul // Smith                | candidates: different first name |
        | JOHN P / SMITH            | ok   | ok   | -   | John Paul // Smith                | candidates |
        | JOHN / SMITH              | ok   | ok   | -   | J Paul // Smith                   | candidates |
        | JOHN / S                  | ok   | ok   | -   | John // Smith                     | candidates |
        | ANN / SMITH               | ok   | ok   | ok  | Anne // Smith                     | match: other form |
        | JAN / SMITH               | ok   | ok   | ok  | Jane // Smith                     | candidates |
        | ALEXANDR / SMITH          | ok   | ok   | -   | Alexander // Smith                | candidates: similar first name |
        | MOHAMED / SMITH           | ok   | ok   | -   | Mohammed // Smith                 | match: other form of the same name |
        | Bo / SMITH + Anne / JONES | ok   | ok   | ok  | Anne // Smith                     | match: same first name, different last name |
        | MARY ANN / SMITH          | ok   | ok   | -   | Ann // Smith                      | match |
        | MARY ANN / SMITH          | ok   | ok   | -   | Mary Jane // Smith                | candidates |
        | SMITH JONES / ANNE        | ok   | ok   | -   | Anne // Smith-Jones               | match: swapped round |
        | SMITH / ANNE              | ok   | ok   | -   | Anne // Lee; was Anne // Smith    | match: swapped round |
        ",
    );
}

#[test]
fn families_chains_and_numbers_that_lead_apart() {
    check_look_ups(
        "
        | verified name  | born | NINO | TRN | records | decision |
        | Jane / Smith   | ok   | ok   | -   | Jean // Smith & Jane // Smith; trn 7654321; nino CE222222A | candidates |
        | Jane / Smith   | ok   | CE222222A | - | Jean // Smith & Jane // Smith; trn 7654321; nino CE222222A | match 7654321 |
        | Janet / Smith  | ok   | ok   | -   | Janet // Smith & Janey // Smith; trn 7654321; nino CE222222A | ask |
        | Janet / Smith  | ok   | ok   | 7654321 | Janet // Smith & Janey // Smith; trn 7654321; nino CE222222A | candidates |
        | Jane / Smith   | ok   | - email us@home.uk | - | Jean // Smith; email us@home.uk; nino - & Jane // Smith; trn 7654321; nino -; email us@home.uk | candidates |
        | Jane / Smith   | ok   | ok email us@home.uk | - | Jane // Smith & Bo // Li; trn 7654321; nino -; email us@home.uk | match: |
        | Bo / Li        | 1961-02-03 | - email é@home.uk | - | Anne // Smith; nino -; email É@HOME.uk | candidates: same email address |
        | Anne / Smith   | ok   | ok   | -   | Anne // Smith & Anne // Smith; trn 7654321; born 1961-02-03 | match |
        | Anne / Smith   | ok 1961-02-03 | ok | - | Anne // Smith & Anne // Smith; trn 7654321; born 1961-02-03 | two records |
        | Anne / Smith   | ok 1961-02-03 | ok | ok | Anne // Smith & Anne // Smith; trn 7654321; born 1961-02-03; nino - | match |
        | Anne / Smith   | ok 1961-02-03 | ok | - | Anne // Smith & Anne // Smith; trn 7654321; born 1961-02-03; nino - | ask |
        | Anne / Smith   | ok   | ok   | -   | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - & Anne // Smith; trn 2222222; nino - | ask |
        | Anne / Smith   | ok   | ok   | ok  | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - & Anne // Smith; trn 2222222; nino - | match 7654321 from 1234567 |
        | Anne / Smith   | ok   | ok   | 2222222 | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino - & Anne // Smith; trn 2222222; nino - | two records |
        | Anne / Smith   | ok   | ok   | ok  | Anne // Smith; merged into 2222222 & Bo // Li; trn 2222222; merged into 3333333 & Anne // Smith; trn 3333333; nino - | match 3333333 from 1234567 |
        | Anne / Smith   | ok   | -    | 2222222 | Anne // Smith; merged into 2222222 & Bo // Li; trn 2222222; merged into 3333333 & Anne // Smith; trn 3333333; nino - | match 3333333 from 2222222 |
        | Anne / Smith   | ok   | ok   | 3333333 | Anne // Smith; merged into 2222222 & Anne // Smith; trn 2222222; merged into 3333333 & Anne // Smith; trn 3333333; merged into 1234567 | none |
        | Anne / Smith   | ok   | ok   | -   | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321; nino -; deactivated | none |
        | Anne / Smith   | ok   | ok   | 7654321 | Anne // Smith & Anne // Smith; trn 7654321; nino -; deactivated | candidates: different TRN |
        | Anne / Smith   | ok   | ok   | - refused 1234567 | Anne // Smith & Anne // Smith; trn 7654321 | two records |
        | Anne / Smith   | ok   | ok   | ok refused 1234567 | Anne // Smith & Anne // Smith; trn 7654321 | candidates |
        | Anne / Smith   | ok   | ok   | 7654321 refused 1234567 | Anne // Smith & Anne // Smith; trn 7654321; nino - | two records |
        | Anne / Smith   | ok   | ok   | ok refused 7654321 | Anne // Smith; merged into 7654321 & Anne // Smith; trn 7654321 | candidates |
        | Anne / Smith   | ok   | ok   | -   | Anne // Smith; merged into 2222222 & Anne // Smith; trn 3333333; merged into 4444444 & Anne // Smith; trn 2222222; nino - & Anne // Smith; trn 4444444; nino - | two records |
        | Anne / Smith   | ok   | ok   | -   | Anne // Smith; merged into 2222222 & Bo // Li; trn 2222222; nino - & Anne // Smith; trn 3333333; merged into 7654321 & Anne // Smith; trn 7654321; nino - | match 7654321 from 3333333 |
        | Anne / Jones   | ok   | ok   | -   | Anne // Smith & Anne // Jones; trn 7654321; nino - | candidates |
        | Anne / Jones   | ok   | ok   | 7654321 | Anne // Smith & Anne // Jones; trn 7654321; nino CE222222A | match 7654321 |
        | Anne / Smith   | 1990-05-01 1990-05-02 | ok | - | Anne // Smith; born 1990-05-02 | match: same date of birth |
        | Anne / Smith   | 1990-05-12 | ok | - | Anne // Smith; born 1990-12-05 | candidates: swapped |
        | Anne / Smith   | 1990-05-01 | ok | - | Anne // Smith; born 1990-06-02 | candidates: different date of birth |
        | Anne / Smith   | 1989-12-31 | ok | - | Anne // Smith; born 1999-12-31 | candidates: one digit |
        | Anne / Smith + Anne / Jones | ok | ok | - | Anne // Jones & Anne // Smith; trn 7654321; nino - | ask |
        ",
    );
}

#[test]
fn nobody_who_may_be_on_record_is_given_a_new_trn() {
    check_allocations(
        "
        | verified name     | born       | NINO | TRN | records                                  | decision |
        | Jane / Smith      | ok         | - email us@home.uk | - | Jean // Smith; nino -; email US@home.uk | duplicate |
        | Anne / Smith      | 1990-05-02 1961-02-03 | - | - | Anne // Smith; nino -                    | duplicate |
        | SUKARNO /         | ok         | -    | -   | Sukarno //; nino -                       | duplicate |
        | SUKARNO /         | ok         | -    | -   | Sukarno // Putra; nino -                 | duplicate |
        | Anne / Smith      | ok         | ok   | -   | Bo // Li; born 1961-02-03; merged into 7654321 | duplicate |
        | Anne / Smith      | 1961-02-03 | CE222222A | - | Anne // Smith; nino AB123456C CE222222A | duplicate |
        | Anne / Lee        | ok         | -    | -   | Anne // Smith; was Anne // Lee; nino -   | duplicate |
        | Anne / Smith + Anne / Lee | ok | -    | -   | Anne // Lee; nino -                      | duplicate |
        ",
    );
}
