//! Blocks that several emails share.

use crate::{
    block::{self, Block},
    line,
};

/// How every email opens.
pub(crate) fn greeting(name: &str) -> Block {
    block::text(format!("Dear {}", line::name(name)))
}

/// The TRN, alone on its line.
pub(crate) fn trn(trn: &str) -> Block {
    block::value("Your TRN is", trn)
}

/// What the TRN is for.
pub(crate) fn keep() -> Block {
    block::text(
        "Use it when a school, training provider or the Teachers’ Pension Scheme asks for it. Keep this email.",
    )
}

/// The way on to the calling service.
pub(crate) fn carry_on(service: &str, link: &str) -> Block {
    let lead = format!(
        "To carry on with {service}, sign in with the same GOV.UK One Login you used before:"
    );
    block::link(lead, link)
}

/// Whom to turn to, after `when`. No full stop: the reference is copied.
pub(crate) fn contact(when: &str, support: &str, reference: Option<&str>) -> Block {
    block::text(match reference {
        Some(reference) => format!("{when}, contact {support} and quote {reference}"),
        None => format!("{when}, contact {support}"),
    })
}

/// What must not be sent by email.
pub(crate) fn no_numbers_by_email() -> Block {
    block::text(
        "Do not send your National Insurance number or your date of birth by email. We will never ask you to.",
    )
}
