//! What holds for everybody.

use identity::{NamePart, RecordStatus, TeachingRecord, Trn, VerifiedIdentity, VerifiedName};
use matching::{
    Allocation, Candidate, DateOfBirthOutcome, Decision, Evidence, allocate, look_up, normalised,
};
use proptest::{prelude::*, sample::Index, strategy::ValueTree};

use crate::people::{Scene, cases, scene, verified};

/// The record a decision joins the person to.
fn joined(decision: &Decision) -> Option<&Trn> {
    match decision {
        Decision::Match(found) => Some(&found.trn),
        Decision::AskForTrn { .. }
        | Decision::TwoRecords { .. }
        | Decision::Candidates(_)
        | Decision::None => None,
    }
}

/// Whether the decision names the record, or is surer than a list of candidates.
fn knows_of(decision: &Decision, trn: &Trn) -> bool {
    match decision {
        Decision::Match(_) | Decision::AskForTrn { .. } | Decision::TwoRecords { .. } => true,
        Decision::Candidates(candidates) => lists(candidates, trn),
        Decision::None => false,
    }
}

fn lists(candidates: &[Candidate], trn: &Trn) -> bool {
    candidates.iter().any(|candidate| candidate.trn == *trn)
}

fn active(scene: &Scene, at: Index) -> Option<&TeachingRecord> {
    let active: Vec<&TeachingRecord> =
        scene.records.iter().filter(|record| record.status == RecordStatus::Active).collect();
    if active.is_empty() { None } else { Some(active[at.index(active.len())]) }
}

/// The evidence with each number and the address that is not stated yet as it is on the record.
fn agreeing_more<'a>(evidence: Evidence<'a>, record: &'a TeachingRecord) -> Vec<Evidence<'a>> {
    let nino = evidence.nino.or(record.ninos.first());
    let trn = evidence.trn.or(Some(&record.trn));
    let email = evidence.email.or(record.email.as_ref());
    vec![
        Evidence { nino, ..evidence },
        Evidence { trn, ..evidence },
        Evidence { email, ..evidence },
        Evidence { nino, trn, email, ..evidence },
    ]
}

/// Every name of an identity respelled.
fn respelled(identity: &VerifiedIdentity, respell: impl Fn(&str) -> String) -> VerifiedIdentity {
    let names = identity.names().iter().map(|name| {
        let parts = name
            .parts()
            .iter()
            .map(|part| NamePart { kind: part.kind, value: respell(&part.value) });
        VerifiedName::new(parts.collect(), name.valid_from(), name.valid_until()).unwrap()
    });
    VerifiedIdentity::new(names.collect(), identity.dates_of_birth().to_vec()).unwrap()
}

fn with_names_respelled(
    records: &[TeachingRecord],
    respell: impl Fn(&str) -> String,
) -> Vec<TeachingRecord> {
    let mut records = records.to_vec();
    for record in &mut records {
        for name in std::iter::once(&mut record.name).chain(&mut record.previous_names) {
            for part in [&mut name.first, &mut name.middle, &mut name.last] {
                *part = respell(part);
            }
        }
    }
    records
}

fn accented(text: &str) -> String {
    text.chars().flat_map(|c| [Some(c), c.is_alphabetic().then_some('\u{301}')]).flatten().collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_order_of_records_does_not_matter(
        (scene, shuffled) in scene().prop_flat_map(|scene| {
            let records = Just(scene.records.clone()).prop_shuffle();
            (Just(scene), records)
        })
    ) {
        let evidence = scene.evidence();
        prop_assert_eq!(look_up(&evidence, &scene.records), look_up(&evidence, &shuffled));
        prop_assert_eq!(allocate(&evidence, &scene.records), allocate(&evidence, &shuffled));
    }

    #[test]
    fn a_record_handed_in_twice_counts_once(scene in scene()) {
        let twice = [scene.records.clone(), scene.records.clone()].concat();
        let evidence = scene.evidence();
        prop_assert_eq!(look_up(&evidence, &scene.records), look_up(&evidence, &twice));
    }

    #[test]
    fn the_order_of_verified_names_and_dates_does_not_matter(scene in scene()) {
        let mut names = scene.identity.names().to_vec();
        let mut dates = scene.identity.dates_of_birth().to_vec();
        let evidence = scene.evidence();
        // Turning round and moving on lead to every order of three.
        for turn_round in [true, false, true] {
            if turn_round { names.reverse() } else { names.rotate_left(1) }
            if turn_round { dates.reverse() } else { dates.rotate_left(1) }
            let identity = VerifiedIdentity::new(names.clone(), dates.clone()).unwrap();
            let other_order = Evidence { identity: &identity, ..evidence };

            prop_assert_eq!(look_up(&evidence, &scene.records), look_up(&other_order, &scene.records));
            prop_assert_eq!(allocate(&evidence, &scene.records), allocate(&other_order, &scene.records));
        }
    }

    #[test]
    fn normalising_twice_is_normalising_once(name in "\\PC{0,24}|[ a-zA-Zß-ſ'’´.-]{0,24}") {
        let once = normalised(&name);
        prop_assert_eq!(normalised(&once), once);
    }

    #[test]
    fn adding_an_agreeing_attribute_never_weakens_the_decision(
        scene in scene(), at in any::<Index>()
    ) {
        let Some(record) = active(&scene, at) else { return Ok(()) };
        let before = look_up(&scene.evidence(), &scene.records);
        for evidence in agreeing_more(scene.evidence(), record) {
            let after = look_up(&evidence, &scene.records);
            if joined(&before) == Some(&record.trn) {
                prop_assert_eq!(joined(&after), Some(&record.trn));
            }
            if knows_of(&before, &record.trn) {
                prop_assert!(knows_of(&after, &record.trn));
            }
        }
    }

    /// A name is nobody's alone: one that agrees with a record may agree with another that a number leads
    /// to, and then a person decides. It never leads to the other, and never back to nothing.
    #[test]
    fn adding_an_agreeing_name_and_date_never_leads_elsewhere(scene in scene(), at in any::<Index>()) {
        let Some(record) = active(&scene, at) else { return Ok(()) };
        let mut names = scene.identity.names().to_vec();
        let mut dates = scene.identity.dates_of_birth().to_vec();
        names.push(verified(&record.name, false));
        dates.push(record.date_of_birth);
        let identity = VerifiedIdentity::new(names, dates).unwrap();

        let before = look_up(&scene.evidence(), &scene.records);
        let after = look_up(&Evidence { identity: &identity, ..scene.evidence() }, &scene.records);

        if joined(&before) == Some(&record.trn) {
            prop_assert!(joined(&after).is_none_or(|trn| *trn == record.trn));
        }
        if knows_of(&before, &record.trn) {
            prop_assert!(knows_of(&after, &record.trn));
        }
    }

    /// To take back a TRN that is not the record's can make a match: a TRN that was typed is never
    /// ignored, so while it stands it says that the record is not the person's. To take back anything
    /// else leaves less to go by.
    #[test]
    fn removing_a_stated_attribute_never_makes_a_match_but_for_a_trn_of_another_record(
        scene in scene()
    ) {
        let evidence = scene.evidence();
        let before = look_up(&evidence, &scene.records);
        let (Decision::Candidates(_) | Decision::None) = &before else { return Ok(()) };

        for less in [Evidence { nino: None, ..evidence }, Evidence { email: None, ..evidence }] {
            let decision = look_up(&less, &scene.records);
            prop_assert_eq!(joined(&decision), None);
        }
        let without_trn = look_up(&Evidence { trn: None, ..evidence }, &scene.records);
        if let Some(trn) = joined(&without_trn) {
            prop_assert!(evidence.trn.is_some_and(|typed| typed != trn));
        }
    }

    #[test]
    fn nobody_is_joined_without_date_of_birth_first_name_and_a_number(scene in scene()) {
        let decision = look_up(&scene.evidence(), &scene.records);
        let Decision::Match(found) = &decision else { return Ok(()) };
        let record = scene.records.iter().find(|record| record.trn == found.trn).unwrap();

        prop_assert!(scene.identity.dates_of_birth().contains(&record.date_of_birth));
        prop_assert_eq!(found.outcomes.date_of_birth, DateOfBirthOutcome::Same);
        prop_assert!(found.outcomes.first_name.agrees());
        prop_assert!(found.outcomes.nino.is_same() || found.outcomes.trn.is_same());
        prop_assert!(found.outcomes.last_name.agrees()
            || found.outcomes.nino.is_same() && found.outcomes.trn.is_same());
        prop_assert_eq!(&record.status, &RecordStatus::Active);
        prop_assert!(!scene.refused.contains(&record.trn));
        prop_assert!(scene.trn.is_none() || found.outcomes.trn.is_same());
    }

    /// Whatever record a decision joins somebody to, no other could have been joined instead.
    #[test]
    fn no_decision_leads_to_two_records(scene in scene()) {
        let evidence = scene.evidence();
        let decision = look_up(&evidence, &scene.records);
        let Some(trn) = joined(&decision) else { return Ok(()) };
        let others: Vec<TeachingRecord> =
            scene.records.iter().filter(|record| record.trn != *trn).cloned().collect();

        let without = look_up(&evidence, &others);
        prop_assert_eq!(joined(&without), None);
    }

    #[test]
    fn case_accents_apostrophes_hyphens_and_spacing_never_change_the_decision(scene in scene()) {
        let evidence = scene.evidence();
        let decision = look_up(&evidence, &scene.records);
        let respellings: [fn(&str) -> String; 7] = [
            |text| text.to_uppercase(),
            |text| text.to_lowercase(),
            accented,
            |text| text.replace(['\'', '’'], ""),
            |text| text.replace('\'', "ʼ").replace('’', "´"),
            |text| text.replace('-', " "),
            |text| text.replace(' ', "\u{2011}").replace('-', " \u{a0}– "),
        ];
        for respell in respellings {
            let identity = respelled(&scene.identity, respell);
            let respelled = Evidence { identity: &identity, ..evidence };
            prop_assert_eq!(&look_up(&respelled, &scene.records), &decision);
            let records = with_names_respelled(&scene.records, respell);
            prop_assert_eq!(&look_up(&evidence, &records), &decision);
        }
    }

    /// What a look-up would join or ask about is never given a second TRN.
    #[test]
    fn nobody_known_is_given_a_new_trn(scene in scene()) {
        let decision = look_up(&scene.evidence(), &scene.records);
        let allocation = allocate(&scene.evidence(), &scene.records);
        match (decision, allocation) {
            (Decision::Match(found), Allocation::Match(same)) => prop_assert_eq!(found, same),
            (Decision::Match(_), _) | (_, Allocation::Match(_)) => prop_assert!(false),
            (Decision::AskForTrn { records } | Decision::TwoRecords { records }, allocation) => {
                let Allocation::PossibleDuplicate(found) = allocation else {
                    return Err(TestCaseError::fail("a new TRN"));
                };
                prop_assert!(records.iter().any(|record| lists(&found, &record.trn)));
            }
            (Decision::Candidates(_) | Decision::None, _) => {}
        }
    }
}

/// The laws would hold of an engine that never decides: this counts that people come to every end.
#[test]
fn the_made_up_people_come_to_every_decision() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut ends = [0; 5];
    for _ in 0..2_000 {
        let scene = scene().new_tree(&mut runner).unwrap().current();
        let end = match look_up(&scene.evidence(), &scene.records) {
            Decision::Match(_) => 0,
            Decision::AskForTrn { .. } => 1,
            Decision::TwoRecords { .. } => 2,
            Decision::Candidates(_) => 3,
            Decision::None => 4,
        };
        ends[end] += 1;
    }
    assert!(ends.iter().all(|people| *people > 10), "{ends:?}");
}
