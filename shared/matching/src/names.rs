//! Comparing one verified name with one name of a record, first and last together.

use identity::{NamePartKind, VerifiedName};

use crate::{
    FirstNameOutcome, LastNameOutcome, MiddleNameOutcome,
    affixes::{is_suffix, is_title},
    first_name, last_name,
    marks::Marks,
    recorded::RecordedName,
    tokens::Tokens,
};

/// A person's name as it is compared: given and family tokens.
#[derive(Debug, Default)]
pub(crate) struct PersonName {
    pub(crate) given: Tokens,
    pub(crate) family: Tokens,
}

impl PersonName {
    pub(crate) fn verified(name: &VerifiedName) -> Self {
        let mut person = Self::default();
        for part in name.parts() {
            match part.kind {
                NamePartKind::Given => person.given.add(&part.value),
                NamePartKind::Family => person.family.add(&part.value),
            }
        }
        person.given.drop_head(is_title);
        person.family.drop_tail(is_suffix);
        person.known()
    }

    /// A record's name in the place of a person's, to compare two records with each other.
    pub(crate) fn recorded(name: &RecordedName) -> Self {
        let mut given = name.first.clone();
        given.append(&name.middle);
        Self { given, family: name.last.clone() }.known()
    }

    /// With all that is worth knowing of a name that is compared with many.
    fn known(mut self) -> Self {
        self.given.look_up_forms();
        self.family.look_up_forms();
        self
    }

    /// The marks of given and family names: either may stand in the place of a last name.
    pub(crate) fn marks(&self) -> Marks {
        self.given.marks().joined(self.family.marks())
    }

    /// The one name of a person who has only one, whichever field it came in.
    fn only_name(&self) -> Option<&Tokens> {
        match (self.given.is_empty(), self.family.is_empty()) {
            (false, true) => Some(&self.given),
            (true, false) => Some(&self.family),
            (true, true) | (false, false) => None,
        }
    }
}

/// How one verified name and one name of a record compare.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub(crate) first: FirstNameOutcome,
    pub(crate) middle: MiddleNameOutcome,
    pub(crate) last: LastNameOutcome,
    /// They agree only when one pair is swapped round.
    pub(crate) swapped: bool,
}

impl Names {
    /// First and last name agree within this pair.
    pub(crate) fn agree(self) -> bool {
        self.first.agrees() && self.last.agrees()
    }

    /// The last name agrees and the first does not speak against one person: it is not different,
    /// or a middle name agrees.
    pub(crate) fn may_agree(self) -> bool {
        let first =
            self.first != FirstNameOutcome::Different || self.middle == MiddleNameOutcome::Agrees;
        self.last.agrees() && first
    }
}

/// Compares first and last name together.
pub(crate) fn compare(person: &PersonName, record: &RecordedName) -> Names {
    if let Some(only) = person.only_name() {
        return compare_only_name(only, record);
    }
    if let Some(only) = record.only_name() {
        return compare_with_only_name(person, only, &record.middle);
    }
    let names = Names {
        first: first_name::compare(&person.given, &record.first, &record.middle),
        middle: first_name::compare_middle(&person.given, &record.first, &record.middle),
        last: last_name::compare(&person.family, &record.last),
        swapped: false,
    };
    if names.agree() { names } else { compare_swapped(person, record).unwrap_or(names) }
}

/// Whether they may be names of one person, as [`Names::may_agree`] says. Most are told apart by their
/// last names alone, which begin unlike all of the person's.
pub(crate) fn may_agree(person: &PersonName, record: &RecordedName) -> bool {
    let may = last_name::agree(&person.family, &record.last)
        || may_be_swapped(person, record)
        || person.only_name().is_some()
        || record.only_name().is_some();
    may && compare(person, record).may_agree()
}

/// The best first name of the record with its best last name, wherever each stands: one of them may
/// have changed when the other did not. Whether the last name is a previous one comes along.
fn compare_across(person: &PersonName, names: &[RecordedName]) -> Option<(Names, bool)> {
    if person.only_name().is_some() {
        return None;
    }
    let (first, middle) = names
        .iter()
        .map(|name| {
            let first = first_name::compare(&person.given, &name.first, &name.middle);
            (first, first_name::compare_middle(&person.given, &name.first, &name.middle))
        })
        .min()?;
    let (last, previous) = names
        .iter()
        .enumerate()
        .map(|(at, name)| (last_name::compare(&person.family, &name.last), at > 0))
        .min()?;
    Some((Names { first, middle, last, swapped: false }, previous))
}

/// What [`compare_across`] says, put together from comparisons that have been made anyway.
#[derive(Debug, Default)]
pub(crate) struct Across {
    first: Option<(FirstNameOutcome, MiddleNameOutcome)>,
    last: Option<(LastNameOutcome, bool)>,
    /// One of them was not of first with first and last with last.
    is_mixed: bool,
}

impl Across {
    /// Adds how one name of the record compares, the current one or a previous one.
    pub(crate) fn add(&mut self, names: Names, record: &RecordedName, previous: bool) {
        self.is_mixed |= names.swapped || record.only_name().is_some();
        let (first, last) = ((names.first, names.middle), (names.last, previous));
        self.first = Some(self.first.map_or(first, |best| best.min(first)));
        self.last = Some(self.last.map_or(last, |best| best.min(last)));
    }

    /// The best first name with the best last name, of a record that has several names.
    pub(crate) fn of(&self, person: &PersonName, names: &[RecordedName]) -> Option<(Names, bool)> {
        if names.len() < 2 {
            return None;
        }
        if self.is_mixed || person.only_name().is_some() {
            return compare_across(person, names);
        }
        let ((first, middle), (last, previous)) = self.first.zip(self.last)?;
        Some((Names { first, middle, last, swapped: false }, previous))
    }
}

/// A person with one name in all: it counts as a first name only, in whichever field it is.
fn compare_only_name(only: &Tokens, record: &RecordedName) -> Names {
    let none = Tokens::default();
    let in_first = first_name::compare(only, &record.first, &record.middle);
    let in_last = first_name::compare(only, &record.last, &none);
    Names {
        first: in_first.min(in_last),
        middle: MiddleNameOutcome::Missing,
        last: LastNameOutcome::Missing,
        swapped: false,
    }
}

/// A record with one name in all, which is a first name if it agrees as one.
fn compare_with_only_name(person: &PersonName, only: &Tokens, middle: &Tokens) -> Names {
    let first = first_name::compare(&person.given, only, middle);
    let last = last_name::compare(&person.family, only);
    let is_last = !first.agrees() && last.resembles();
    Names {
        first: if is_last { FirstNameOutcome::Missing } else { first },
        middle: first_name::compare_middle(&person.given, only, middle),
        last: if is_last { last } else { LastNameOutcome::Missing },
        swapped: false,
    }
}

/// First and last swapped round as a pair. The whole last name of one side must be the given names
/// of the other, or lead them; no nickname, and no token is used twice.
fn compare_swapped(person: &PersonName, record: &RecordedName) -> Option<Names> {
    if !may_be_swapped(person, record) {
        return None;
    }
    let first = first_name::compare(&person.family, &record.first, &record.middle);
    let is_first = match first {
        FirstNameOutcome::Exact | FirstNameOutcome::Token => true,
        FirstNameOutcome::Nickname
        | FirstNameOutcome::Similar
        | FirstNameOutcome::Initial
        | FirstNameOutcome::Different
        | FirstNameOutcome::Missing => false,
    };
    is_first.then(|| Names {
        first,
        middle: first_name::compare_middle(&person.family, &record.first, &record.middle)
            .min(first_name::compare_middle(&person.given, &record.last, &record.middle)),
        last: if given_lead_with(person, record) {
            LastNameOutcome::Exact
        } else {
            last_name::compare(&person.given, &record.last)
        },
        swapped: true,
    })
}

/// Whether the record's last name is the person's given names, or leads them.
fn may_be_swapped(person: &PersonName, record: &RecordedName) -> bool {
    person.given.marks().may_begin_alike(record.last.marks())
        && (given_lead_with(person, record) || last_name::is_exact(&person.given, &record.last))
}

fn given_lead_with(person: &PersonName, record: &RecordedName) -> bool {
    (0..person.given.len()).any(|to| person.given.run(0, to) == record.last.joined())
}
