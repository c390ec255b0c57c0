//! What happened to a task, and how it stands, in the page's words.

use jiff::Timestamp;
use journey::{Progress, RequestArrow, TrnOrigin};
use pages::{
    ENGLISH,
    staff::{By, Outcome, Reason, Wanted, task::Happening},
};
use ports::{Decider, Delivery, Dropped, TaskEmail, TaskEvent, TaskHappening};
use web::calendar;

/// Something that happened, with what the page borrows.
pub(crate) struct Told {
    pub(crate) at: String,
    event: TaskEvent,
    wanted: Vec<Wanted>,
}

impl Told {
    pub(crate) fn new(event: TaskEvent) -> Self {
        let wanted = match &event.what {
            TaskHappening::Moved { progress, .. } => asked(progress),
            TaskHappening::Viewed
            | TaskHappening::Compared(_)
            | TaskHappening::ToldAgain
            | TaskHappening::ToldAnotherWay
            | TaskHappening::EmailCameBack => Vec::new(),
        };
        Self { at: calendar::moment(ENGLISH, event.at), event, wanted }
    }

    pub(crate) fn event(&self) -> pages::staff::task::Event<'_> {
        let what = match &self.event.what {
            TaskHappening::Viewed => Happening::Viewed,
            TaskHappening::Compared(trn) => Happening::Compared(trn.as_str()),
            TaskHappening::Moved { progress, .. } => match outcome(progress, &self.wanted) {
                Some(outcome) => Happening::Decided(outcome),
                None => Happening::PersonAnswered,
            },
            TaskHappening::ToldAgain => Happening::SentAgain,
            TaskHappening::ToldAnotherWay => Happening::ToldAnotherWay,
            TaskHappening::EmailCameBack => Happening::NotDelivered,
        };
        pages::staff::task::Event { at: &self.at, by: by(&self.event.by), what }
    }

    /// Whether it is the person telling more.
    pub(crate) fn is_answer(&self) -> bool {
        match &self.event.what {
            TaskHappening::Moved { arrow, .. } => *arrow == RequestArrow::PersonAnswered,
            TaskHappening::Viewed
            | TaskHappening::Compared(_)
            | TaskHappening::ToldAgain
            | TaskHappening::ToldAnotherWay
            | TaskHappening::EmailCameBack => false,
        }
    }

    /// Whether it is the task being decided, by staff or by the person.
    pub(crate) fn is_decision(&self) -> bool {
        match &self.event.what {
            TaskHappening::Moved { progress, .. } => outcome(progress, &self.wanted).is_some(),
            TaskHappening::Viewed
            | TaskHappening::Compared(_)
            | TaskHappening::ToldAgain
            | TaskHappening::ToldAnotherWay
            | TaskHappening::EmailCameBack => false,
        }
    }

    /// Whether it is somebody looking.
    pub(crate) fn is_view(&self) -> bool {
        self.event.what == TaskHappening::Viewed
    }

    /// Whether the person was told another way.
    pub(crate) fn is_told_another_way(&self) -> bool {
        self.event.what == TaskHappening::ToldAnotherWay
    }
}

/// When an email was sent, if it was.
pub(crate) fn sent(email: &TaskEmail) -> Option<Timestamp> {
    match email {
        TaskEmail::Noted(Delivery::Sent { at, .. }) => Some(*at),
        TaskEmail::Noted(
            Delivery::Leased { .. } | Delivery::Dropped { .. } | Delivery::CameBack { .. },
        )
        | TaskEmail::None
        | TaskEmail::Waiting => None,
    }
}

/// Whether an email that was not delivered may be tried once more: not where the person asked us to stop.
pub(crate) fn can_be_sent_again(email: &TaskEmail) -> bool {
    match email {
        TaskEmail::Noted(Delivery::Dropped { why: Dropped::Suppressed, .. }) | TaskEmail::None => {
            false
        }
        TaskEmail::Noted(
            Delivery::Leased { .. }
            | Delivery::Sent { .. }
            | Delivery::CameBack { .. }
            | Delivery::Dropped { why: Dropped::NothingToTell | Dropped::Refused, .. },
        )
        | TaskEmail::Waiting => true,
    }
}

/// Who did it.
pub(crate) fn by(decider: &Decider) -> By<'_> {
    match decider {
        Decider::Staff(staff) => By::Staff(&staff.name),
        Decider::Person => By::Person,
        Decider::System => By::Service,
    }
}

/// What was asked for, if something was.
pub(crate) fn asked(progress: &Progress) -> Vec<Wanted> {
    match progress {
        Progress::NeedsInformation(wanted) => wanted_on_page(*wanted),
        Progress::InReview | Progress::Completed { .. } | Progress::Rejected(_) => Vec::new(),
    }
}

fn wanted_on_page(wanted: journey::Wanted) -> Vec<Wanted> {
    [
        (wanted.nino(), Wanted::Nino),
        (wanted.trn(), Wanted::Trn),
        (wanted.previous_last_name(), Wanted::PreviousLastName),
    ]
    .into_iter()
    .filter_map(|(is_wanted, thing)| is_wanted.then_some(thing))
    .collect()
}

/// What it came to. `None` while nothing has.
pub(crate) fn outcome<'a>(progress: &'a Progress, wanted: &'a [Wanted]) -> Option<Outcome<'a>> {
    match progress {
        Progress::InReview => None,
        Progress::NeedsInformation(_) => Some(Outcome::Asked(wanted)),
        Progress::Completed { trn, origin: TrnOrigin::Found } => {
            Some(Outcome::Connected(trn.as_str()))
        }
        Progress::Completed { trn, origin: TrnOrigin::Issued } => {
            Some(Outcome::NewTrn(trn.as_str()))
        }
        Progress::Rejected(reason) => Some(Outcome::Refused(match reason {
            journey::Reason::NoRecord => Reason::NoRecord,
            journey::Reason::MoreThanOnePerson => Reason::MoreThanOnePerson,
            journey::Reason::SomebodyElses => Reason::SomebodyElses,
            journey::Reason::ConnectedElsewhere => Reason::ConnectedElsewhere,
            journey::Reason::NotNeeded => Reason::NotNeeded,
        })),
    }
}
