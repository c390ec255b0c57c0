//! Names that are not written as passports write them: other scripts, marks, what cannot be seen.

use crate::table::check_look_ups;

#[test]
fn names_of_every_script_are_compared_letter_by_letter() {
    check_look_ups(
        "
        | verified name             | born | NINO | TRN | records                           | decision |
        | محمد / الهاشمي            | ok   | ok   | -   | محمد // الهاشمي                   | match: same first name, same last name |
        | مُحَمَّد / الهاشمي            | ok   | ok   | -   | محمد // الهاشمي                   | match: same first name |
        | محـمد / الهاشمي           | ok   | ok   | -   | محمد // الهاشمي                   | match: same first name |
        | \u{202b}محمد\u{202c} / الهاشمي\u{200f} | ok | ok | - | محمد // الهاشمي            | match: same first name, same last name |
        | مح\u{61c}مد / الهاشمي     | ok   | ok   | -   | محمد // الهاشمي                   | match: same first name |
        | מֹשֶׁה / לֵוִי                 | ok   | ok   | -   | משה // לוי                        | match: same first name, same last name |
        | أحمد / علي                | ok   | ok   | -   | احمد // علي                       | match: same first name |
        | محمد / الهاشمي            | ok   | ok   | ok  | Mohammed // Al-Hashimi            | candidates: different first name |
        | 伟 / 李                   | ok   | ok   | -   | 伟 // 李                          | match: same first name, same last name |
        | 李 / 伟                   | ok   | ok   | -   | 伟 // 李                          | match: swapped round |
        | 伟 / 李                   | ok   | ok   | -   | 强 // 李                          | candidates: different first name |
        | 이 / 김                   | ok   | ok   | -   | 이 // 김                          | match: same first name, same last name |
        | А / Петренко              | ok   | ok   | ok  | А // Петренко                     | candidates: agrees with an initial only |
        | А / Петренко              | ok   | ok   | ok  | Андрій // Петренко                | candidates: agrees with an initial only |
        | К. / Петренко             | ok   | ok   | -   | К // Петренко                     | candidates: agrees with an initial only |
        | Anne / П                  | ok   | ok   | -   | Anne // П Коваль                  | candidates |
        | É / SMITH                 | ok   | ok   | ok  | Élodie // Smith                   | candidates: agrees with an initial only |
        | Ø / SMITH                 | ok   | ok   | ok  | Øyvind // Smith                   | candidates: agrees with an initial only |
        | Е\u{308}лка / Петренко    | ok   | ok   | -   | Ёлка // Петренко                  | match: same first name |
        | Zoe\u{308}\u{301} / SMITH | ok   | ok   | -   | Zoe // Smith                      | match: same first name |
        | \u{301} / SMITH           | ok   | ok   | ok  | Anne // Smith                     | match: no last name to compare |
        | \u{301}Anne / SMITH       | ok   | ok   | -   | Anne // Smith                     | match: same first name |
        | ﬁona / SMITH              | ok   | ok   | -   | Fiona // Smith                    | match: same first name |
        | NGUYỄN / THỊ              | ok   | ok   | -   | Nguyen // Thi                     | match: same first name, same last name |
        | GRO\u{1e9e} / WEI\u{df}   | ok   | ok   | -   | Gross // Weiss                    | match: same first name, same last name |
        | ĐORĐE / ÐURIĆ             | ok   | ok   | -   | Dorde // Duric                    | match: same first name, same last name |
        | İSMAİL / IŞIK             | ok   | ok   | -   | ismail // ışık                    | match: same first name, same last name |
        | Аnne / SMITH              | ok   | ok   | ok  | Anne // Smith                     | candidates: different first name |
        ",
    );
}
