//! Laws that hold whatever happens to a TRN request, or to a look-up that failed.
#![expect(clippy::unwrap_used, reason = "tests")]

#[expect(dead_code, reason = "shared with the laws of the journey")]
mod walks;

use std::collections::BTreeSet;

use journey::{
    Happening, Notice, Progress, Reason, RequestArrow, RequestOutcome, RequestStep, ReviewKind,
    Ruling, TrnOrigin, begin, proceed,
};
use proptest::{
    collection::vec, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner,
};
use walks::{found, outcome, record, trn, wanted};

const KINDS: [ReviewKind; 3] =
    [ReviewKind::PossibleDuplicate, ReviewKind::RecordNotFound, ReviewKind::TwoRecords];

fn kind() -> impl Strategy<Value = ReviewKind> {
    select(KINDS.to_vec())
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        1 => trn().prop_map(|trn| Happening::Decided(Ruling::Link(trn))),
        1 => record().prop_map(|record| Happening::Decided(Ruling::Give(Box::new(record)))),
        2 => wanted().prop_map(|wanted| Happening::Decided(Ruling::Ask(wanted))),
        1 => select(Reason::ALL.to_vec())
            .prop_map(|reason| Happening::Decided(Ruling::Refuse(reason))),
        2 => Just(Happening::Added),
        1 => found().prop_map(Happening::Matched),
    ]
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    vec(happening(), 0..12)
}

/// Takes every step that can be taken, and passes over the rest.
fn history(kind: ReviewKind, from: Progress, happenings: &[Happening]) -> Vec<RequestStep> {
    let mut progress = from;
    let mut steps = Vec::new();
    for happening in happenings {
        if let Ok(step) = proceed(kind, &progress, happening.clone()) {
            progress = step.progress.clone();
            steps.push(step);
        }
    }
    steps
}

fn is_settled(progress: &Progress) -> bool {
    match progress {
        Progress::InReview | Progress::NeedsInformation(_) => false,
        Progress::Completed { .. } | Progress::Rejected(_) => true,
    }
}

fn from_staff(arrow: RequestArrow) -> bool {
    match arrow {
        RequestArrow::StaffAsked
        | RequestArrow::StaffLinked
        | RequestArrow::StaffGaveTrn
        | RequestArrow::StaffRefused => true,
        RequestArrow::AllocatedAtOnce
        | RequestArrow::MatchedAtOnce
        | RequestArrow::PossibleDuplicate
        | RequestArrow::PersonAnswered
        | RequestArrow::PersonMatched => false,
    }
}

/// The name of a place on the chart.
fn place(progress: &Progress) -> &'static str {
    match progress {
        Progress::InReview => "in_review",
        Progress::NeedsInformation(_) => "needs_information",
        Progress::Completed { .. } => "completed",
        Progress::Rejected(_) => "rejected",
    }
}

/// Where the line of an arrow comes from, and where it leads.
fn drawn(arrow: RequestArrow) -> (&'static str, &'static str) {
    let (from, rest) = arrow.mermaid().split_once(" --> ").unwrap();
    (from, rest.split_once(": ").unwrap().0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_settled_stays_so(kind in kind(), happenings in happenings()) {
        let steps = history(kind, Progress::InReview, &happenings);

        let settled = steps.iter().filter(|step| is_settled(&step.progress)).count();
        prop_assert!(settled <= 1);
        prop_assert!(steps.iter().rev().skip(1).all(|step| !is_settled(&step.progress)));
    }

    #[test]
    fn whatever_is_open_can_be_decided(
        kind in kind(), happenings in happenings(), trn in trn(), wanted in wanted(),
    ) {
        let steps = history(kind, Progress::InReview, &happenings);
        let now = steps.last().map_or(Progress::InReview, |step| step.progress.clone());

        for ruling in [Ruling::Link(trn), Ruling::Ask(wanted), Ruling::Refuse(Reason::NoRecord)] {
            let decided = proceed(kind, &now, Happening::Decided(ruling));
            prop_assert_eq!(decided.is_ok(), !is_settled(&now));
        }
    }

    #[test]
    fn a_new_trn_comes_from_a_possible_duplicate_alone_and_with_its_record(
        kind in kind(), happenings in happenings(),
    ) {
        let steps = history(kind, Progress::InReview, &happenings);

        for step in steps {
            let new = match &step.progress {
                Progress::Completed { trn, origin: TrnOrigin::Issued } => Some(trn),
                Progress::Completed { origin: TrnOrigin::Found, .. }
                | Progress::InReview
                | Progress::NeedsInformation(_)
                | Progress::Rejected(_) => None,
            };
            prop_assert_eq!(new, step.record.as_ref().map(|record| &record.trn));
            if new.is_some() {
                prop_assert_eq!(kind, ReviewKind::PossibleDuplicate);
            }
        }
    }

    #[test]
    fn a_completed_request_has_the_one_trn_that_was_decided(
        kind in kind(), outcome in outcome(), happenings in happenings(),
    ) {
        let (_, begun) = begin(&outcome);
        let at_once = match &outcome {
            RequestOutcome::Issued(record) => Some(record.trn.clone()),
            RequestOutcome::Matched(found) => Some(found.trn.clone()),
            RequestOutcome::Held => None,
        };
        let steps = history(kind, begun.clone(), &happenings);

        let trns: BTreeSet<_> = std::iter::once(&begun)
            .chain(steps.iter().map(|step| &step.progress))
            .filter_map(|progress| match progress {
                Progress::Completed { trn, .. } => Some(trn.clone()),
                Progress::InReview | Progress::NeedsInformation(_) | Progress::Rejected(_) => None,
            })
            .collect();
        prop_assert!(trns.len() <= 1);
        if let Some(trn) = at_once {
            prop_assert!(steps.is_empty(), "what was settled at once is not decided again");
            prop_assert_eq!(trns, BTreeSet::from([trn]));
        }
    }

    #[test]
    fn a_person_is_told_of_what_staff_decided_and_of_nothing_else(
        kind in kind(), happenings in happenings(),
    ) {
        for step in history(kind, Progress::InReview, &happenings) {
            let expected = match &step.progress {
                Progress::InReview => None,
                Progress::NeedsInformation(wanted) => Some(Notice::InformationNeeded(*wanted)),
                Progress::Completed { origin: TrnOrigin::Issued, .. } => Some(Notice::TrnIssued),
                Progress::Completed { origin: TrnOrigin::Found, .. } => {
                    Some(Notice::RecordConnected)
                }
                Progress::Rejected(reason) => Some(Notice::CannotConnect(*reason)),
            };
            // Whoever is matched by what they add is at the screen.
            prop_assert_eq!(step.tell, expected.filter(|_| from_staff(step.arrow)));
        }
    }

    #[test]
    fn every_step_leads_where_its_arrow_is_drawn(
        kind in kind(), outcome in outcome(), happenings in happenings(),
    ) {
        let (first, begun) = begin(&outcome);
        prop_assert_eq!(drawn(first), ("[*]", place(&begun)));
        for step in history(kind, begun, &happenings) {
            prop_assert_eq!(drawn(step.arrow), ("open", place(&step.progress)));
        }
    }
}

#[test]
fn every_arrow_of_the_chart_can_be_taken_and_no_other_exists() {
    let mut taken = BTreeSet::new();
    let mut runner = TestRunner::deterministic();
    for kind in KINDS.into_iter().cycle().take(300) {
        let begun = outcome().new_tree(&mut runner).unwrap().current();
        let happenings = happenings().new_tree(&mut runner).unwrap().current();
        let (first, progress) = begin(&begun);
        taken.insert(first);
        taken.extend(history(kind, progress, &happenings).iter().map(|step| step.arrow));
    }

    assert_eq!(taken, RequestArrow::ALL.iter().copied().collect());
}

#[test]
fn the_chart_draws_exactly_these_arrows() {
    let document = include_str!("../README.md");
    let (_, chart) = document.split_once("stateDiagram-v2").unwrap();
    let (chart, _) = chart.split_once("```").unwrap();
    let drawn: BTreeSet<&str> =
        chart.lines().map(str::trim).filter(|line| line.contains("-->")).collect();

    assert_eq!(drawn, RequestArrow::ALL.iter().map(|arrow| arrow.mermaid()).collect());
}
