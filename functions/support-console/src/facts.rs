//! What is known of the person and of each record, and how they differ, as the page shows it.

use identity::{Nino, RecordStatus, TeachingRecord};
use matching::{
    DateOfBirthOutcome, EmailOutcome, FirstNameOutcome, LastNameOutcome, NinoOutcome, Outcomes,
    TrnOutcome,
};
use pages::{
    ENGLISH,
    staff::task::{Candidate, Cell, Facts, Mark, Source, Standing},
};

use crate::case::{Case, Shown};

/// The texts of one side, which the page borrows.
pub(crate) struct Texts {
    name: String,
    previous_names: String,
    date_of_birth: String,
    nino: String,
    trn: String,
    email: String,
    why: Vec<String>,
}

impl Texts {
    /// What the person was verified as and gave.
    pub(crate) fn of_request(case: &Case) -> Self {
        let identity = &case.task.identity;
        let mut previous: Vec<String> =
            identity.previous_names().map(identity::VerifiedName::display).collect();
        previous
            .extend(case.task.previous_last_name.iter().map(|name| format!("{name} (told us so)")));
        let born: Vec<String> =
            identity.dates_of_birth().iter().map(|born| ENGLISH.far(born.date())).collect();
        Self {
            name: identity.current_name().display(),
            previous_names: previous.join("\n"),
            date_of_birth: born.join("\n"),
            nino: case.nino().map(Nino::spaced).unwrap_or_default(),
            trn: case
                .task
                .answers
                .trn
                .as_ref()
                .map(|trn| trn.as_str().to_owned())
                .unwrap_or_default(),
            email: case.address().as_str().to_owned(),
            why: Vec::new(),
        }
    }

    /// What a record holds.
    pub(crate) fn of_record(shown: &Shown) -> Self {
        let TeachingRecord { trn, name, previous_names, date_of_birth, ninos, email, .. } =
            &shown.record;
        let previous: Vec<String> =
            previous_names.iter().map(identity::RecordName::display).collect();
        let ninos: Vec<String> = ninos.iter().map(Nino::spaced).collect();
        Self {
            name: name.display(),
            previous_names: previous.join("\n"),
            date_of_birth: ENGLISH.far(date_of_birth.date()),
            nino: ninos.join("\n"),
            trn: trn.as_str().to_owned(),
            email: email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
            why: shown.candidate.in_words().split("; ").map(str::to_owned).collect(),
        }
    }

    /// The side of the request: nothing is marked.
    pub(crate) fn request(&self) -> Facts<'_> {
        Facts {
            name: Cell::plain(&self.name),
            previous_names: Cell::plain(&self.previous_names),
            date_of_birth: Cell::plain(&self.date_of_birth),
            nino: Cell::plain(&self.nino),
            trn: Cell::plain(&self.trn),
            email: Cell::plain(&self.email),
        }
    }

    /// The reasons, as the page borrows them.
    pub(crate) fn why(&self) -> Vec<&str> {
        self.why.iter().map(String::as_str).collect()
    }

    /// A record beside the request, with what differs marked.
    pub(crate) fn candidate<'a>(&'a self, shown: &'a Shown, why: &'a [&'a str]) -> Candidate<'a> {
        let outcomes = &shown.candidate.outcomes;
        Candidate {
            trn: &self.trn,
            facts: Facts {
                name: cell(&self.name, name(outcomes)),
                previous_names: Cell::plain(&self.previous_names),
                date_of_birth: cell(&self.date_of_birth, date_of_birth(outcomes)),
                nino: cell(&self.nino, nino(outcomes)),
                trn: cell(&self.trn, trn(outcomes)),
                email: cell(&self.email, email(outcomes)),
            },
            standing: match &shown.record.status {
                RecordStatus::Active => Standing::InUse,
                RecordStatus::Deactivated => Standing::Deactivated,
                RecordStatus::MergedInto(survivor) => Standing::MergedInto(survivor.as_str()),
            },
            has_qts: shown.record.has_qts,
            has_open_alert: shown.record.has_open_alert,
            why,
            source: if shown.is_brought_in { Source::Staff } else { Source::Engine },
            can_link: shown.can_link(),
        }
    }
}

fn cell(value: &str, mark: Option<Mark>) -> Cell<'_> {
    Cell { value, mark }
}

/// First and last name stand in one cell: what differs more is what it says.
fn name(outcomes: &Outcomes) -> Option<Mark> {
    let last = match outcomes.last_name {
        LastNameOutcome::Different => Some(Mark::Different),
        LastNameOutcome::Missing => Some(Mark::Missing),
        LastNameOutcome::Similar => Some(Mark::Similar),
        LastNameOutcome::Exact | LastNameOutcome::Token | LastNameOutcome::Separators => None,
    };
    let first = match outcomes.first_name {
        FirstNameOutcome::Different => Some(Mark::Different),
        FirstNameOutcome::Missing => Some(Mark::Missing),
        FirstNameOutcome::Initial => Some(Mark::Initial),
        FirstNameOutcome::Similar => Some(Mark::Similar),
        FirstNameOutcome::Nickname => Some(Mark::Nickname),
        FirstNameOutcome::Exact | FirstNameOutcome::Token => None,
    };
    let order = outcomes.name_order.then_some(Mark::NamesSwapped);
    let previous = outcomes.previous_name.then_some(Mark::PreviousName);
    match (first, last) {
        (Some(Mark::Different), _) | (_, Some(Mark::Different)) => Some(Mark::Different),
        (first, last) => last.or(first).or(order).or(previous),
    }
}

fn date_of_birth(outcomes: &Outcomes) -> Option<Mark> {
    match outcomes.date_of_birth {
        DateOfBirthOutcome::Same => None,
        DateOfBirthOutcome::DayAndMonthSwapped => Some(Mark::DayAndMonthSwapped),
        DateOfBirthOutcome::OneDigitDifferent => Some(Mark::OneDigit),
        DateOfBirthOutcome::Different => Some(Mark::Different),
    }
}

fn nino(outcomes: &Outcomes) -> Option<Mark> {
    match outcomes.nino {
        NinoOutcome::Different => Some(Mark::Different),
        NinoOutcome::MissingOnRecord => Some(Mark::Missing),
        NinoOutcome::Same
        | NinoOutcome::SameFromEmployment
        | NinoOutcome::SameOnMergedRecord
        | NinoOutcome::NotGiven => None,
    }
}

fn trn(outcomes: &Outcomes) -> Option<Mark> {
    match outcomes.trn {
        TrnOutcome::Different => Some(Mark::Different),
        TrnOutcome::Same | TrnOutcome::SameOnMergedRecord | TrnOutcome::NotGiven => None,
    }
}

fn email(outcomes: &Outcomes) -> Option<Mark> {
    match outcomes.email {
        EmailOutcome::Different => Some(Mark::Different),
        EmailOutcome::MissingOnRecord => Some(Mark::Missing),
        EmailOutcome::Same | EmailOutcome::NotGiven => None,
    }
}
