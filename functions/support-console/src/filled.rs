//! The decision form as it was filled in, and the ruling it makes.

use identity::Trn;
use journey::{Progress, ReviewKind, TrnOrigin};
use pages::staff::{Choice, Kind, Mistake, Reason, Wanted, task::Chosen};
use ports::{Decider, Staff};
use web::Form;

use crate::case::Case;

/// What was chosen.
pub(crate) struct Filled {
    decision: String,
    wanted: Vec<Wanted>,
    reason: Option<Reason>,
    /// What the member of staff has seen.
    pub(crate) seen: String,
}

/// What a member of staff wants to do. A new TRN is drawn only when it is done.
#[derive(Clone, Copy)]
pub(crate) enum Intent<'a> {
    Link(&'a Trn),
    Give,
    Ask(journey::Wanted),
    Refuse(journey::Reason),
}

impl Filled {
    pub(crate) fn read(form: &Form) -> Self {
        Self {
            decision: form.field("decision").to_owned(),
            wanted: form.fields("wanted").filter_map(Wanted::from_value).collect(),
            reason: Reason::from_value(form.field("reason")),
            seen: form.field("seen").to_owned(),
        }
    }

    /// What was chosen, for the page that shows it again.
    pub(crate) fn chosen(&self) -> Chosen<'_> {
        Chosen { decision: self.decision(), wanted: &self.wanted, reason: self.reason }
    }

    pub(crate) fn decision(&self) -> Option<Choice<'_>> {
        Choice::from_value(&self.decision)
    }

    pub(crate) fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    pub(crate) fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// Whether this very decision was carried out before: a double click, or a form sent again.
    pub(crate) fn is_done(&self, case: &Case, staff: &Staff) -> bool {
        let task = &case.task;
        let is_theirs =
            task.decided.as_ref().is_some_and(|last| last.by == Decider::Staff(staff.clone()));
        let is_it = match (&task.progress, self.decision()) {
            (Progress::Completed { trn, origin: TrnOrigin::Found }, Some(Choice::Link(chosen))) => {
                trn.as_str() == chosen
            }
            (Progress::Completed { origin: TrnOrigin::Issued, .. }, Some(Choice::NewTrn)) => true,
            (Progress::NeedsInformation(asked), Some(Choice::Ask)) => self.asks() == Some(*asked),
            (Progress::Rejected(why), Some(Choice::Refuse)) => {
                self.reason.map(reason) == Some(*why)
            }
            (
                Progress::InReview
                | Progress::NeedsInformation(_)
                | Progress::Completed { .. }
                | Progress::Rejected(_),
                _,
            ) => false,
        };
        is_theirs && is_it && case.was_one_before(&self.seen)
    }

    fn asks(&self) -> Option<journey::Wanted> {
        let wants = |thing| self.wanted.contains(&thing);
        journey::Wanted::new(
            wants(Wanted::Nino),
            wants(Wanted::Trn),
            wants(Wanted::PreviousLastName),
        )
    }

    /// What it comes to for this case. What the page does not offer was not chosen.
    pub(crate) fn intent<'a>(&self, case: &'a Case) -> Result<Intent<'a>, Mistake> {
        match self.decision().ok_or(Mistake::NothingChosen)? {
            Choice::Link(trn) => case.linkable(trn).map(Intent::Link).ok_or(Mistake::NothingChosen),
            Choice::NewTrn => match case.task.kind {
                ReviewKind::PossibleDuplicate => Ok(Intent::Give),
                ReviewKind::RecordNotFound | ReviewKind::TwoRecords => Err(Mistake::NothingChosen),
            },
            Choice::Ask => self.asks().map(Intent::Ask).ok_or(Mistake::NothingWanted),
            Choice::Refuse => {
                let kind = kind(case.task.kind);
                let offered = self.reason.filter(|reason| reason.is_for(kind));
                offered.map(|why| Intent::Refuse(reason(why))).ok_or(Mistake::NoReason)
            }
        }
    }
}

/// What a task is about, as the page calls it.
pub(crate) fn kind(kind: ReviewKind) -> Kind {
    match kind {
        ReviewKind::PossibleDuplicate => Kind::PossibleDuplicate,
        ReviewKind::RecordNotFound => Kind::RecordNotFound,
        ReviewKind::TwoRecords => Kind::TwoRecords,
    }
}

fn reason(reason: Reason) -> journey::Reason {
    match reason {
        Reason::NoRecord => journey::Reason::NoRecord,
        Reason::MoreThanOnePerson => journey::Reason::MoreThanOnePerson,
        Reason::SomebodyElses => journey::Reason::SomebodyElses,
        Reason::ConnectedElsewhere => journey::Reason::ConnectedElsewhere,
        Reason::NotNeeded => journey::Reason::NotNeeded,
    }
}
