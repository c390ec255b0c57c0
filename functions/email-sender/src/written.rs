//! What an email says, if what it would tell is true.

use emails::{
    CannotConnect, Email, InformationNeeded, RecordConnected, RequestReceived, TrnIssued,
};
use identity::{CallingService, Reference, Trn};
use journey::{Notice, OpenWork, Reason, TrnOrigin, Wanted};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ports::User;
use web::{calendar, paths};

/// Everything but what RFC 3986 section 2.3 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What emails say besides what they tell.
pub(crate) struct Surroundings<'a> {
    /// The calling service the person came from.
    pub(crate) service: &'a CallingService,
    /// Our address.
    pub(crate) issuer: &'a str,
    /// The address that is read by a person.
    pub(crate) support: &'a str,
}

impl Surroundings<'_> {
    /// Where the email leads: our landing page for the service. It carries no secret.
    fn link(&self) -> String {
        let client = utf8_percent_encode(self.service.id.as_str(), RESERVED).to_string();
        format!("{}{}", self.issuer, paths::CONTINUE_TO.replace("{client}", &client))
    }
}

/// The email that tells `notice`, unless it is not true of the user as they are now.
pub(crate) fn written(
    notice: Notice,
    reference: &Reference,
    user: &User,
    surroundings: &Surroundings<'_>,
) -> Option<Email> {
    let named = user.identity.as_ref()?.current_name();
    let name = &named.given().unwrap_or_else(|| named.display());
    let open = user.open.as_ref().filter(|open| open.reference() == reference);
    let (service, support) = (surroundings.service.name.as_str(), surroundings.support);
    let (link, reference) = (&surroundings.link(), reference.as_str());
    match notice {
        Notice::RequestReceived { due } => {
            open?;
            let by = &calendar::near(due);
            Some(emails::request_received(&RequestReceived {
                name,
                service,
                reference,
                by,
                support,
            }))
        }
        Notice::TrnIssued => {
            let trn = linked(user, TrnOrigin::Issued)?.as_str();
            let reference = Some(reference);
            Some(emails::trn_issued(&TrnIssued { name, trn, service, link, reference, support }))
        }
        Notice::RecordConnected => {
            let trn = linked(user, TrnOrigin::Found)?.as_str();
            Some(emails::record_connected(&RecordConnected {
                name,
                trn,
                service,
                link,
                reference,
                support,
            }))
        }
        Notice::CannotConnect(reason) => {
            if user.link.is_some() {
                return None;
            }
            let reason = said(reason);
            Some(emails::cannot_connect(&CannotConnect {
                name,
                service,
                reason,
                reference,
                support,
            }))
        }
        Notice::InformationNeeded(wanted) => {
            open.and_then(OpenWork::wanted).filter(|now| *now == wanted)?;
            let wanted = &asked(wanted);
            Some(emails::information_needed(&InformationNeeded {
                name,
                service,
                wanted,
                link,
                reference,
                support,
            }))
        }
    }
}

/// The TRN the person is linked to, if they came by it this way.
fn linked(user: &User, by: TrnOrigin) -> Option<&Trn> {
    user.link.as_ref().filter(|link| link.origin == by).map(|link| &link.trn)
}

fn said(reason: Reason) -> emails::Reason {
    match reason {
        Reason::NoRecord => emails::Reason::NoRecord,
        Reason::MoreThanOnePerson => emails::Reason::MoreThanOnePerson,
        Reason::SomebodyElses => emails::Reason::SomebodyElses,
        Reason::ConnectedElsewhere => emails::Reason::ConnectedElsewhere,
        Reason::NotNeeded => emails::Reason::NotNeeded,
    }
}

fn asked(wanted: Wanted) -> Vec<emails::Wanted> {
    let each = [
        (wanted.nino(), emails::Wanted::Nino),
        (wanted.trn(), emails::Wanted::Trn),
        (wanted.previous_last_name(), emails::Wanted::PreviousLastName),
    ];
    each.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, what)| what).collect()
}
