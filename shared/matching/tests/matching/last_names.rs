//! Last names, names swapped round, and the spelling of both.

use crate::table::check_look_ups;

#[test]
fn several_parts_agree_when_all_of_one_side_are_on_the_other() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Anne / GARCIA LOPEZ     | ok   | ok   | -   | Anne // Lopez-Garcia        | match: same last name |
        | Anne / GARCIA           | ok   | ok   | -   | Anne // Lopez-Garcia        | match: last name agrees with one of several |
        | Anne / SMITH-JONES      | ok   | ok   | -   | Anne // Smith               | match: last name agrees with one of several |
        | Anne / SMITH JONES LEE  | ok   | ok   | -   | Anne // Lee-Smith           | match |
        | Anne / SMITH JONES      | ok   | ok   | -   | Anne // Smith-Brown         | candidates: similar last name |
        | Anne / SMITHJONES       | ok   | ok   | -   | Anne // Smith Jones         | match: same last name |
        | Anne / Smith‐Jones      | ok   | ok   | -   | Anne // Smith–Jones         | match: same last name |
        | Anne / SMITH JONES BROWN | ok  | ok   | -   | Anne // Smith - Jones-Brown | match: same last name |
        | Anne / JONES            | ok   | ok   | -   | Anne // Smithjones          | candidates: different last name |
        ",
    );
}

#[test]
fn particles_are_left_out_and_never_what_is_shared() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Anne / DE SOUZA         | ok   | ok   | -   | Anne // Da Souza            | match |
        | Anne / SOUZA            | ok   | ok   | -   | Anne // de Souza            | match |
        | Anne / DE SOUZA         | ok   | ok   | -   | Anne // de Silva            | candidates: different last name |
        | Anne / VAN DER BERG     | ok   | ok   | -   | Anne // Vanderberg          | match: same last name |
        | Anne / VAN DER BERG     | ok   | ok   | -   | Anne // van der Meer        | candidates: different last name |
        | Anne / O BRIEN          | ok   | ok   | -   | Anne // O’Brien             | match: same last name |
        | Anne / O BRIEN SMITH    | ok   | ok   | -   | Anne // O'Brien             | match |
        | Anne / MC DONALD        | ok   | ok   | -   | Anne // McDonald            | match: same last name |
        | Anne / MACDONALD        | ok   | ok   | -   | Anne // McDonald            | candidates: similar last name |
        | Anne / AL HASSAN        | ok   | ok   | -   | Anne // Al-Masri            | candidates: different last name |
        | Anne / AL HASSAN        | ok   | ok   | -   | Anne // Alhassan            | match: same last name |
        | Anne / LE               | ok   | ok   | -   | Anne // Le                  | match: same last name |
        | Anne / LE               | ok   | ok   | -   | Anne // Le Roux             | candidates: different last name |
        | Anne / VAN DER          | ok   | ok   | -   | Anne // Van                 | candidates: different last name |
        | Anne / VAN DER BERG     | ok   | ok   | -   | Anne // Van                 | candidates: different last name |
        | Anne / ST JOHN          | ok   | ok   | -   | Anne // St. John            | match: same last name |
        ",
    );
}

#[test]
fn suffixes_after_the_family_names_are_left_out() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Anne / SMITH JR         | ok   | ok   | -   | Anne // Smith               | match: same last name |
        | Anne / SMITH            | ok   | ok   | -   | Anne // Smith III           | match: same last name |
        | Anne / SMITH BSC PGCE   | ok   | ok   | -   | Anne // Smith MBE           | match: same last name |
        | Anne / MA               | ok   | ok   | -   | Anne // Ma                  | match: same last name |
        | Anne / MA               | ok   | ok   | -   | Anne // Smith MA            | candidates: different last name |
        | Anne / SMITH JR         | ok   | ok   | -   | Anne // Jones Jr            | candidates: different last name |
        ",
    );
}

#[test]
fn spelling_is_compared_without_accents_case_or_apostrophes() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | ZOE / MUNOZ             | ok   | ok   | -   | Zoë // Muñoz                | match: same first name, same last name |
        | SOREN / OSTERGAARD      | ok   | ok   | -   | Søren // Østergaard         | match: same first name, same last name |
        | AESA / STRAẞE           | ok   | ok   | -   | Æsa // Straße               | match: same first name, same last name |
        | LUKASZ / WALESA         | ok   | ok   | -   | Łukasz // Wałęsa            | match: same first name, same last name |
        | THORA / GUDMUNDSDOTTIR  | ok   | ok   | -   | Þóra // Guðmundsdóttir      | match: same first name, same last name |
        | IPEK / YILDIZ           | ok   | ok   | -   | İpek // Yıldız              | match: same first name, same last name |
        | ANNE / O`BRIEN          | ok   | ok   | -   | Anne // O´Brien             | match: same last name |
        | ANNE / OʼBRIEN          | ok   | ok   | -   | Anne // O′Brien             | match: same last name |
        | ＡＮＮＥ / ＳＭＩＴＨ    | ok   | ok   | -   | Anne // Smith               | match: same first name, same last name |
        | Anne / Smi\u{301}th     | ok   | ok   | -   | Anne // Smith               | match: same last name |
        | Anne / ΠΑΠΑΣ            | ok   | ok   | -   | Anne // Παπάς               | match: same last name |
        ",
    );
}

#[test]
fn a_near_last_name_makes_a_candidate_and_never_a_match() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | Anne / SMYTH            | ok   | ok   | -   | Anne // Smith               | candidates: similar last name |
        | Anne / SMIHT            | ok   | ok   | -   | Anne // Smith               | candidates: similar last name |
        | Anne / SMYTHE           | ok   | ok   | -   | Anne // Smith               | candidates: different last name |
        | Anne / LEES             | ok   | ok   | -   | Anne // Lees-Milne          | match |
        | Anne / WOLFESCHLEGEL    | ok   | ok   | -   | Anne // Wolfeschlegelstein  | candidates: similar last name |
        | Anne / LEE              | ok   | ok   | -   | Anne // Lea                 | candidates: different last name |
        | Anne / DE SOUSA         | ok   | ok   | -   | Anne // da Souza            | candidates: similar last name |
        | Anne / SMYTH            | ok   | ok   | ok  | Anne // Smith               | match: similar last name |
        ",
    );
}

#[test]
fn previous_names_serve_on_both_sides_within_one_verified_name() {
    check_look_ups(
        "
        | verified name               | born | NINO | TRN | records                              | decision |
        | Anne / Jones + Anne / Smith | ok   | ok   | -   | Anne // Smith                        | match |
        | Anne / Smith + Anne / Jones | ok   | ok   | -   | Anne // Smith                        | match |
        | Anne / Smith + Jane / Jones | ok   | ok   | -   | Jane // Lee; was Jane // Jones       | match: previous name |
        | Anne / Smith + Jane / Jones | ok   | ok   | -   | Anne // Jones                        | candidates |
        | Anne / Smith + Jane / Jones | ok   | ok   | ok  | Jane // Smith                        | match |
        | Anne / Lee                  | ok   | ok   | -   | Anne // Smith; was Jane // Lee       | match: previous name |
        | Anne / Lee                  | ok   | ok   | -   | Anne // Smith; was // Lee            | match: previous name |
        | Jane / Smith                | ok   | ok   | -   | Anne // Smith; was Jane //           | match: same last name |
        | Jane / Smith                | ok   | ok   | -   | Anne // Smith; was Jane // Lee       | match: same last name |
        | Jane / Lee                  | ok   | ok   | -   | Anne // Smith; was // Lee            | candidates: different first name |
        | Jane / Lee                  | ok   | -    | ok  | Anne // Smith; was Jane // Lee; was Joan // Bo | match: previous name |
        ",
    );
}

#[test]
fn first_and_last_name_swapped_round_as_a_pair_agree() {
    check_look_ups(
        "
        | verified name           | born | NINO | TRN | records                     | decision |
        | SMITH / ANNE            | ok   | ok   | -   | Anne // Smith               | match: swapped round |
        | SMITH / ANNE LOUISE     | ok   | ok   | -   | Anne / Louise / Smith       | match: swapped round, a middle name agrees |
        | ANNE LOUISE / SMITH     | ok   | ok   | -   | Smith / Louise / Anne       | match: swapped round, a middle name agrees |
        | GARCIA LOPEZ / ANNE     | ok   | ok   | -   | Anne // Garcia Lopez        | match: swapped round |
        | LOPEZ GARCIA / ANNE     | ok   | ok   | -   | Anne // Garcia Lopez        | match: swapped round |
        | SMITH / ANNE            | ok   | -    | -   | Anne // Smith               | candidates: swapped round |
        | SMITH / JANE            | ok   | ok   | -   | Anne // Smith               | candidates |
        | JONES / ANNE            | ok   | ok   | -   | Anne // Smith               | candidates |
        | SMITH / ANNIE           | ok   | ok   | -   | Anne // Smith               | candidates |
        | JAMES THOMAS / MARTIN   | ok   | ok   | -   | Martin // Thomas            | candidates |
        | SMITH / SMITH           | ok   | ok   | -   | Anne // Smith               | candidates |
        | ANNE / ANNE             | ok   | ok   | -   | Anne // Anne                | match |
        ",
    );
}
