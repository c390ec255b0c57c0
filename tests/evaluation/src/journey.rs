//! One person's way through both questions, as the pages take it.

use identity::{Email, Nino, TeachingRecord, Trn, VerifiedIdentity};
use matching::{Candidate, Decision, Evidence, look_up};

use crate::register::Register;

/// Somebody who comes for their record.
#[derive(Debug, Clone)]
pub struct Claimant {
    /// What makes them hard to find.
    pub kind: &'static str,
    /// What One Login verified.
    pub identity: VerifiedIdentity,
    /// Where they read email.
    pub email: Option<Email>,
    /// What they type when asked for a NINO.
    pub nino: Option<Nino>,
    /// What they type when asked for a TRN.
    pub trn: Option<Trn>,
    /// Their records in use. To be joined to any other is wrong.
    pub theirs: Vec<Trn>,
    /// They have two records that look alike: a NINO alone must not choose between them.
    pub must_not_be_joined_by_nino_alone: bool,
}

/// How a journey ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    /// Joined to their own record.
    JoinedRightly,
    /// Joined to somebody else's, or to one of two without being asked which.
    JoinedWrongly,
    /// Staff are shown candidates. The place of the person's record among them, from 1; none if it is
    /// not there, or if the person has none.
    SentToStaff(Option<usize>),
    /// Nobody on record resembles them.
    OfferedNothing,
}

/// Asks for the NINO, and then, unless that was enough, for the TRN.
pub fn walk(register: &Register, person: &Claimant) -> End {
    let by_nino = decide(register, person, None);
    if let Decision::Match(found) = by_nino {
        let is_theirs =
            person.theirs.contains(&found.trn) && !person.must_not_be_joined_by_nino_alone;
        return joined(is_theirs);
    }
    match decide(register, person, person.trn.as_ref()) {
        Decision::Match(found) => joined(person.theirs.contains(&found.trn)),
        Decision::AskForTrn { records: shown }
        | Decision::TwoRecords { records: shown }
        | Decision::Candidates(shown) => End::SentToStaff(place(&shown, &person.theirs)),
        Decision::None => End::OfferedNothing,
    }
}

/// Whether the rules would show the person's record, but the keys do not lead to it.
pub(crate) fn is_out_of_reach(register: &Register, person: &Claimant) -> bool {
    let evidence = evidence(person, person.trn.as_ref());
    let read = register.around(&evidence);
    let theirs: Vec<TeachingRecord> =
        person.theirs.iter().filter_map(|trn| register.find(trn)).cloned().collect();
    let is_shown = match look_up(&evidence, &theirs) {
        Decision::None => false,
        Decision::Match(_)
        | Decision::AskForTrn { .. }
        | Decision::TwoRecords { .. }
        | Decision::Candidates(_) => true,
    };
    is_shown && theirs.iter().all(|own| !read.contains(own))
}

fn decide(register: &Register, person: &Claimant, trn: Option<&Trn>) -> Decision {
    let evidence = evidence(person, trn);
    look_up(&evidence, &register.around(&evidence))
}

fn evidence<'a>(person: &'a Claimant, trn: Option<&'a Trn>) -> Evidence<'a> {
    Evidence {
        identity: &person.identity,
        email: person.email.as_ref(),
        nino: person.nino.as_ref(),
        trn,
        refused: &[],
    }
}

fn joined(is_theirs: bool) -> End {
    if is_theirs { End::JoinedRightly } else { End::JoinedWrongly }
}

fn place(shown: &[Candidate], theirs: &[Trn]) -> Option<usize> {
    let at = shown.iter().position(|candidate| theirs.contains(&candidate.trn));
    at.map(|at| at + 1)
}
