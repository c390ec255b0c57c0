//! First names: what agrees, what only comes near, what is neither.

use crate::table::check_look_ups;

#[test]
fn several_tokens_agree_when_all_of_one_side_are_on_the_other() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | ANNE / SMITH            | ok   | ok   | -   | Mary Anne // Smith          | match: first name agrees with one of several |
        | ANNE / SMITH            | ok   | ok   | -   | Mary / Anne / Smith         | match: first name agrees with one of several |
        | ANNE LOUISE / SMITH     | ok   | ok   | -   | Anne / Louise / Smith       | match: same first name, a middle name agrees |
        | ANNE LOUISE / SMITH     | ok   | ok   | -   | Anne / Marie / Smith        | match |
        | LOUISE ANNE / SMITH     | ok   | ok   | -   | Anne // Smith               | match |
        | ANNE LOUISE / SMITH     | ok   | ok   | -   | Amy / Louise / Smith        | candidates: different first name, a middle name agrees |
        | ANNE LOUISE / SMITH     | ok   | ok   | -   | Amy Louise // Smith         | candidates: similar first name |
        | JEAN PAUL / SMITH       | ok   | ok   | -   | Jean-Luc // Smith           | candidates: similar first name |
        | JEAN PAUL / SMITH       | ok   | ok   | -   | Jean // Smith               | match |
        | JEAN / SMITH            | ok   | ok   | -   | Jean-Luc // Smith           | match |
        | JEAN LUC / SMITH        | ok   | ok   | ok  | Jean-Paul // Smith          | candidates |
        | MARY ANN / SMITH        | ok   | ok   | -   | Mary-Ann // Smith           | match: same first name |
        | MARYANN / SMITH         | ok   | ok   | -   | Mary-Ann // Smith           | match: same first name |
        | MARY ANN / SMITH        | ok   | ok   | -   | Maryann // Smith            | match: same first name |
        | MARY ANN JANE / SMITH   | ok   | ok   | -   | Maryann // Smith            | match |
        | ANNA MARIA LUISA / SMITH | ok  | ok   | -   | Luisa // Smith              | match |
        | ANNE MARIE / SMITH      | ok   | ok   | -   | Marie-Claire // Smith       | candidates: similar first name |
        ",
    );
}

#[test]
fn titles_before_the_given_names_are_left_out() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | DR / SMITH              | ok   | ok   | -   | Anne // Smith               | candidates |
        | PROF DR ANNE / SMITH    | ok   | ok   | -   | Anne // Smith               | match: same first name |
        | Mrs. Anne / SMITH       | ok   | ok   | -   | Anne // Smith               | match: same first name |
        | REV CANON ANNE / SMITH  | ok   | ok   | -   | Anne // Smith               | match: same first name |
        | ANNE / SMITH            | ok   | ok   | -   | Dr Anne // Smith            | match: same first name |
        | ANNE / SMITH            | ok   | ok   | -   | Dr / Anne / Smith           | match: same first name |
        | ANNE / SMITH            | ok   | ok   | -   | / Anne / Smith              | match: same first name |
        | MISS / SMITH            | ok   | ok   | ok  | Miss // Smith               | match: same first name |
        | LADY / SMITH            | ok   | ok   | -   | Anne // Smith               | candidates |
        | DR ANNE / SMITH         | ok   | ok   | -   | Dr Jane // Smith            | candidates: different first name |
        | ANNE DR / SMITH         | ok   | ok   | -   | Anne // Smith               | match |
        ",
    );
}

#[test]
fn nicknames_are_one_step_through_one_formal_name() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Kate / Smith            | ok   | ok   | -   | Kathy // Smith              | match: other form of the same name |
        | Kate / Smith            | ok   | ok   | -   | Katherine // Smith          | match: other form of the same name |
        | Katherine / Smith       | ok   | ok   | -   | Kate // Smith               | match: other form of the same name |
        | Catherine / Smith       | ok   | ok   | -   | Kathryn // Smith            | match: other form of the same name |
        | STEPHEN / Smith         | ok   | ok   | -   | Steven // Smith             | match: other form of the same name |
        | Bill / Smith            | ok   | ok   | -   | William // Smith            | match: other form of the same name |
        | PEGGY / Smith           | ok   | ok   | -   | Margaret // Smith           | match: other form of the same name |
        | ANNIE LOUISE / Smith    | ok   | ok   | -   | Anne // Smith               | match: other form of the same name |
        | KATIE JANE / Smith      | ok   | ok   | -   | Katherine Jane // Smith     | match: other form of the same name |
        | KATIE JANE / Smith      | ok   | ok   | -   | Katherine May // Smith      | candidates: similar first name |
        | MARY ANN / Smith        | ok   | ok   | -   | Marianne // Smith           | match: other form of the same name |
        | KATE / Smith            | ok   | ok   | -   | Mary / Katherine / Smith    | candidates |
        | Albert / Smith          | ok   | ok   | -   | Herbert // Smith            | candidates: different first name |
        | Alexander / Smith       | ok   | ok   | ok  | Sandra // Smith             | candidates: different first name |
        | Sandy / Smith           | ok   | ok   | -   | Sandra // Smith             | match: other form of the same name |
        | Elizabeth / Smith       | ok   | ok   | -   | Bethany // Smith            | candidates: different first name |
        | Andrew / Smith          | ok   | ok   | ok  | Andrea // Smith             | candidates: similar first name |
        | Michael / Smith         | ok   | ok   | ok  | Michaela // Smith           | candidates: similar first name |
        | William / Kate          | ok   | ok   | -   | Kate // Bill                | candidates |
        ",
    );
}

#[test]
fn a_slip_a_truncation_or_an_initial_makes_a_candidate_and_never_a_match() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Stehpanie / Smith       | ok   | ok   | ok  | Stephanie // Smith          | candidates: similar first name |
        | Stephanei / Smith       | ok   | ok   | ok  | Stephanie // Smith          | candidates: similar first name |
        | Stepanie / Smith        | ok   | ok   | ok  | Stephanie // Smith          | candidates: similar first name |
        | Stephaniee / Smith      | ok   | ok   | ok  | Stephanie // Smith          | candidates: similar first name |
        | Stephanua / Smith       | ok   | ok   | ok  | Stephanie // Smith          | candidates: different first name |
        | Jane / Smith            | ok   | ok   | ok  | Jaen // Smith               | candidates: different first name |
        | Janet / Smith           | ok   | ok   | ok  | Janey // Smith              | candidates: similar first name |
        | Jean / Smith            | ok   | ok   | ok  | Dean // Smith               | candidates: different first name |
        | Chr / Smith             | ok   | ok   | ok  | Christabel // Smith         | candidates: similar first name |
        | Ch / Smith              | ok   | ok   | ok  | Christabel // Smith         | candidates: different first name |
        | STEPHANEI JO / Smith    | ok   | ok   | ok  | Stephanie // Smith          | candidates: similar first name |
        | A / Smith               | ok   | ok   | ok  | Anne // Smith               | candidates: agrees with an initial only |
        | ANNE / Smith            | ok   | ok   | ok  | A. // Smith                 | candidates: agrees with an initial only |
        | A / Smith               | ok   | ok   | ok  | A // Smith                  | candidates: agrees with an initial only |
        | A L / Smith             | ok   | ok   | ok  | A L // Smith                | candidates: agrees with an initial only |
        | A / Smith               | ok   | ok   | ok  | Jane // Smith               | candidates: different first name |
        | L / Smith               | ok   | ok   | ok  | Anne / L / Smith            | candidates: different first name |
        | ANNE L / Smith          | ok   | ok   | -   | Anne / Louise / Smith       | match: a middle name comes near |
        | J PAUL / Smith          | ok   | ok   | -   | Paul // Smith               | match |
        | LOUISE / Smith          | ok   | ok   | -   | A / Louise / Smith          | match |
        ",
    );
}

#[test]
fn a_missing_first_name_agrees_with_nothing() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | ANNE / Smith            | ok   | ok   | ok  | // Smith                    | candidates: no first name to compare |
        | - / Smith               | ok   | ok   | ok  | . // Jones                  | candidates |
        | . / SMITH               | ok   | ok   | ok  | ' // Smith                  | match: no last name to compare |
        ",
    );
}

#[test]
fn someone_with_one_name_needs_both_numbers() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | SUKARNO /               | ok   | ok   | -   | Sukarno //                  | candidates: same first name, no last name |
        | SUKARNO /               | ok   | -    | ok  | Sukarno //                  | candidates |
        | SUKARNO /               | ok   | ok   | ok  | Sukarno //                  | match: same first name |
        | / SUKARNO               | ok   | ok   | ok  | Sukarno //                  | match: same first name |
        | SUKARNO /               | ok   | ok   | ok  | // Sukarno                  | match: same first name |
        | / SUKARNO               | ok   | ok   | ok  | // Sukarno                  | match: same first name |
        | / SUKARNO               | ok   | ok   | -   | // Sukarno                  | candidates |
        | SUKARNO /               | ok   | ok   | -   | Sukarno // Sukarno          | candidates |
        | / ANNE                  | ok   | ok   | ok  | Anne // Smith               | match |
        | / SMITH                 | ok   | ok   | ok  | Anne // Smith               | match |
        | / SMITH                 | ok   | ok   | -   | Anne // Smith               | candidates |
        | / JONES                 | ok   | ok   | ok  | Anne // Smith               | candidates |
        | ANNE / SMITH            | ok   | ok   | -   | Anne //                     | candidates: same first name, no last name |
        | ANNE / SMITH            | ok   | ok   | ok  | Anne //                     | match |
        | ANNE / SMITH            | ok   | ok   | ok  | // Anne                     | match |
        | ANNE / SMITH            | ok   | ok   | ok  | Smith //                    | candidates: same last name |
        | SRI SUKARNO /           | ok   | ok   | ok  | Sri // Sukarno              | match |
        | SRI SUKARNO /           | ok   | ok   | -   | Sri // Sukarno              | candidates |
        ",
    );
}
