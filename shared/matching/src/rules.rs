//! The rules of a match, to be read top to bottom: first what makes a record the person's, then
//! what stops it all the same.

use identity::TeachingRecord;

use crate::{
    DateOfBirthOutcome,
    case::Case,
    comparison::Comparison,
    marks::Marks,
    names::{PersonName, may_agree},
    recorded::RecordedNames,
};

/// One way in which a record can be the person's.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number, as support staff know it.
    pub number: u8,
    /// What the last name must do. The date of birth must be the same and the first name agree, by
    /// every rule; where the last name must agree, it does so within the same verified name.
    pub last_name: LastName,
    /// Which of the numbers the person typed must be the record's.
    pub numbers: Numbers,
    /// Why this is enough.
    pub because: &'static str,
}

/// What a rule asks of the last name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastName {
    /// It agrees with the record's current or a previous one.
    Agrees,
    /// It may be any.
    MayDiffer,
}

/// Which numbers a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// The NINO or the TRN.
    NinoOrTrn,
    /// The NINO and the TRN.
    NinoAndTrn,
}

/// A record in use is the person's if it meets one of these, and no guard stops it.
pub static RULES: [Rule; 2] = [
    Rule {
        number: 1,
        last_name: LastName::Agrees,
        numbers: Numbers::NinoOrTrn,
        because: "Name and date of birth are proved. Namesakes born on one day exist, so a number \
                  only the teacher is likely to know has to point to the same record.",
    },
    Rule {
        number: 2,
        last_name: LastName::MayDiffer,
        numbers: Numbers::NinoAndTrn,
        because: "A surname changes at marriage and the record may not have been told. Two numbers \
                  make up for it. The first name must still agree: with date of birth and NINO \
                  alone, anybody who knows a colleague's could take the colleague's record.",
    },
];

/// What stops a record that meets a rule.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    /// What must hold.
    pub says: &'static str,
    /// Why it must.
    pub because: &'static str,
    /// What is decided instead, if it does not hold.
    pub instead: Instead,
    /// The records that speak against joining the one found: itself, or others.
    against: for<'c, 'a> fn(&'c Case<'a>, &'c Comparison<'a>) -> Vec<&'c Comparison<'a>>,
}

/// What is decided where a guard stops a match, strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instead {
    /// The record is a candidate.
    Candidates,
    /// The TRN has to tell which record is the person's.
    AskForTrn,
    /// A person decides between the records.
    TwoRecords,
}

/// Every record that meets a rule passes these from top to bottom; the first that does not hold
/// decides.
pub static GUARDS: [Guard; 6] = [
    Guard {
        says: "The record is in use. Where it was merged into another, that one is tried instead, \
               with the numbers of both.",
        because: "A deactivated record was taken out of use for a reason. Of merged ones the \
                  survivor is kept up to date, and the person is told its TRN.",
        instead: Instead::Candidates,
        against: itself_if_not_in_use,
    },
    Guard {
        says: "A TRN the person typed is the record's, or that of a record merged into it.",
        because: "Somebody who knows a TRN means that record. To fall back on the NINO would \
                  ignore what they told us.",
        instead: Instead::Candidates,
        against: typed_trn_is_another,
    },
    Guard {
        says: "No other record meets a rule.",
        because: "One person's NINO on two records means that one of them is wrong or that they \
                  should be merged, and nothing here can tell which is which.",
        instead: Instead::TwoRecords,
        against: others_that_meet_a_rule,
    },
    Guard {
        says: "Where the TRN leads to this record, the NINO does not lead to another that has the \
               same date of birth and an agreeing name.",
        because: "Some teachers have two records, one from pensions with the NINO and one with \
                  their qualifications. They should be made one before anybody is joined to either.",
        instead: Instead::TwoRecords,
        against: others_the_nino_leads_to,
    },
    Guard {
        says: "Support staff have not refused this record for this One Login user.",
        because: "What a person decided stands. No rule overrides it.",
        instead: Instead::Candidates,
        against: itself_if_refused,
    },
    Guard {
        says: "Where only the NINO leads to this record, no other record in use has the same date \
               of birth, an agreeing last name and a first name that is not different.",
        because: "Of two records of one person, the NINO is often on the one from pensions. Asking \
                  for nothing more would silently join the wrong one; the TRN tells.",
        instead: Instead::AskForTrn,
        against: others_that_may_be_the_same_person,
    },
];

impl Rule {
    /// The first rule that a record meets, whether or not it is in use.
    pub(crate) fn met_by(found: &Comparison<'_>) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.is_met_by(found))
    }

    fn is_met_by(&self, found: &Comparison<'_>) -> bool {
        let nino = found.outcomes.nino.is_same();
        let trn = found.outcomes.trn.is_same();
        let names = match self.last_name {
            LastName::Agrees => found.seen.names_agree,
            LastName::MayDiffer => found.seen.first_agrees,
        };
        let numbers = match self.numbers {
            Numbers::NinoOrTrn => nino || trn,
            Numbers::NinoAndTrn => nino && trn,
        };
        found.outcomes.date_of_birth == DateOfBirthOutcome::Same && names && numbers
    }
}

impl Guard {
    /// The first guard that does not hold for a record, and the records that speak against it.
    pub(crate) fn stopping<'c, 'a>(
        case: &'c Case<'a>,
        found: &'c Comparison<'a>,
    ) -> Option<(Instead, Vec<&'c Comparison<'a>>)> {
        GUARDS.iter().find_map(|guard| {
            let against = (guard.against)(case, found);
            if against.is_empty() { None } else { Some((guard.instead, against)) }
        })
    }
}

fn itself_if_not_in_use<'c, 'a>(
    _: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    if found.is_active() { vec![] } else { vec![found] }
}

fn typed_trn_is_another<'c, 'a>(
    case: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    if case.evidence.trn.is_some() && !found.outcomes.trn.is_same() { vec![found] } else { vec![] }
}

fn others_that_meet_a_rule<'c, 'a>(
    case: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    others(case, found.record)
        .filter(|other| Rule::met_by(other).is_some())
        .filter(|other| typed_trn_is_another(case, other).is_empty())
        .collect()
}

fn others_the_nino_leads_to<'c, 'a>(
    case: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    // Without the NINO, it was by name that a rule was met.
    let by_trn_alone = !found.outcomes.nino.is_same();
    others(case, found.record)
        .filter(|other| by_trn_alone && other.outcomes.nino.is_same() && other.is_like_the_person())
        .collect()
}

fn itself_if_refused<'c, 'a>(
    _: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    if found.outcomes.refused { vec![found] } else { vec![] }
}

/// Names are compared with the person's and with those of the record found: the other record may be
/// under a maiden name that the person did not bring along.
fn others_that_may_be_the_same_person<'c, 'a>(
    case: &'c Case<'a>,
    found: &'c Comparison<'a>,
) -> Vec<&'c Comparison<'a>> {
    if found.outcomes.trn.is_same() {
        return vec![];
    }
    let as_persons: Vec<PersonName> =
        RecordedNames::of(found.record).all().iter().map(PersonName::recorded).collect();
    let mut names = RecordedNames::default();
    let marks = as_persons.iter().map(PersonName::marks).fold(Marks::default(), Marks::joined);
    let mut is_like_the_record = |other: &Comparison<'_>| {
        if !marks.may_begin_alike(other.last_marks) {
            return false;
        }
        names.fill(other.record);
        as_persons.iter().any(|person| names.all().iter().any(|name| may_agree(person, name)))
    };
    others(case, found.record)
        .filter(|other| other.outcomes.date_of_birth == DateOfBirthOutcome::Same)
        .filter(|other| other.seen.names_may_agree || is_like_the_record(other))
        .collect()
}

fn others<'c, 'a>(
    case: &'c Case<'a>,
    found: &'c TeachingRecord,
) -> impl Iterator<Item = &'c Comparison<'a>> {
    case.active().filter(|other| other.record.trn != found.trn)
}
