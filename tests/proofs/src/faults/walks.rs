//! The walks, and where each has to end.

use std::ops::RangeInclusive;

use identity::TeachingRecord;
use journey::{Happening, Progress, Reason, Ruling, TrnOrigin, Wanted, proceed};
use matching::Evidence;
use ports::{Clock, Fault, ReviewTask, Settle, SettleError, Staff, User};
use testing::{journeys::anne, people};

use super::{
    person::{Arrived, Person},
    town::Town,
};

/// A way through the flowchart, to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Walk {
    /// From the sign-in to a new TRN, at once.
    Issued,
    /// A possible duplicate; staff give a new TRN; she comes back.
    StaffGive,
    /// A possible duplicate; staff link the record; she comes back.
    StaffLink,
    /// A possible duplicate; staff ask for her NINO; she comes back, gives it and is found.
    Information,
    /// A look-up that failed; staff link a record; she comes back.
    LookUpFailed,
    /// A look-up that failed; staff say why they cannot connect her.
    Refused,
}

/// What has to be there at the end.
pub(crate) struct Expected {
    pub(crate) link: Option<TrnOrigin>,
    pub(crate) records: usize,
    pub(crate) requests: usize,
    pub(crate) tasks: usize,
    /// The emails that were written, in the order of their names.
    pub(crate) told: &'static [&'static str],
    /// How many of them arrived.
    pub(crate) emails: RangeInclusive<usize>,
}

impl Walk {
    /// Every walk.
    pub const ALL: [Self; 6] = [
        Self::Issued,
        Self::StaffGive,
        Self::StaffLink,
        Self::Information,
        Self::LookUpFailed,
        Self::Refused,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issued => "sign-in to a new TRN",
            Self::StaffGive => "possible duplicate, staff give a TRN",
            Self::StaffLink => "possible duplicate, staff link a record",
            Self::Information => "possible duplicate, information asked and given",
            Self::LookUpFailed => "look-up failed, staff link a record",
            Self::Refused => "look-up failed, staff cannot connect",
        }
    }

    pub(crate) fn expected(self) -> Expected {
        let issued = Some(TrnOrigin::Issued);
        let found = Some(TrnOrigin::Found);
        let (link, records, requests, tasks): (_, _, _, _) = match self {
            Self::Issued => (issued, 1, 1, 0),
            Self::StaffGive => (issued, 2, 1, 1),
            Self::StaffLink | Self::Information => (found, 1, 1, 1),
            Self::LookUpFailed => (found, 1, 0, 1),
            Self::Refused => (None, 1, 0, 1),
        };
        let told: &[&str] = match self {
            Self::Issued => &["trn_issued"],
            Self::StaffGive => &["request_received", "trn_issued"],
            Self::StaffLink | Self::LookUpFailed => &["record_connected", "request_received"],
            Self::Information => &["information_needed", "request_received"],
            Self::Refused => &["cannot_connect", "request_received"],
        };
        // What is not true any more by the time it would be sent is not sent.
        let emails = match self {
            Self::Issued => 1..=1,
            Self::StaffGive | Self::StaffLink | Self::LookUpFailed | Self::Refused => 1..=2,
            Self::Information => 0..=2,
        };
        Expected { link, records, requests, tasks, told, emails }
    }

    /// Who is on record before.
    pub(crate) fn register(self) -> Vec<TeachingRecord> {
        let like_her = people::record("1234567", "Anne Smith", "1990-05-01");
        match self {
            Self::Issued => Vec::new(),
            Self::StaffGive | Self::StaffLink => vec![like_her],
            Self::Information => {
                vec![TeachingRecord { ninos: vec![people::nino("AB123456C")], ..like_her }]
            }
            Self::LookUpFailed | Self::Refused => {
                vec![people::record("1234567", "Wei Chan", "1966-06-06")]
            }
        }
    }

    /// What she says about her TRN, on every walk.
    pub(crate) const TRN: &'static [(&'static str, &'static str)] = &[("have_trn", "no")];

    pub(crate) fn may_allocate(self) -> bool {
        match self {
            Self::Issued | Self::StaffGive | Self::StaffLink | Self::Information => true,
            Self::LookUpFailed | Self::Refused => false,
        }
    }

    /// What she says about her NINO.
    pub(crate) fn nino(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Information => &[("have_nino", "not_now")],
            Self::Issued
            | Self::StaffGive
            | Self::StaffLink
            | Self::LookUpFailed
            | Self::Refused => &[("have_nino", "yes"), ("nino", "AB123456C")],
        }
    }

    /// Takes it, to its end.
    pub(crate) async fn take(self, town: &Town) -> Result<(), String> {
        let first = match self {
            Self::Issued => Arrived::AtTheService,
            Self::StaffGive
            | Self::StaffLink
            | Self::Information
            | Self::LookUpFailed
            | Self::Refused => Arrived::Waiting,
        };
        arrive(town, self, false, first).await?;
        town.settle().await;
        let linked = Ruling::Link(people::trn("1234567"));
        match self {
            Self::Issued => arrive(town, self, false, Arrived::AtTheService).await,
            Self::StaffGive => {
                let email = anne().user.email;
                let trn = people::trn("3000999");
                let record = TeachingRecord::of(trn, &anne().identity, email, None);
                decide(town, Ruling::Give(Box::new(record))).await?;
                self.come_back(town).await
            }
            Self::StaffLink | Self::LookUpFailed => {
                decide(town, linked).await?;
                self.come_back(town).await
            }
            Self::Information => {
                let nino = Wanted::new(true, false, false).expect("it is something");
                decide(town, Ruling::Ask(nino)).await?;
                town.settle().await;
                arrive(town, self, true, Arrived::AtTheService).await
            }
            Self::Refused => decide(town, Ruling::Refuse(Reason::NoRecord)).await,
        }
    }

    async fn come_back(self, town: &Town) -> Result<(), String> {
        town.settle().await;
        arrive(town, self, false, Arrived::AtTheService).await
    }
}

async fn arrive(town: &Town, walk: Walk, adds: bool, where_to: Arrived) -> Result<(), String> {
    let arrived = Person::sets_out(town, walk, adds).await.arrives().await?;
    if arrived == where_to { Ok(()) } else { Err(format!("arrived {arrived:?}")) }
}

/// A member of support staff decides, and looks again when that fails.
async fn decide(town: &Town, ruling: Ruling) -> Result<(), String> {
    for _ in 0..5 {
        match try_to_decide(town, &ruling).await {
            Ok(true) => return Ok(()),
            Ok(false) | Err(SettleError::Fault(_) | SettleError::Stale) => {}
            Err(SettleError::NotCreated(collision)) => return Err(format!("{collision:?}")),
        }
    }
    Err("staff could not decide".to_owned())
}

/// Whether it is decided.
async fn try_to_decide(town: &Town, ruling: &Ruling) -> Result<bool, SettleError> {
    let store = town.world.store();
    let user = store.users().user(&anne().user.subject).await?;
    let Some(task) = the_task(town, &user).await? else { return Ok(true) };
    let Ok(step) = proceed(task.kind, &task.progress, Happening::Decided(ruling.clone())) else {
        return Ok(true);
    };
    if task.progress == step.progress {
        return Ok(true);
    }
    let evidence = Evidence {
        identity: &task.identity,
        email: Some(&task.email),
        nino: task.answers.nino.nino(),
        trn: task.answers.trn.as_ref(),
        refused: &user.refused,
    };
    let teachers = store.teachers();
    let survey = teachers.around(&evidence).await?;
    let issued = teachers.issued(&task.subject, &task.identity, evidence.nino).await?;
    let by = Staff { id: "staff-1".parse().expect("it is an ID"), name: "Sam Staff".to_owned() };
    let settle = Settle {
        task: &task,
        user: &user,
        step: &step,
        refused: &[],
        as_of: Some((&survey.as_of, &issued)),
        by: &by,
        at: town.world.clock().now(),
    };
    store.reviews().settle(settle).await.map(|()| true)
}

/// What is open for Anne, on support staff's list.
async fn the_task(town: &Town, user: &User) -> Result<Option<ReviewTask>, Fault> {
    let Some(open) = &user.open else { return Ok(None) };
    let task = town.world.store().reviews().task(&open.task()).await?;
    Ok(task.filter(|task| match task.progress {
        Progress::InReview | Progress::NeedsInformation(_) => true,
        Progress::Completed { .. } | Progress::Rejected(_) => false,
    }))
}
