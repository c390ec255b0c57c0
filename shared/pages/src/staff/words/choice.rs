//! What a member of staff can choose, as the forms send it and as the pages say it.

use super::Kind;
use crate::words::{
    StaffConfirmWords, StaffDecisionWords, StaffReasonWords, StaffWantedWords, StaffWords,
};

/// What to do with a task: the form field `decision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<'a> {
    /// Connect the person to the record with this TRN.
    Link(&'a str),
    /// Give the person a new TRN. Only for a possible duplicate.
    NewTrn,
    /// Ask the person for something.
    Ask,
    /// Refuse a TRN request, or connect the person to no record.
    Refuse,
}

const LINK: &str = "link-";

impl<'a> Choice<'a> {
    /// The choice the form sent as `value`.
    pub fn from_value(value: &'a str) -> Option<Self> {
        match value {
            "new-trn" => Some(Self::NewTrn),
            "ask" => Some(Self::Ask),
            "refuse" => Some(Self::Refuse),
            other => other.strip_prefix(LINK).map(Self::Link),
        }
    }

    /// What the form sends: `link-1234567`, `new-trn`, `ask` or `refuse`.
    pub fn value(self) -> String {
        match self {
            Self::Link(trn) => format!("{LINK}{trn}"),
            Self::NewTrn => "new-trn".to_owned(),
            Self::Ask => "ask".to_owned(),
            Self::Refuse => "refuse".to_owned(),
        }
    }

    /// The button that carries it out.
    pub(in crate::staff) fn button(self, words: &StaffConfirmWords, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Link(_), _) => words.connect_button,
            (Self::NewTrn, _) => words.new_trn_button,
            (Self::Ask, _) => words.ask_button,
            (Self::Refuse, Kind::PossibleDuplicate) => words.refuse_button,
            (Self::Refuse, Kind::RecordNotFound | Kind::TwoRecords) => words.not_connect_button,
        }
    }
}

/// What the person can be asked for: the form field `wanted`, once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Their National Insurance number.
    Nino,
    /// Their TRN.
    Trn,
    /// A last name they had before.
    PreviousLastName,
}

impl Wanted {
    /// Everything, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Nino, Self::Trn, Self::PreviousLastName];

    /// The thing the form sent as `value`.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wanted| wanted.value() == value)
    }

    /// What the form sends.
    pub fn value(self) -> &'static str {
        match self {
            Self::Nino => "nino",
            Self::Trn => "trn",
            Self::PreviousLastName => "previous_last_name",
        }
    }

    pub(in crate::staff) fn text(self, words: &StaffWantedWords) -> &'static str {
        match self {
            Self::Nino => words.nino,
            Self::Trn => words.trn,
            Self::PreviousLastName => words.previous_last_name,
        }
    }

    /// `wanted` in a sentence.
    pub(in crate::staff) fn listed(staff: &StaffWords, wanted: &[Self]) -> String {
        let words = &staff.wanted;
        let things: Vec<&str> = Self::ALL
            .into_iter()
            .filter(|each| wanted.contains(each))
            .map(|each| match each {
                Self::Nino => words.nino_listed,
                Self::Trn => words.trn_listed,
                Self::PreviousLastName => words.previous_last_name_listed,
            })
            .collect();
        match things.as_slice() {
            [] => words.nothing_listed.to_owned(),
            [only] => (*only).to_owned(),
            [first @ .., last] => staff.listed(&first.join(staff.comma), last),
        }
    }
}

/// Why a person is connected to no record and given no TRN: the form field `reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no record of them.
    NoRecord,
    /// What they gave fits more than one person.
    MoreThanOnePerson,
    /// The record they asked for is somebody else's.
    SomebodyElses,
    /// They are connected already, under another GOV.UK One Login.
    ConnectedElsewhere,
    /// They do not need a TRN for what they want to do.
    NotNeeded,
}

impl Reason {
    /// Every reason, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::NoRecord,
        Self::MoreThanOnePerson,
        Self::SomebodyElses,
        Self::ConnectedElsewhere,
        Self::NotNeeded,
    ];

    /// The reason the form sent as `value`.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.value() == value)
    }

    /// What the form sends.
    pub fn value(self) -> &'static str {
        match self {
            Self::NoRecord => "no_record",
            Self::MoreThanOnePerson => "more_than_one_person",
            Self::SomebodyElses => "somebody_elses",
            Self::ConnectedElsewhere => "connected_elsewhere",
            Self::NotNeeded => "not_needed",
        }
    }

    /// Whether a task of this kind can be refused for it: a look-up asked for no TRN.
    pub fn is_for(self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::NotNeeded, Kind::RecordNotFound | Kind::TwoRecords) => false,
            (Self::NotNeeded, Kind::PossibleDuplicate)
            | (
                Self::NoRecord
                | Self::MoreThanOnePerson
                | Self::SomebodyElses
                | Self::ConnectedElsewhere,
                _,
            ) => true,
        }
    }

    pub(in crate::staff) fn text(self, words: &StaffReasonWords) -> &'static str {
        match self {
            Self::NoRecord => words.no_record,
            Self::MoreThanOnePerson => words.more_than_one_person,
            Self::SomebodyElses => words.somebody_elses,
            Self::ConnectedElsewhere => words.connected_elsewhere,
            Self::NotNeeded => words.not_needed,
        }
    }
}

/// Why a decision would not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing was chosen.
    NothingChosen,
    /// *Ask*, and nothing to ask for.
    NothingWanted,
    /// *Refuse*, and no reason.
    NoReason,
}

impl Mistake {
    /// What the member of staff is told, in the summary and beside the field.
    pub(in crate::staff) fn message(self, words: &StaffDecisionWords) -> &'static str {
        match self {
            Self::NothingChosen => words.nothing_chosen,
            Self::NothingWanted => words.nothing_wanted,
            Self::NoReason => words.no_reason,
        }
    }

    /// The control it is about.
    pub(in crate::staff) fn control(self) -> &'static str {
        match self {
            Self::NothingChosen => "decision",
            Self::NothingWanted => "wanted",
            Self::NoReason => "reason",
        }
    }
}
