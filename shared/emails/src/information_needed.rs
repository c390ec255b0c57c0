//! "We need more information": staff cannot decide without it.

use crate::{Email, Words, block, parts, words::InformationNeededWords};

/// What staff can ask a person for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Their National Insurance number.
    Nino,
    /// Their TRN.
    Trn,
    /// A last name they had before.
    PreviousLastName,
}

impl Wanted {
    /// Everything, in the order it is asked for.
    pub const ALL: [Self; 3] = [Self::Nino, Self::Trn, Self::PreviousLastName];

    fn said(self, words: &InformationNeededWords) -> &'static str {
        match self {
            Self::Nino => words.nino,
            Self::Trn => words.trn,
            Self::PreviousLastName => words.previous_last_name,
        }
    }
}

/// What the email says.
#[derive(Clone, Copy)]
pub struct InformationNeeded<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// What is asked for. Each thing is named once, in the order of [`Wanted::ALL`].
    pub wanted: &'a [Wanted],
    /// Our landing page for that service. A query or a fragment is left out.
    pub link: &'a str,
    /// The reference of the request.
    pub reference: &'a str,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that asks a person to sign in again and tell us more.
pub fn information_needed(words: &Words, told: &InformationNeeded<'_>) -> Email {
    let InformationNeeded { name, service, wanted, link, reference, support } = *told;
    let said = &words.information_needed;
    let asked: Vec<&str> = Wanted::ALL
        .into_iter()
        .filter(|each| wanted.contains(each))
        .map(|each| each.said(said))
        .collect();
    let mut blocks = vec![parts::greeting(words, name), block::text(said.more)];
    if !asked.is_empty() {
        blocks.push(block::list(said.need, &asked));
    }
    blocks.extend([
        block::link(said.sign_in(service), link),
        block::text(said.not_all),
        parts::no_numbers_by_email(words),
        parts::contact(words, words.shared.not_asked, support, Some(reference)),
    ]);
    block::email(words, &said.subject(reference), &blocks)
}
