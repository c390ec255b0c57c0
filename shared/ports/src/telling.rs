//! The email that a notice becomes: one way for whoever sends it and whoever shows it beforehand.

use emails::{
    CannotConnect, ENGLISH, Email, InformationNeeded, RecordConnected, RequestReceived, TrnIssued,
};
use identity::VerifiedIdentity;
use journey::{Notice, Reason, Wanted};

/// What an email needs besides its notice.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// How to address the person.
    pub name: &'a str,
    /// Their TRN, in a notice that tells it.
    pub trn: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// Our landing page for that service.
    pub link: &'a str,
    /// What they quote.
    pub reference: &'a str,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// How to address somebody: by their first name, or by their whole one.
pub fn addressed(identity: &VerifiedIdentity) -> String {
    let name = identity.current_name();
    name.given().unwrap_or_else(|| name.display())
}

/// The email that tells this, in English: in what language somebody went through their journey is not kept with them.
pub fn email(notice: Notice, told: &Told<'_>) -> Email {
    let Told { name, trn, service, link, reference, support } = *told;
    match notice {
        Notice::RequestReceived { due: by } => emails::request_received(
            ENGLISH,
            &RequestReceived { name, service, reference, by, support },
        ),
        Notice::TrnIssued => {
            let reference = Some(reference);
            emails::trn_issued(ENGLISH, &TrnIssued { name, trn, service, link, reference, support })
        }
        Notice::RecordConnected => emails::record_connected(
            ENGLISH,
            &RecordConnected { name, trn, service, link, reference, support },
        ),
        Notice::CannotConnect(reason) => emails::cannot_connect(
            ENGLISH,
            &CannotConnect { name, service, reason: why(reason), reference, support },
        ),
        Notice::InformationNeeded(asked) => emails::information_needed(
            ENGLISH,
            &InformationNeeded { name, service, wanted: &wanted(asked), link, reference, support },
        ),
    }
}

fn why(reason: Reason) -> emails::Reason {
    match reason {
        Reason::NoRecord => emails::Reason::NoRecord,
        Reason::MoreThanOnePerson => emails::Reason::MoreThanOnePerson,
        Reason::SomebodyElses => emails::Reason::SomebodyElses,
        Reason::ConnectedElsewhere => emails::Reason::ConnectedElsewhere,
        Reason::NotNeeded => emails::Reason::NotNeeded,
    }
}

fn wanted(asked: Wanted) -> Vec<emails::Wanted> {
    [
        (asked.nino(), emails::Wanted::Nino),
        (asked.trn(), emails::Wanted::Trn),
        (asked.previous_last_name(), emails::Wanted::PreviousLastName),
    ]
    .into_iter()
    .filter_map(|(is_asked, thing)| is_asked.then_some(thing))
    .collect()
}
