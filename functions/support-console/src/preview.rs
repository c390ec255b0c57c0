//! The email that a decision will send, before it is made.

use emails::Email;
use journey::Notice;
use ports::telling::{Told, addressed, email as written};
use web::paths::landing;

use crate::{Console, case::Case, filled::Intent};

/// Stands where a new TRN will, which is not drawn yet.
const NEW_TRN: &str = "(the new TRN)";

/// The email as it will be written.
pub(crate) fn email(console: &Console, case: &Case, intent: Intent<'_>) -> Email {
    let (notice, trn) = match intent {
        Intent::Link(trn) => (Notice::RecordConnected, trn.as_str()),
        Intent::Give => (Notice::TrnIssued, NEW_TRN),
        Intent::Ask(wanted) => (Notice::InformationNeeded(wanted), ""),
        Intent::Refuse(reason) => (Notice::CannotConnect(reason), ""),
    };
    written(
        notice,
        &Told {
            name: &addressed(&case.task.identity),
            trn,
            service: &case.service,
            link: &landing(&console.desk.issuer, &case.task.client),
            reference: case.task.reference.as_str(),
            support: &console.desk.support,
        },
    )
}
