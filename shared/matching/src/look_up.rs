//! The decision at a look-up.

use identity::TeachingRecord;

use crate::{
    Decision, Evidence, Match,
    case::Case,
    comparison::{Comparison, ranked},
    rules::{Guard, Instead, LastName, Rule},
};

/// Decides whether one of the records a store found is the person's. The order of the records does
/// not matter.
pub fn look_up(evidence: &Evidence<'_>, records: &[TeachingRecord]) -> Decision {
    decide(&Case::new(evidence, records))
}

/// Tries every record that meets a rule. At most one can pass the guards: each of two would
/// speak against the other.
pub(crate) fn decide(case: &Case<'_>) -> Decision {
    let mut stopped: Option<(Instead, Vec<&Comparison<'_>>)> = None;
    for found in &case.comparisons {
        let Some(rule) = Rule::met_by(found) else { continue };
        let Some((instead, against)) = Guard::stopping(case, found) else {
            return Decision::Match(join(case, found, rule));
        };
        if stopped.as_ref().is_none_or(|(strongest, _)| instead > *strongest) {
            let mut records = against;
            records.push(found);
            stopped = Some((instead, records));
        }
    }
    match stopped {
        Some((Instead::AskForTrn, records)) => {
            Decision::AskForTrn { records: ranked(records.into_iter()) }
        }
        Some((Instead::TwoRecords, records)) => {
            Decision::TwoRecords { records: ranked(records.into_iter()) }
        }
        Some((Instead::Candidates, _)) | None => candidates(case),
    }
}

fn join(case: &Case<'_>, found: &Comparison<'_>, rule: &'static Rule) -> Match {
    Match {
        trn: found.record.trn.clone(),
        merged_from: case.merged_from(found),
        rule,
        outcomes: match rule.last_name {
            LastName::Agrees => found.outcomes,
            LastName::MayDiffer => found.by_first_name,
        },
    }
}

fn candidates(case: &Case<'_>) -> Decision {
    let candidates = ranked(case.active().filter(|record| is_candidate(record)));
    if candidates.is_empty() { Decision::None } else { Decision::Candidates(candidates) }
}

/// A number or the email address is the same, or enough of the rest agrees.
pub(crate) fn is_candidate(record: &Comparison<'_>) -> bool {
    let outcomes = &record.outcomes;
    record.seen.is_candidate
        || outcomes.nino.is_same()
        || outcomes.trn.is_same()
        || outcomes.email.is_same()
}
