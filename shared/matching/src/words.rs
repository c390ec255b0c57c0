//! Outcomes in words, as support staff read them.

use crate::{
    DateOfBirthOutcome, EmailOutcome, FirstNameOutcome, LastNameOutcome, MiddleNameOutcome,
    NinoOutcome, Outcomes, Standing, TrnOutcome,
};

impl Outcomes {
    /// What was found, for support staff: `same date of birth; same first name; last name agrees
    /// with a previous name; NINO missing on the record`. What the person did not give is left out.
    pub fn in_words(&self) -> String {
        let order = self.name_order.then_some("first and last name are swapped round");
        [
            Some(date_of_birth(self.date_of_birth)),
            Some(first_name(self.first_name)),
            middle_name(self.middle_name),
            Some(last_name(self.last_name, self.previous_name)),
            order,
            nino(self.nino),
            trn(self.trn),
            email(self.email),
            standing(self.standing),
            self.refused.then_some("support staff have refused this record for this person"),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
    }
}

fn date_of_birth(outcome: DateOfBirthOutcome) -> &'static str {
    match outcome {
        DateOfBirthOutcome::Same => "same date of birth",
        DateOfBirthOutcome::DayAndMonthSwapped => "day and month of birth are swapped",
        DateOfBirthOutcome::OneDigitDifferent => "one digit of the date of birth is different",
        DateOfBirthOutcome::Different => "different date of birth",
    }
}

fn first_name(outcome: FirstNameOutcome) -> &'static str {
    match outcome {
        FirstNameOutcome::Exact => "same first name",
        FirstNameOutcome::Token => "first name agrees with one of several",
        FirstNameOutcome::Nickname => "first name is a short or other form of the same name",
        FirstNameOutcome::Similar => "similar first name",
        FirstNameOutcome::Initial => "first name agrees with an initial only",
        FirstNameOutcome::Different => "different first name",
        FirstNameOutcome::Missing => "no first name to compare",
    }
}

fn middle_name(outcome: MiddleNameOutcome) -> Option<&'static str> {
    match outcome {
        MiddleNameOutcome::Agrees => Some("a middle name agrees"),
        MiddleNameOutcome::Near => Some("a middle name comes near"),
        MiddleNameOutcome::Different => Some("different middle name"),
        MiddleNameOutcome::Missing => None,
    }
}

fn last_name(outcome: LastNameOutcome, previous: bool) -> &'static str {
    match (outcome, previous) {
        (LastNameOutcome::Exact | LastNameOutcome::Separators, false) => "same last name",
        (LastNameOutcome::Exact | LastNameOutcome::Separators, true) => {
            "last name agrees with a previous name"
        }
        (LastNameOutcome::Token, false) => "last name agrees with one of several",
        (LastNameOutcome::Token, true) => "last name agrees with one of several in a previous name",
        (LastNameOutcome::Similar, false) => "similar last name",
        (LastNameOutcome::Similar, true) => "last name is similar to a previous name",
        (LastNameOutcome::Different, _) => "different last name",
        (LastNameOutcome::Missing, _) => "no last name to compare",
    }
}

fn nino(outcome: NinoOutcome) -> Option<&'static str> {
    match outcome {
        NinoOutcome::Same => Some("same NINO"),
        NinoOutcome::SameFromEmployment => Some("same NINO, known from employment data"),
        NinoOutcome::SameOnMergedRecord => Some("same NINO, on a record merged into this one"),
        NinoOutcome::Different => Some("different NINO"),
        NinoOutcome::MissingOnRecord => Some("NINO missing on the record"),
        NinoOutcome::NotGiven => None,
    }
}

fn trn(outcome: TrnOutcome) -> Option<&'static str> {
    match outcome {
        TrnOutcome::Same => Some("same TRN"),
        TrnOutcome::SameOnMergedRecord => Some("same TRN, of a record merged into this one"),
        TrnOutcome::Different => Some("different TRN"),
        TrnOutcome::NotGiven => None,
    }
}

fn email(outcome: EmailOutcome) -> Option<&'static str> {
    match outcome {
        EmailOutcome::Same => Some("same email address"),
        EmailOutcome::Different => Some("different email address"),
        EmailOutcome::MissingOnRecord => Some("email address missing on the record"),
        EmailOutcome::NotGiven => None,
    }
}

fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Active => None,
        Standing::Deactivated => Some("the record is deactivated"),
        Standing::Merged => Some("the record was merged into another"),
    }
}
