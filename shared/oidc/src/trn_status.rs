//! How far somebody's TRN is, as calling services are told.

use identity::{RequestId, Trn};

/// How far somebody's TRN is (`trn_status`, and what goes with it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrnStatus {
    /// There was a teaching record.
    Found(LinkedTrn),
    /// This service gave them a TRN.
    Issued {
        /// Which.
        trn: LinkedTrn,
        /// The TRN request it was given through.
        request: Option<RequestId>,
    },
    /// Support staff are deciding.
    Pending {
        /// The TRN request they are deciding about; none if it is a look-up that failed.
        request: Option<RequestId>,
    },
}

/// The TRN of the teaching record somebody was joined to, as the record stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkedTrn {
    /// The record is in use.
    Current(Trn),
    /// The record was merged into another.
    Merged {
        /// The TRN that survived.
        survivor: Trn,
        /// The one they were joined to.
        previous: Trn,
    },
    /// The record was withdrawn: there is no TRN to tell.
    Withdrawn,
}

impl TrnStatus {
    /// The value of `trn_status`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Issued { .. } => "issued",
            Self::Pending { .. } => "pending",
        }
    }

    /// The TRN, if there is one to tell.
    pub fn trn(&self) -> Option<&Trn> {
        match self.linked()? {
            LinkedTrn::Current(trn) | LinkedTrn::Merged { survivor: trn, .. } => Some(trn),
            LinkedTrn::Withdrawn => None,
        }
    }

    /// The TRN of before a merge.
    pub fn previous(&self) -> Option<&Trn> {
        match self.linked()? {
            LinkedTrn::Merged { previous, .. } => Some(previous),
            LinkedTrn::Current(_) | LinkedTrn::Withdrawn => None,
        }
    }

    /// The TRN request it comes from, or waits for.
    pub fn request(&self) -> Option<&RequestId> {
        match self {
            Self::Found(_) => None,
            Self::Issued { request, .. } | Self::Pending { request } => request.as_ref(),
        }
    }

    fn linked(&self) -> Option<&LinkedTrn> {
        match self {
            Self::Found(trn) | Self::Issued { trn, .. } => Some(trn),
            Self::Pending { .. } => None,
        }
    }
}
