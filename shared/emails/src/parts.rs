//! Blocks that several emails share.

use crate::{
    Words,
    block::{self, Block},
    line,
};

/// How every email opens.
pub(crate) fn greeting(words: &Words, name: &str) -> Block {
    block::text(words.shared.dear(&line::name(name)))
}

/// The TRN, alone on its line.
pub(crate) fn trn(words: &Words, trn: &str) -> Block {
    block::value(words.shared.your_trn_is, trn)
}

/// What the TRN is for.
pub(crate) fn keep(words: &Words) -> Block {
    block::text(words.shared.keep)
}

/// The way on to the calling service.
pub(crate) fn carry_on(words: &Words, service: &str, link: &str) -> Block {
    block::link(words.shared.carry_on(service), link)
}

/// Whom to turn to, for this reason.
pub(crate) fn contact(
    words: &Words,
    reason: &str,
    support: &str,
    reference: Option<&str>,
) -> Block {
    block::text(match reference {
        Some(reference) => words.shared.contact_quote(reason, support, reference),
        None => words.shared.contact(reason, support),
    })
}

/// What must not be sent by email.
pub(crate) fn no_numbers_by_email(words: &Words) -> Block {
    block::text(words.shared.no_numbers)
}
