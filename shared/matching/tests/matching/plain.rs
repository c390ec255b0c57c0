//! The rules for names said a second time, plainly: lists of words, every pair of them, nothing ruled
//! out early and nothing kept from before. The engine takes short cuts; these are what it may not change.

use std::{collections::HashSet, sync::LazyLock};

use matching::{FirstNameOutcome, LastNameOutcome, MiddleNameOutcome, nickname_lines, normalised};

const PARTICLES: &str = "de da di do dos del du la le van von der den ten ter al el bin ibn ben abu \
    o mc mac st";

const TITLES: &str = "mr mrs ms miss mx dr prof professor rev canon fr sir dame lady lord hon cllr capt \
    maj col lt sgt rabbi imam";
const SUFFIXES: &str = "jr sr ii iii iv esq ba bsc ma msc mba phd dphil med pgce qts obe mbe cbe";

/// How two names compare: first, middle and last, and whether only when swapped round.
pub(crate) type Compared = (FirstNameOutcome, MiddleNameOutcome, LastNameOutcome, bool);

type Words = [String];

fn words(name: &str) -> Vec<String> {
    normalised(name).split_whitespace().map(str::to_owned).collect()
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

fn without_titles(name: &str) -> Vec<String> {
    let mut words = words(name);
    while words.len() > 1 && is_one_of(TITLES, &words[0]) {
        words.remove(0);
    }
    words
}

fn without_suffixes(name: &str) -> Vec<String> {
    let mut words = words(name);
    while words.len() > 1 && is_one_of(SUFFIXES, &words[words.len() - 1]) {
        words.pop();
    }
    words
}

/// A verified name, given and family, with a record's name, first, middle and last.
pub(crate) fn compare([given, family]: [&str; 2], [first, middle, last]: [&str; 3]) -> Compared {
    let (given, family) = (without_titles(given), without_suffixes(family));
    let (mut first, last) = (without_titles(first), without_suffixes(last));
    let mut middle = words(middle);
    // Nothing or a title in the first-name field: the first name is in the middle.
    if !middle.is_empty() && first.iter().all(|word| is_one_of(TITLES, word)) {
        middle = without_titles(&middle.join(" "));
        first = vec![middle.remove(0)];
    }
    match (given.is_empty(), family.is_empty()) {
        (false, true) => return compare_only_name(&given, &first, &middle, &last),
        (true, false) => return compare_only_name(&family, &first, &middle, &last),
        (true, true) | (false, false) => {}
    }
    match (first.is_empty(), last.is_empty()) {
        (false, true) => return compare_with_only_name(&given, &family, &first, &middle),
        (true, false) => return compare_with_only_name(&given, &family, &last, &middle),
        (true, true) | (false, false) => {}
    }
    let straight = (
        first_name(&given, &first, &middle),
        middle_name(&given, &first, &middle),
        last_name(&family, &last),
        false,
    );
    if straight.0.agrees() && straight.2.agrees() {
        return straight;
    }
    swapped(&given, &family, &first, &middle, &last).unwrap_or(straight)
}

fn compare_only_name(only: &Words, first: &Words, middle: &Words, last: &Words) -> Compared {
    let outcome = first_name(only, first, middle).min(first_name(only, last, &[]));
    (outcome, MiddleNameOutcome::Missing, LastNameOutcome::Missing, false)
}

fn compare_with_only_name(given: &Words, family: &Words, only: &Words, middle: &Words) -> Compared {
    let (first, last) = (first_name(given, only, middle), last_name(family, only));
    let middle = middle_name(given, only, middle);
    if !first.agrees() && last.resembles() {
        (FirstNameOutcome::Missing, middle, last, false)
    } else {
        (first, middle, LastNameOutcome::Missing, false)
    }
}

fn swapped(
    given: &Words,
    family: &Words,
    first: &Words,
    middle: &Words,
    last: &Words,
) -> Option<Compared> {
    let leads = (1..=given.len()).any(|to| given[..to].concat() == last.concat());
    let is_whole = same_words(given, last) || given.concat() == last.concat();
    let outcome = first_name(family, first, middle);
    let is_spelled_alike = outcome == FirstNameOutcome::Exact || outcome == FirstNameOutcome::Token;
    if last.is_empty() || !(leads || is_whole) || !is_spelled_alike {
        return None;
    }
    let middle_outcome = middle_name(family, first, middle).min(middle_name(given, last, middle));
    let last = if leads { LastNameOutcome::Exact } else { last_name(given, last) };
    Some((outcome, middle_outcome, last, true))
}

fn first_name(given: &Words, first: &Words, middle: &Words) -> FirstNameOutcome {
    if given.is_empty() || first.is_empty() {
        return FirstNameOutcome::Missing;
    }
    let spelled_out = |name: &Words| name.iter().any(|word| !is_initial(word));
    let both = spelled_out(given) && spelled_out(first);
    let all = [first, middle].concat();
    if both && (given.concat() == first.concat() || given.concat() == all.concat()) {
        FirstNameOutcome::Exact
    } else if spelled_out(first) && (are_among(first, given) || is_run_of(first, given))
        || spelled_out(given) && (are_among(given, &all) || is_run_of(given, first))
    {
        FirstNameOutcome::Token
    } else if both && is_nickname(given, first, middle) {
        FirstNameOutcome::Nickname
    } else if both && is_similar_first_name(given, first) {
        FirstNameOutcome::Similar
    } else if given.iter().any(|one| first.iter().any(|other| is_initial_of(one, other))) {
        FirstNameOutcome::Initial
    } else {
        FirstNameOutcome::Different
    }
}

fn is_nickname(given: &Words, first: &Words, middle: &Words) -> bool {
    let rest = [&first[1..], middle].concat();
    are_nicknames(&given.concat(), &first.concat())
        || are_nicknames(&given[0], &first[0])
            && (are_among(&first[1..], &given[1..]) || are_among(&given[1..], &rest))
}

fn is_similar_first_name(given: &Words, first: &Words) -> bool {
    is_near(&given.concat(), &first.concat())
        || given.iter().any(|word| is_near(word, &first.concat()))
        || first.iter().any(|word| is_near(word, &given.concat()))
        || given.iter().any(|one| {
            first
                .iter()
                .any(|other| (one == other && !is_initial(one)) || are_nicknames(one, other))
        })
}

fn middle_name(given: &Words, first: &Words, middle: &Words) -> MiddleNameOutcome {
    let is_spent = given.iter().any(|word| first.contains(word));
    let rest: Vec<&String> = if is_spent {
        given.iter().filter(|word| !first.contains(word)).collect()
    } else {
        given.iter().skip(1).collect()
    };
    let pairs = rest.iter().flat_map(|one| middle.iter().map(move |other| (one, other)));
    let outcomes = pairs.map(|(one, other)| {
        if *one == other && !is_initial(one) {
            MiddleNameOutcome::Agrees
        } else if is_initial_of(one, other) || are_nicknames(one, other) || is_near(one, other) {
            MiddleNameOutcome::Near
        } else {
            MiddleNameOutcome::Different
        }
    });
    outcomes.min().unwrap_or(MiddleNameOutcome::Missing)
}

fn last_name(family: &Words, last: &Words) -> LastNameOutcome {
    if family.is_empty() || last.is_empty() {
        LastNameOutcome::Missing
    } else if same_words(family, last) {
        LastNameOutcome::Exact
    } else if family.concat() == last.concat() {
        LastNameOutcome::Separators
    } else if is_among_last_names(family, last) || is_among_last_names(last, family) {
        LastNameOutcome::Token
    } else if is_similar_last_name(family, last) {
        LastNameOutcome::Similar
    } else {
        LastNameOutcome::Different
    }
}

fn is_among_last_names(fewer: &Words, more: &Words) -> bool {
    bare(fewer).iter().any(|word| is_name(word))
        && (are_among(&bare(fewer), &bare(more)) || are_among(&units(fewer), &units(more)))
}

fn is_similar_last_name(one: &Words, other: &Words) -> bool {
    let share =
        |one: &Words, other: &Words| one.iter().any(|word| is_name(word) && other.contains(word));
    let only_particles = |name: &Words| name.iter().all(|word| is_particle(word));
    let (bare_one, bare_other) = (bare(one), bare(other));
    (!only_particles(one) && !only_particles(other) && is_near(&one.concat(), &other.concat()))
        || (bare_one.len() == 1 && bare_other.len() == 1 && is_near(&bare_one[0], &bare_other[0]))
        || share(&bare_one, &bare_other)
        || share(&units(one), &units(other))
}

/// Without particles, unless there is nothing else.
fn bare(name: &Words) -> Vec<String> {
    let names: Vec<String> = name.iter().filter(|word| !is_particle(word)).cloned().collect();
    if names.is_empty() { name.to_vec() } else { names }
}

/// With particles joined on to what follows them.
fn units(name: &Words) -> Vec<String> {
    let mut units = Vec::new();
    let mut unit = String::new();
    for (at, word) in name.iter().enumerate() {
        unit.push_str(word);
        if !is_particle(word) || at + 1 == name.len() {
            units.push(std::mem::take(&mut unit));
        }
    }
    units
}

fn is_particle(word: &str) -> bool {
    is_one_of(PARTICLES, word)
}

fn is_name(word: &str) -> bool {
    !is_initial(word) && !is_particle(word)
}

fn are_among(fewer: &Words, more: &Words) -> bool {
    fewer.iter().all(|word| more.contains(word))
}

fn same_words(one: &Words, other: &Words) -> bool {
    one.len() == other.len() && are_among(one, other) && are_among(other, one)
}

/// Whether `joined`, joined, is some neighbouring words of `words`, joined.
fn is_run_of(joined: &Words, words: &Words) -> bool {
    let joined = joined.concat();
    (0..words.len()).any(|from| (from..words.len()).any(|to| words[from..=to].concat() == joined))
}

fn is_initial_of(one: &str, other: &str) -> bool {
    (is_initial(one) && other.starts_with(one)) || (is_initial(other) && one.starts_with(other))
}

/// One letter of an alphabet.
fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && word < "\u{1100}"
}

fn are_nicknames(one: &str, other: &str) -> bool {
    static LINES: LazyLock<Vec<HashSet<&str>>> = LazyLock::new(|| {
        nickname_lines()
            .map(|line| line.spellings.into_iter().chain(line.variants).collect())
            .collect()
    });
    LINES.iter().any(|line| line.contains(one) && line.contains(other))
}

/// A truncation to three letters or more, or one slip in five or more.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let without = |at: usize| [&long[..at], &long[at + 1..]].concat();
    let swapped = |at: usize| {
        let mut letters = long.clone();
        letters.swap(at, at + 1);
        letters
    };
    let differ = short.iter().zip(&long).filter(|(a, b)| a != b).count();
    let is_slip = (short.len() == long.len() && differ <= 1)
        || (short.len() + 1 == long.len() && (0..long.len()).any(|at| without(at) == short))
        || (1..long.len()).any(|at| swapped(at - 1) == short);
    (short.len() >= 3 && long.starts_with(&short)) || (short.len() >= 5 && is_slip)
}
