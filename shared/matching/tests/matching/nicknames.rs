//! The table of nicknames: large enough, and nothing in it that joins two people.

use std::collections::{HashMap, HashSet};

use matching::{NicknameLine, Sex, nickname_lines};

/// The commonest surnames of Great Britain that are nobody's given name, and a particle of some.
const SURNAMES: &str = "smith jones williams taylor brown davies evans johnson wilson thompson \
    robinson wright walker white edwards hughes green hall wood harris clarke turner hill \
    cooper ward moore clark baker king patel wilkinson richardson watson \
    mason mills hunt shaw ford west webb wells pearce stone knight holmes palmer fisher \
    butler barnes bennett carter collins cook cox davis ellis field foster gibson gray griffiths \
    hussain khan begum singh kaur ahmed murphy kennedy lane marsh matthews miller \
    morrison parker payne phillips porter powell price reynolds roberts rogers \
    saunders simpson stevens sutton walsh young bell chan van";

fn lines() -> Vec<NicknameLine> {
    nickname_lines().collect()
}

#[test]
fn there_are_at_least_five_hundred_pairs() {
    let pairs: usize =
        lines().iter().map(|line| line.spellings.len() + line.variants.len() - 1).sum();
    assert!(pairs >= 500, "{pairs} pairs");
}

#[test]
fn every_line_is_sorted_unique_and_normalised() {
    let lines = lines();
    let mut formal = HashSet::new();
    for line in &lines {
        let names: Vec<&str> = line.spellings.iter().chain(&line.variants).copied().collect();
        assert!(names.len() >= 2, "{line:?} says nothing");
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{line:?} repeats");
        assert!(names.iter().all(|name| matching::normalised(name) == *name && name.len() > 1));
        assert!(line.spellings.iter().all(|name| formal.insert(*name)), "{line:?} comes twice");
    }
    assert!(lines.is_sorted_by_key(|line| line.spellings[0]));
    let written = include_str!("../../data/nicknames.txt").lines().filter(|l| !l.starts_with('#'));
    assert!(written.clone().all(|line| line.starts_with("f | ") || line.starts_with("m | ")));
}

#[test]
fn no_formal_name_is_a_form_of_a_name_of_the_other_sex() {
    let lines = lines();
    let sex_of: HashMap<&str, Sex> =
        lines.iter().flat_map(|line| line.spellings.iter().map(|name| (*name, line.sex))).collect();
    for line in &lines {
        for variant in &line.variants {
            let sex = sex_of.get(variant);
            assert!(sex.is_none_or(|sex| *sex == line.sex), "{variant} in {line:?}");
        }
    }
}

#[test]
fn variants_never_lead_back_to_their_formal_name() {
    let lines = lines();
    let variants_of: HashMap<&str, &NicknameLine> = lines
        .iter()
        .flat_map(|line| line.spellings.iter().map(move |name| (*name, line)))
        .collect();
    for line in &lines {
        let mut reached = HashSet::new();
        let mut next = line.variants.clone();
        while let Some(name) = next.pop() {
            assert!(!line.spellings.contains(&name), "{line:?} leads back to itself");
            if reached.insert(name) {
                next.extend(variants_of.get(name).into_iter().flat_map(|line| &line.variants));
            }
        }
    }
}

#[test]
fn no_surname_is_among_them() {
    let surnames: HashSet<&str> = SURNAMES.split_whitespace().collect();
    for line in lines() {
        let found =
            line.spellings.iter().chain(&line.variants).find(|name| surnames.contains(*name));
        assert_eq!(found, None, "{line:?}");
    }
}

#[test]
fn source_licence_and_changes_are_recorded() {
    let notice = include_str!("../../data/nicknames.md");
    let licence = include_str!("../../data/LICENSE-APACHE-2.0");

    for said in ["Carlton Northern", "Nick Crews", "1.0.1", "Apache License", "Changes"] {
        assert!(notice.contains(said), "{said}");
    }
    assert!(licence.contains("Apache License"));
}
