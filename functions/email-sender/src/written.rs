//! What an email says, if what it would tell is true.

use emails::Email;
use identity::{CallingService, Reference, Trn};
use journey::{Notice, OpenWork, TrnOrigin};
use ports::{
    User,
    telling::{Told, addressed, email},
};
use web::paths;

/// What emails say besides what they tell.
pub(crate) struct Surroundings<'a> {
    /// The calling service the person came from.
    pub(crate) service: &'a CallingService,
    /// Our address.
    pub(crate) issuer: &'a str,
    /// The address that is read by a person.
    pub(crate) support: &'a str,
}

/// The email that tells `notice`, unless it is not true of the user as they are now.
pub(crate) fn written(
    notice: Notice,
    reference: &Reference,
    user: &User,
    surroundings: &Surroundings<'_>,
) -> Option<Email> {
    let open = user.open.as_ref().filter(|open| open.reference() == reference);
    let trn = match notice {
        Notice::RequestReceived { due: _ } => {
            open?;
            ""
        }
        Notice::TrnIssued => linked(user, TrnOrigin::Issued)?.as_str(),
        Notice::RecordConnected => linked(user, TrnOrigin::Found)?.as_str(),
        Notice::CannotConnect(_) if user.link.is_some() => return None,
        Notice::CannotConnect(_) => "",
        Notice::InformationNeeded(wanted) => {
            open.and_then(OpenWork::wanted).filter(|now| *now == wanted)?;
            ""
        }
    };
    let told = Told {
        name: &addressed(user.identity.as_ref()?),
        trn,
        service: &surroundings.service.name,
        link: &paths::landing(surroundings.issuer, &surroundings.service.id),
        reference: reference.as_str(),
        support: surroundings.support,
    };
    Some(email(notice, &told))
}

/// The TRN the person is linked to, if they came by it this way.
fn linked(user: &User, by: TrnOrigin) -> Option<&Trn> {
    user.link.as_ref().filter(|link| link.origin == by).map(|link| &link.trn)
}
