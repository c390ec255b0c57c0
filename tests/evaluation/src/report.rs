//! What came of it, kind by kind, as a table.

use std::{collections::BTreeMap, fmt};

use crate::journey::{Claimant, End, is_out_of_reach, walk};
use crate::register::Register;

/// How often each end came for one kind of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Everybody of the kind.
    pub people: usize,
    /// Those who have a record in use.
    pub with_record: usize,
    /// Joined to their own record.
    pub joined_rightly: usize,
    /// Joined to another.
    pub joined_wrongly: usize,
    /// Sent to staff, who are shown candidates.
    pub sent_to_staff: usize,
    /// Nobody on record resembled them.
    pub offered_nothing: usize,
    /// Their record is the first candidate.
    pub first: usize,
    /// Their record is among the first three candidates.
    pub first_three: usize,
    /// The rules would show their record, but it was not read: the keys do not lead to it.
    pub out_of_reach: usize,
}

impl Tally {
    fn count(&mut self, register: &Register, person: &Claimant) {
        let end = walk(register, person);
        self.people += 1;
        self.with_record += usize::from(!person.theirs.is_empty());
        match end {
            End::JoinedRightly => self.joined_rightly += 1,
            End::JoinedWrongly => self.joined_wrongly += 1,
            End::SentToStaff(place) => {
                self.sent_to_staff += 1;
                self.first += usize::from(place == Some(1));
                self.first_three += usize::from(place.is_some_and(|place| place <= 3));
            }
            End::OfferedNothing => self.offered_nothing += 1,
        }
        match end {
            End::SentToStaff(None) | End::OfferedNothing => {
                self.out_of_reach += usize::from(is_out_of_reach(register, person));
            }
            End::SentToStaff(Some(_)) | End::JoinedRightly | End::JoinedWrongly => {}
        }
    }

    fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.with_record += other.with_record;
        self.joined_rightly += other.joined_rightly;
        self.joined_wrongly += other.joined_wrongly;
        self.sent_to_staff += other.sent_to_staff;
        self.offered_nothing += other.offered_nothing;
        self.first += other.first;
        self.first_three += other.first_three;
        self.out_of_reach += other.out_of_reach;
    }

    /// Those who have a record in use and were not joined to it.
    pub fn undecided(&self) -> usize {
        self.with_record.saturating_sub(self.joined_rightly)
    }

    /// Of those who have a record and were not joined, in hundredths of a percent: how many find it
    /// among the first three candidates.
    pub fn undecided_in_first_three(&self) -> usize {
        share(self.first_three, self.undecided())
    }

    /// Of all who have a record, in hundredths of a percent: how many were joined to it or find it
    /// among the first three candidates.
    pub fn found(&self) -> usize {
        share(self.joined_rightly + self.first_three, self.with_record)
    }
}

/// In hundredths of a percent; all of none is all.
fn share(part: usize, of: usize) -> usize {
    (part * 10_000).checked_div(of).unwrap_or(10_000)
}

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    kinds: BTreeMap<&'static str, Tally>,
}

impl Report {
    /// Walks everybody through both questions, on all processors.
    ///
    /// # Panics
    /// The engine does.
    pub fn on(register: &Register, people: &[Claimant]) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = people.len().div_ceil(threads).max(1);
        let mut report = Self::default();
        std::thread::scope(|scope| {
            let parts: Vec<_> = people
                .chunks(share)
                .map(|part| scope.spawn(move || Self::of_part(register, part)))
                .collect();
            for part in parts {
                report.add(&part.join().expect("a walk does not panic"));
            }
        });
        report
    }

    /// Adds what came of another run.
    pub fn add(&mut self, other: &Self) {
        for (kind, tally) in &other.kinds {
            self.kinds.entry(kind).or_default().add(tally);
        }
    }

    fn of_part(register: &Register, people: &[Claimant]) -> Self {
        let mut report = Self::default();
        for person in people {
            report.kinds.entry(person.kind).or_default().count(register, person);
        }
        report
    }

    /// Everybody together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.kinds.values() {
            total.add(tally);
        }
        total
    }

    /// Whether nobody was joined wrongly, and of those who have a record and were not joined at least
    /// 99 in 100 find it among the first three candidates.
    pub fn is_good_enough(&self) -> bool {
        let total = self.total();
        total.joined_wrongly == 0 && total.undecided_in_first_three() >= 9_900
    }

    /// Kind by kind.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        self.kinds.iter().map(|(kind, tally)| (*kind, tally))
    }
}

const HEADING: &str = "\
| kind of people | people | with a record | joined rightly | joined wrongly | sent to staff | offered nothing | record first | record in first three | out of reach | not joined, in first three | found |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

impl fmt::Display for Report {
    /// A Markdown table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADING}")?;
        for (kind, tally) in self.kinds() {
            row(f, kind, tally)?;
        }
        row(f, "**everybody**", &self.total())
    }
}

fn row(f: &mut fmt::Formatter<'_>, kind: &str, tally: &Tally) -> fmt::Result {
    write!(f, "| {kind} ")?;
    for count in [
        tally.people,
        tally.with_record,
        tally.joined_rightly,
        tally.joined_wrongly,
        tally.sent_to_staff,
        tally.offered_nothing,
        tally.first,
        tally.first_three,
        tally.out_of_reach,
    ] {
        write!(f, "| {count} ")?;
    }
    for share in [tally.undecided_in_first_three(), tally.found()] {
        write!(f, "| {}.{:02} % ", share / 100, share % 100)?;
    }
    writeln!(f, "|")
}
