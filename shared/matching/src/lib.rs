//! Decides whether a teaching record is this person's, and says why.
//!
//! One engine for both look-ups, the allocation check and the review tasks; nothing else decides.
//! It is handed what is known about a person ([`Evidence`]) and the records that might be theirs,
//! and answers with a [`Decision`] or an [`Allocation`] that carries its reasons. The worst it
//! could do is join a person to somebody else's record, the second worst to leave a person with two
//! TRNs; in doubt it leaves the decision to a person.
//!
//! The rules themselves are a table, [`RULES`] and [`GUARDS`], to be read top to bottom.
//!
//! # What a store must read
//!
//! 1. The records with the TRNs of [`search_trns`], whatever their status.
//! 2. For every key of [`search_keys`], every record that [`index_keys`] filed under it, whatever
//!    its status. None of these reads depends on another.
//! 3. Then, as long as [`missing_survivors`] names TRNs not tried yet, the records with those TRNs.
//!
//! The same record may be handed in more than once; it counts once. Nothing here does I/O, reads a
//! clock or leaves a trace of anybody in a log.

mod affixes;
mod allocate;
mod case;
mod comparison;
mod dates;
mod decision;
mod evidence;
mod first_name;
mod keys;
mod last_name;
mod look_up;
mod marks;
mod names;
mod nicknames;
mod outcomes;
mod recorded;
mod records;
mod review;
mod rules;
mod slips;
mod tokens;
mod words;

pub use allocate::allocate;
pub use decision::{Allocation, Candidate, Decision, Match};
pub use evidence::Evidence;
pub use keys::{IndexKey, IndexKind, index_keys, search_keys, search_trns};
pub use look_up::look_up;
pub use nicknames::{NicknameLine, Sex, nickname_lines};
pub use outcomes::{
    DateOfBirthOutcome, EmailOutcome, FirstNameOutcome, LastNameOutcome, MiddleNameOutcome,
    NinoOutcome, Outcomes, Standing, TrnOutcome,
};
pub use records::missing_survivors;
pub use review::review;
pub use rules::{GUARDS, Guard, Instead, LastName, Numbers, RULES, Rule};
pub use tokens::normalised;
