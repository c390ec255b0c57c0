//! The pages of support staff: the list of review tasks, one task with its decision, and the way in and out.
//!
//! Names and addresses of people come from outside and may hold marks that cannot be seen: every page shows them as
//! [`visible`] does.

pub mod confirm;
mod frame;
mod layout;
mod search;
pub mod sign_in;
pub mod task;
pub mod tasks;
mod visible;
mod words;

pub use frame::{Frame, SignedIn};
pub use visible::visible;
pub use words::{By, Choice, Kind, Mistake, Outcome, Reason, Status, Wanted};
