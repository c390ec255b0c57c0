//! Every page a person can see, as pure functions of plain values: no ports, no dates worked out, no script.
//!
//! A caller hands in what is to be shown, ready to be shown; everything is escaped here. The words are in `words/`, one file for each
//! language, and every page says them in the language of its frame.
//!
//! What holds personal details has no `Debug`, so that it cannot be logged by accident.
//!
//! [`Frame`] is what all pages share. Those for support staff are in [`staff`], with a frame of their own. [`gallery`] renders every page in every state.

pub mod ask_for_trn;
pub mod assets;
pub mod bad_link;
mod brand;
mod calendar;
pub mod check_answers;
pub mod components;
pub mod continue_to;
pub mod errors;
pub mod found;
mod frame;
mod gallery;
pub mod holding;
pub mod in_person_return;
pub mod information;
mod layout;
pub mod more_information;
pub mod new_trn;
pub mod nino;
pub mod not_found;
pub mod not_verified;
mod parts;
pub mod problem;
pub mod request_sent;
pub mod sign_in_not_finished;
pub mod sign_out;
pub mod staff;
pub mod start_again;
pub mod too_many_tries;
pub mod trn;
pub mod unavailable;
mod words;

pub use brand::{Brand, Govuk};
pub use frame::{Frame, Service, Support};
pub use gallery::{Exhibit, gallery, gallery_in, gallery_of};
pub use words::{ENGLISH, Words};
