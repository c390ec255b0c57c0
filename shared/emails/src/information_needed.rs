//! "We need more information": staff cannot decide without it.

use crate::{Email, block, parts};

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

    fn words(self) -> &'static str {
        match self {
            Self::Nino => "your National Insurance number",
            Self::Trn => "your teacher reference number (TRN)",
            Self::PreviousLastName => "a previous last name, if you have had one",
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
pub fn information_needed(told: &InformationNeeded<'_>) -> Email {
    let InformationNeeded { name, service, wanted, link, reference, support } = *told;
    let asked: Vec<&str> =
        Wanted::ALL.into_iter().filter(|each| wanted.contains(each)).map(Wanted::words).collect();
    let lead = format!(
        "To tell us, sign in to {service} again with the same GOV.UK One Login you used before:"
    );
    let mut blocks = vec![
        parts::greeting(name),
        block::text("We are looking into your request and need to know more before we can decide."),
    ];
    if !asked.is_empty() {
        blocks.push(block::list("We need:", &asked));
    }
    blocks.extend([
        block::link(lead, link),
        block::text("If you do not have all of it, tell us what you have."),
        parts::no_numbers_by_email(),
        parts::contact(
            "If you did not ask for this, or your name above is wrong",
            support,
            Some(reference),
        ),
    ]);
    block::email(&format!("We need more information for your request {reference}"), &blocks)
}
