//! Comparing everything that is known about a person with everything on one record.

use std::cmp::Reverse;

use identity::{RecordStatus, TeachingRecord};

use crate::{
    Candidate, DateOfBirthOutcome, FirstNameOutcome, LastNameOutcome, MiddleNameOutcome, Outcomes,
    Standing,
    marks::Marks,
    names::{Across, Names, PersonName, compare},
    outcomes::Numbers,
    recorded::RecordedName,
};

/// One record compared with the person.
#[derive(Debug)]
pub(crate) struct Comparison<'a> {
    pub(crate) record: &'a TeachingRecord,
    /// With the first and last name that go together best.
    pub(crate) outcomes: Outcomes,
    /// With those whose first names agree best.
    pub(crate) by_first_name: Outcomes,
    /// What any of its names has to say.
    pub(crate) seen: Seen,
    /// The marks of all its last names.
    pub(crate) last_marks: Marks,
}

/// What was seen between any verified name and the names of the record.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen or not")]
pub(crate) struct Seen {
    /// First and last name agree, within one verified name.
    pub(crate) names_agree: bool,
    /// First name agrees.
    pub(crate) first_agrees: bool,
    /// Last name agrees and first name does not speak against one person, within one verified name.
    pub(crate) names_may_agree: bool,
    /// First name agrees or comes near.
    pub(crate) first_resembles: bool,
    /// A middle name agrees or comes near.
    pub(crate) middle_resembles: bool,
    /// Last name agrees or comes near, or one side has no other name than one that agrees.
    pub(crate) last_resembles: bool,
    /// Names and date of birth make the record a candidate.
    pub(crate) is_candidate: bool,
}

/// What every comparison of one decision starts from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) date_of_birth: DateOfBirthOutcome,
    pub(crate) numbers: Numbers,
    pub(crate) refused: bool,
}

/// Compares the names of a record with every verified name: first and last of one verified name,
/// with any of the record's.
pub(crate) fn compare_record<'a>(
    persons: &[PersonName],
    record: &'a TeachingRecord,
    names: &[RecordedName],
    given: Given,
) -> Comparison<'a> {
    let mut seen = Seen::default();
    let mut best: Option<(Rank, Names, bool)> = None;
    let mut best_first: Option<((bool, Rank), Names, bool)> = None;
    let mut consider = |names: Names, previous: bool| {
        let rank = rank(names, given.date_of_birth, previous);
        let first_rank = (names.first.agrees(), rank);
        seen.add(names, given.date_of_birth);
        if best.is_none_or(|(other, ..)| rank > other) {
            best = Some((rank, names, previous));
        }
        if best_first.is_none_or(|(other, ..)| first_rank > other) {
            best_first = Some((first_rank, names, previous));
        }
    };
    for person in persons {
        let mut across = Across::default();
        for (at, name) in names.iter().enumerate() {
            let compared = compare(person, name);
            across.add(compared, name, at > 0);
            consider(compared, at > 0);
        }
        if let Some((compared, previous)) = across.of(person, names) {
            consider(compared, previous);
        }
    }
    let outcomes = |best: Option<(Names, bool)>| outcomes(best, record, given);
    Comparison {
        record,
        outcomes: outcomes(best.map(|(_, names, previous)| (names, previous))),
        by_first_name: outcomes(best_first.map(|(_, names, previous)| (names, previous))),
        seen,
        last_marks: names
            .iter()
            .map(RecordedName::last_marks)
            .fold(Marks::default(), Marks::joined),
    }
}

/// What goes together best: agreement, then making a candidate, then points, then strength, and of
/// equals the record's current name.
type Rank =
    (bool, bool, u32, Reverse<(FirstNameOutcome, LastNameOutcome, MiddleNameOutcome, bool, bool)>);

fn rank(names: Names, date: DateOfBirthOutcome, previous: bool) -> Rank {
    (
        names.agree(),
        makes_candidate(names, date),
        points(names.first, names.middle, names.last),
        Reverse((names.first, names.last, names.middle, names.swapped, previous)),
    )
}

fn points(first: FirstNameOutcome, middle: MiddleNameOutcome, last: LastNameOutcome) -> u32 {
    let last = if last.agrees() { 2 } else { u32::from(last.resembles()) };
    last + u32::from(first.agrees()) + u32::from(middle == MiddleNameOutcome::Agrees)
}

/// Two of first name, last name and date of birth, one of them exact or the date the same; first and
/// last name without the date only when a middle name agrees too.
fn makes_candidate(names: Names, date: DateOfBirthOutcome) -> bool {
    let same_date = date == DateOfBirthOutcome::Same;
    let first = names.first.resembles();
    let last = names.last.resembles();
    let exact_first = names.first == FirstNameOutcome::Exact;
    let exact_last = names.last.is_exact();
    (date.resembles() && first && (same_date || exact_first))
        || (date.resembles() && last && (same_date || exact_last))
        || (first
            && last
            && (exact_first || exact_last)
            && names.middle == MiddleNameOutcome::Agrees)
}

impl Seen {
    fn add(&mut self, names: Names, date: DateOfBirthOutcome) {
        let one_name_agrees = names.last == LastNameOutcome::Missing && names.first.agrees();
        self.names_agree |= names.agree();
        self.first_agrees |= names.first.agrees();
        self.names_may_agree |= names.may_agree();
        self.first_resembles |= names.first.resembles();
        self.middle_resembles |= names.middle.resembles();
        self.last_resembles |= names.last.resembles() || one_name_agrees;
        self.is_candidate |= makes_candidate(names, date);
    }
}

fn outcomes(best: Option<(Names, bool)>, record: &TeachingRecord, given: Given) -> Outcomes {
    let missing = Names {
        first: FirstNameOutcome::Missing,
        middle: MiddleNameOutcome::Missing,
        last: LastNameOutcome::Missing,
        swapped: false,
    };
    let (names, previous_name) = best.unwrap_or((missing, false));
    Outcomes {
        date_of_birth: given.date_of_birth,
        first_name: names.first,
        middle_name: names.middle,
        last_name: names.last,
        name_order: names.swapped,
        previous_name,
        nino: given.numbers.nino,
        trn: given.numbers.trn,
        email: given.numbers.email,
        standing: match record.status {
            RecordStatus::Active => Standing::Active,
            RecordStatus::Deactivated => Standing::Deactivated,
            RecordStatus::MergedInto(_) => Standing::Merged,
        },
        refused: given.refused,
    }
}

impl Comparison<'_> {
    /// Date of birth is the same, and first and last name agree within one verified name.
    pub(crate) fn is_like_the_person(&self) -> bool {
        self.outcomes.date_of_birth == DateOfBirthOutcome::Same && self.seen.names_agree
    }

    /// Whether the record is in use.
    pub(crate) fn is_active(&self) -> bool {
        match self.outcomes.standing {
            Standing::Active => true,
            Standing::Deactivated | Standing::Merged => false,
        }
    }

    /// The record as a candidate.
    pub(crate) fn candidate(&self) -> Candidate {
        Candidate {
            trn: self.record.trn.clone(),
            score: score(&self.outcomes),
            outcomes: self.outcomes,
        }
    }
}

fn score(outcomes: &Outcomes) -> u32 {
    let date = match outcomes.date_of_birth {
        DateOfBirthOutcome::Same => 2,
        DateOfBirthOutcome::DayAndMonthSwapped | DateOfBirthOutcome::OneDigitDifferent => 1,
        DateOfBirthOutcome::Different => 0,
    };
    20 * u32::from(outcomes.trn.is_same())
        + 10 * u32::from(outcomes.nino.is_same())
        + 5 * u32::from(outcomes.email.is_same())
        + date
        + points(outcomes.first_name, outcomes.middle_name, outcomes.last_name)
}

/// Candidates, best first: by score, ties by TRN.
pub(crate) fn ranked<'a>(comparisons: impl Iterator<Item = &'a Comparison<'a>>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = comparisons.map(Comparison::candidate).collect();
    candidates
        .sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.trn.cmp(&other.trn)));
    candidates
}
