//! The service a person came from, as far as a journey has to know it.

use crate::{ClientId, Email};

/// Whether a calling service's people may be given a TRN (its registration's `record_policy`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordPolicy {
    /// They need an existing record.
    Existing,
    /// They may be given a new TRN.
    Allocate,
}

/// The service a person came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallingService {
    /// Its client ID.
    pub id: ClientId,
    /// Its name, as people know it. Data, never markup.
    pub name: String,
    /// Whether its people may be given a TRN.
    pub record_policy: RecordPolicy,
    /// Whether people may go back to it before support staff have decided.
    pub allow_pending: bool,
    /// Where its people can ask for help, if not at our own address.
    pub support_contact: Option<Email>,
}
