//! Values that can only be valid: the numbers, names, dates and ids of the people this service is
//! about, and of the calling services they come from.
//!
//! Parsing happens once, at the edge; from there on a [`Nino`] is a NINO. Values that say something
//! about a person redact themselves in `Debug`, so that no log line can leak one. Nothing here does
//! I/O, and nothing here decides: comparing is `matching`'s business.

mod calling_service;
mod email;
mod ids;
mod name;
mod nino;
mod person;
mod record;
mod trn;
mod typed;

pub use calling_service::{CallingService, RecordPolicy};
pub use email::{Email, InvalidEmail};
pub use ids::{
    BrowserId, ClientId, InvalidId, JourneyId, MessageId, Reference, RequestId, SessionId, StaffId,
    Subject, TaskId,
};
pub use name::{InvalidName, NamePart, NamePartKind, RecordName, VerifiedName};
pub use nino::{InvalidNino, Nino};
pub use person::{
    DateOfBirth, IncompleteIdentity, InvalidDateOfBirth, OneLoginUser, Person, VerifiedIdentity,
};
pub use record::{RecordStatus, TeachingRecord};
pub use trn::{InvalidTrn, Trn};
