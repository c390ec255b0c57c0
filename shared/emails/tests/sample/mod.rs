//! Every email, of values a test chooses.

use emails::{
    CannotConnect, Email, InformationNeeded, Reason, RecordConnected, RequestReceived, TrnIssued,
    Wanted, Words, cannot_connect, information_needed, record_connected, request_received,
    trn_issued,
};

use jiff::civil::date;

pub(crate) const LINK: &str = "https://record.example/continue-to/npq";
pub(crate) const REFERENCE: &str = "TRN-7K4M-92QX";
pub(crate) const SUPPORT: &str = "support@example.com";

/// Everything that any of the emails takes.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) name: &'a str,
    pub(crate) service: &'a str,
    pub(crate) trn: &'a str,
    pub(crate) link: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) support: &'a str,
    pub(crate) words: &'a Words,
}

/// Each email under a name of its own.
pub(crate) fn every_email(values: &Values<'_>) -> Vec<(&'static str, Email)> {
    let Values { name, service, trn, link, reference, support, words } = *values;
    let by = date(2025, 9, 5);
    let issued = TrnIssued { name, trn, service, link, reference: Some(reference), support };
    let mut emails = vec![
        (
            "received",
            request_received(words, &RequestReceived { name, service, reference, by, support }),
        ),
        ("issued", trn_issued(words, &issued)),
        ("issued, no reference", trn_issued(words, &TrnIssued { reference: None, ..issued })),
        ("connected", {
            record_connected(
                words,
                &RecordConnected { name, trn, service, link, reference, support },
            )
        }),
        ("needed", {
            let wanted = &Wanted::ALL;
            information_needed(
                words,
                &InformationNeeded { name, service, wanted, link, reference, support },
            )
        }),
    ];
    emails.extend(Reason::ALL.map(|reason| {
        (
            "refused",
            cannot_connect(words, &CannotConnect { name, service, reason, reference, support }),
        )
    }));
    emails
}
