//! How far something is that support staff may have to decide: a TRN request, or a look-up that failed.
//! Its later arrows happen days after the browser has gone, so it is a machine of its own.

use identity::{Nino, TeachingRecord, Trn};

use crate::{Found, Notice, RequestOutcome, ReviewKind, TrnOrigin};

/// Where a TRN request, or a look-up that failed, is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Support staff decide.
    InReview,
    /// Support staff have asked the person for something.
    NeedsInformation(Wanted),
    /// It has its record.
    Completed {
        /// The record's TRN.
        trn: Trn,
        /// Whether it existed before, or was given just now.
        origin: TrnOrigin,
    },
    /// Support staff have said why not.
    Rejected(Reason),
}

impl Progress {
    /// What the person is told when support staff have brought their request here.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            Self::InReview => None,
            Self::NeedsInformation(wanted) => Some(Notice::InformationNeeded(*wanted)),
            Self::Completed { origin: TrnOrigin::Found, .. } => Some(Notice::RecordConnected),
            Self::Completed { origin: TrnOrigin::Issued, .. } => Some(Notice::TrnIssued),
            Self::Rejected(reason) => Some(Notice::CannotConnect(*reason)),
        }
    }
}

/// What support staff have asked a person for: one thing at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted {
    nino: bool,
    trn: bool,
    previous_last_name: bool,
}

impl Wanted {
    /// These things. `None` if it is nothing at all.
    pub fn new(nino: bool, trn: bool, previous_last_name: bool) -> Option<Self> {
        (nino || trn || previous_last_name).then_some(Self { nino, trn, previous_last_name })
    }

    /// Whether the NINO is among them.
    pub fn nino(self) -> bool {
        self.nino
    }

    /// Whether the TRN is among them.
    pub fn trn(self) -> bool {
        self.trn
    }

    /// Whether a previous last name is among them.
    pub fn previous_last_name(self) -> bool {
        self.previous_last_name
    }
}

/// What the person has added since they asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct More {
    /// A NINO, in place of the one they gave before.
    pub nino: Option<Nino>,
    /// A TRN, in place of the one they gave before.
    pub trn: Option<Trn>,
    /// A last name they had before.
    pub previous_last_name: Option<String>,
}

/// Why support staff connect somebody to no record and give them no TRN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Every reason, in the order support staff see them.
    pub const ALL: [Self; 5] = [
        Self::NoRecord,
        Self::MoreThanOnePerson,
        Self::SomebodyElses,
        Self::ConnectedElsewhere,
        Self::NotNeeded,
    ];
}

/// What a member of support staff decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// This record is theirs.
    Link(Trn),
    /// None is: they get this new one.
    Give(Box<TeachingRecord>),
    /// It cannot be decided without this.
    Ask(Wanted),
    /// None is, and they get none.
    Refuse(Reason),
}

/// What can happen to a TRN request, or to a look-up that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A member of support staff decides.
    Decided(Ruling),
    /// The person adds something, and it is not enough to find their record.
    Added,
    /// What the person adds finds their record.
    Matched(Found),
}

/// One arrow of the request's chart taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStep {
    /// Which.
    pub arrow: RequestArrow,
    /// Where it leads.
    pub progress: Progress,
    /// The record to create, if one is given.
    pub record: Option<TeachingRecord>,
    /// What to tell the person.
    pub tell: Option<Notice>,
}

/// The request is settled, or may not be settled this way. Nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNow;

/// Follows the arrow that leaves `from` when something happens to a request of this kind.
///
/// # Errors
/// [`NotNow`] when no arrow does.
pub fn proceed(
    kind: ReviewKind,
    from: &Progress,
    happening: Happening,
) -> Result<RequestStep, NotNow> {
    match from {
        Progress::InReview | Progress::NeedsInformation(_) => {}
        Progress::Completed { .. } | Progress::Rejected(_) => return Err(NotNow),
    }
    match happening {
        Happening::Decided(ruling) => decided(kind, ruling),
        Happening::Added => Ok(by_the_person(RequestArrow::PersonAnswered, Progress::InReview)),
        Happening::Matched(found) => {
            let progress = Progress::Completed { trn: found.trn, origin: TrnOrigin::Found };
            Ok(by_the_person(RequestArrow::PersonMatched, progress))
        }
    }
}

fn decided(kind: ReviewKind, ruling: Ruling) -> Result<RequestStep, NotNow> {
    let mut given = None;
    let (arrow, progress) = match (ruling, kind) {
        (Ruling::Link(trn), _) => {
            (RequestArrow::StaffLinked, Progress::Completed { trn, origin: TrnOrigin::Found })
        }
        (Ruling::Give(record), ReviewKind::PossibleDuplicate) => {
            let trn = record.trn.clone();
            given = Some(*record);
            (RequestArrow::StaffGaveTrn, Progress::Completed { trn, origin: TrnOrigin::Issued })
        }
        // Whoever asked us to look for a record has not asked for a new one.
        (Ruling::Give(_), ReviewKind::RecordNotFound | ReviewKind::TwoRecords) => {
            return Err(NotNow);
        }
        (Ruling::Ask(wanted), _) => (RequestArrow::StaffAsked, Progress::NeedsInformation(wanted)),
        (Ruling::Refuse(reason), _) => (RequestArrow::StaffRefused, Progress::Rejected(reason)),
    };
    let tell = progress.notice();
    Ok(RequestStep { arrow, progress, record: given, tell })
}

/// The person is at the screen, and is told nothing by email.
fn by_the_person(arrow: RequestArrow, progress: Progress) -> RequestStep {
    RequestStep { arrow, progress, record: None, tell: None }
}

/// Where a TRN request begins, by what came of it at once.
pub fn begin(outcome: &RequestOutcome) -> (RequestArrow, Progress) {
    match outcome {
        RequestOutcome::Issued(record) => {
            let progress =
                Progress::Completed { trn: record.trn.clone(), origin: TrnOrigin::Issued };
            (RequestArrow::AllocatedAtOnce, progress)
        }
        RequestOutcome::Matched(found) => {
            let progress = Progress::Completed { trn: found.trn.clone(), origin: TrnOrigin::Found };
            (RequestArrow::MatchedAtOnce, progress)
        }
        RequestOutcome::Held => (RequestArrow::PossibleDuplicate, Progress::InReview),
    }
}

macro_rules! arrows {
    ($($name:ident = $from:literal -> $to:literal : $label:literal,)*) => {
        /// An arrow of the chart of a TRN request.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RequestArrow { $(#[doc = concat!("`", $from, "` to `", $to, "`: ", $label, ".")] $name,)* }

        impl RequestArrow {
            /// Every arrow, in chart order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The line of the Mermaid chart that draws it.
            pub const fn mermaid(self) -> &'static str {
                match self { $(Self::$name => concat!($from, " --> ", $to, ": ", $label),)* }
            }

            /// Its name, as logs and the audit trail show it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

arrows! {
    AllocatedAtOnce = "[*]" -> "completed": "nobody like this on record, allocated at once",
    MatchedAtOnce = "[*]" -> "completed": "matches one record, linked",
    PossibleDuplicate = "[*]" -> "in_review": "possible duplicate",
    PersonAnswered = "open" -> "in_review": "the person adds something",
    PersonMatched = "open" -> "completed": "what the person adds finds their record",
    StaffAsked = "open" -> "needs_information": "staff ask the person",
    StaffLinked = "open" -> "completed": "staff link a record",
    StaffGaveTrn = "open" -> "completed": "staff give a new TRN",
    StaffRefused = "open" -> "rejected": "staff say why",
}
