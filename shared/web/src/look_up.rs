//! What the matching rules make of somebody's answers, in the journey's words.

use identity::{Nino, Person, Trn};
use journey::{Found, MatchedOn, Verdict};
use matching::{Decision, Evidence, Match, NinoOutcome, TrnOutcome};
use ports::{Fault, Teachers, User};

use crate::Walk;

/// Looks a person's record up by the numbers they gave. The rules decide; nothing else does. Whoever asks
/// from outside has their guess counted first.
pub(crate) async fn look_up(
    teachers: &dyn Teachers,
    person: &Person,
    user: &User,
    nino: Option<&Nino>,
    trn: Option<&Trn>,
) -> Result<Decision, Fault> {
    let evidence = Evidence {
        identity: &person.identity,
        email: Some(&person.user.email),
        nino,
        trn,
        refused: &user.refused,
    };
    let survey = teachers.around(&evidence).await?;
    Ok(matching::look_up(&evidence, &survey.records))
}

impl Walk {
    /// The decision as a journey's verdict. A task is drawn for support staff where only they may decide.
    /// Candidates and none look the same: nobody can tell from here what is on record.
    pub fn verdict(&self, decision: Decision) -> Verdict {
        match decision {
            Decision::Match(theirs) => Verdict::Found(found(theirs)),
            Decision::AskForTrn { .. } => Verdict::AskForTrn,
            Decision::TwoRecords { .. } => Verdict::TwoRecords(self.new_task()),
            Decision::Candidates(_) | Decision::None => Verdict::NotFound,
        }
    }
}

/// A match of the rules in the journey's words.
pub fn found(theirs: Match) -> Found {
    let by_nino = match theirs.outcomes.nino {
        NinoOutcome::Same | NinoOutcome::SameFromEmployment | NinoOutcome::SameOnMergedRecord => {
            true
        }
        NinoOutcome::Different | NinoOutcome::MissingOnRecord | NinoOutcome::NotGiven => false,
    };
    let by_trn = match theirs.outcomes.trn {
        TrnOutcome::Same | TrnOutcome::SameOnMergedRecord => true,
        TrnOutcome::Different | TrnOutcome::NotGiven => false,
    };
    let matched_on = match (by_nino, by_trn) {
        (true, true) => MatchedOn::NinoAndTrn,
        (true, false) => MatchedOn::Nino,
        // A match without either number cannot be: the rules ask for one of them.
        (false, true | false) => MatchedOn::Trn,
    };
    Found { trn: theirs.trn, merged_from: theirs.merged_from, matched_on }
}
