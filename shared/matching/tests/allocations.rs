//! What a decision allocates. It is a test binary of its own, because the counter replaces the allocator.

mod register;

use std::hint::black_box;

use allocation_counter::measure;
use identity::{Nino, TeachingRecord, VerifiedIdentity};
use matching::{Decision, Evidence, look_up};

fn evidence<'a>(identity: &'a VerifiedIdentity, nino: &'a Nino) -> Evidence<'a> {
    Evidence { identity, email: None, nino: Some(nino), trn: None, refused: &[] }
}

/// How often a decision over these records allocates.
fn allocations(evidence: &Evidence<'_>, records: &[TeachingRecord]) -> u64 {
    // The first decision of a process reads the table of nicknames.
    black_box(look_up(evidence, records));
    let counted = measure(|| drop(black_box(look_up(evidence, records))));
    counted.count_total
}

#[test]
fn records_that_are_no_candidates_cost_no_allocation() {
    let nino = "CE222222A".parse().unwrap();
    let identity = register::person(&[("ANNE LOUISE", "SMITH"), ("Anne", "Smythe")], "1961-02-03");
    let evidence = evidence(&identity, &nino);
    let (some, many) = (register::born_on_one_day(150), register::born_on_one_day(1_500));
    assert_eq!(look_up(&evidence, &many), Decision::None);

    let (for_some, for_many) = (allocations(&evidence, &some), allocations(&evidence, &many));

    // To sort more than 500 records takes a place of its own.
    assert!((for_some..=for_some + 1).contains(&for_many), "{for_some}, then {for_many}");
}

#[test]
fn a_candidate_costs_its_result() {
    let nino = "CE222222A".parse().unwrap();
    let identity = register::person(&[("ALICE", "SMITH")], "1990-05-01");
    let evidence = evidence(&identity, &nino);
    let (some, many) = (register::born_on_one_day(150), register::born_on_one_day(1_500));
    let candidates = |records: &[TeachingRecord]| match look_up(&evidence, records) {
        Decision::Candidates(candidates) => u64::try_from(candidates.len()).unwrap(),
        Decision::Match(_)
        | Decision::AskForTrn { .. }
        | Decision::TwoRecords { .. }
        | Decision::None => panic!("candidates were expected"),
    };
    let more = candidates(&many) - candidates(&some);
    assert!(more >= 50, "{more}");

    let more_allocations = allocations(&evidence, &many) - allocations(&evidence, &some);

    // Each one's TRN; the list itself is moved to a larger place a few times.
    assert!((more..more + 10).contains(&more_allocations), "{more_allocations} for {more}");
}
