//! Short cuts of the engine, held to rules that take none.

use identity::{RecordName, VerifiedIdentity};
use matching::{Decision, Evidence, look_up, nickname_lines};
use proptest::{collection::vec, prelude::*};

use crate::{
    people::{cases, verified_name},
    plain, table,
};

const NAMES: [&str; 12] = [
    "Stephanie",
    "Katherine",
    "Bo",
    "Smith",
    "Janet",
    "García",
    "Łucja",
    "Петренко",
    "محمد",
    "Smithson",
    "Annette",
    "Brien",
];
const AFFIXES: [&str; 10] = ["de", "van", "der", "O", "al", "Mac", "Dr", "Col", "Jr", "MBE"];

/// A word of a name: of few letters, so that it often comes near another; or a name that somebody has.
fn word() -> impl Strategy<Value = String> {
    let variants: Vec<&str> =
        nickname_lines().flat_map(|line| line.spellings.into_iter().chain(line.variants)).collect();
    prop_oneof![
        4 => "[ane]{1,7}",
        2 => proptest::sample::select(variants).prop_map(str::to_owned),
        2 => proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => proptest::sample::select(&AFFIXES[..]).prop_map(str::to_owned),
    ]
}

/// The word with the slip that two bytes choose, or as it is.
fn slipped(word: &str, [kind, at]: [u8; 2]) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = usize::from(at) % letters.len();
    match kind % 12 {
        0 => letters[at] = 'n',
        1 => letters.insert(at, 'e'),
        2 if letters.len() > 1 => drop(letters.remove(at)),
        3 if at > 0 => letters.swap(at - 1, at),
        4 => letters.truncate(at.max(1)),
        5 => letters.truncate(1),
        _ => {}
    }
    letters.into_iter().collect()
}

/// Up to three of these words side by side, some with a slip, some run together.
fn part(words: &[String], choices: &[[u8; 3]]) -> String {
    let mut part = String::new();
    for [which, kind, at] in choices {
        part.push_str(["", " ", "-", " ", " "][usize::from(*at) % 5]);
        part.push_str(&slipped(&words[usize::from(*which) % words.len()], [*kind, *at]));
    }
    part
}

/// Given and family name; first, middle and last name: of the same few words.
fn names() -> impl Strategy<Value = [String; 5]> {
    let choices = || vec(any::<[u8; 3]>(), 0..4);
    (vec(word(), 3), [choices(), choices(), choices(), choices(), choices()])
        .prop_map(|(words, choices)| choices.map(|choices| part(&words, &choices)))
        .prop_filter("a person has a name", |[given, family, ..]| {
            !given.trim().is_empty() || !family.trim().is_empty()
        })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn names_compare_as_they_do_without_short_cuts([given, family, first, middle, last] in names()) {
        let expected = plain::compare([&given, &family], [&first, &middle, &last]);
        let name = verified_name(&given, &family, true);
        let identity =
            VerifiedIdentity::new(vec![name], vec!["1961-02-03".parse().unwrap()]).unwrap();
        let mut record = table::record("Anne // Smith");
        record.name = RecordName { first, middle, last };
        let nino = record.ninos.first().cloned();

        // The NINO makes it a candidate whatever the names are.
        let decision = look_up(
            &Evidence { identity: &identity, email: None, nino: nino.as_ref(), trn: None, refused: &[] },
            std::slice::from_ref(&record),
        );

        let Decision::Candidates(candidates) = decision else {
            return Err(TestCaseError::fail("a candidate was expected"));
        };
        let found = candidates[0].outcomes;
        let compared = (found.first_name, found.middle_name, found.last_name, found.name_order);
        prop_assert_eq!(compared, expected, "{} / {} and {:?}", given, family, record.name.display());
    }
}
