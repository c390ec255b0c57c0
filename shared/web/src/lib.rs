//! The journey over HTTP: which path shows which stage, whose journey a request belongs to, how a form
//! is read, what every response carries, and how a step ends in a redirect.
//!
//! Handlers speak in values of the inner rings; what is HTTP about them is here, once.

mod bearer;
mod brand;
pub mod calendar;
mod cookies;
pub mod csrf;
mod deployment;
mod failure;
mod form;
mod guess;
mod headers;
mod look_up;
pub mod paths;
mod reference;
pub mod resource;
mod serve;
mod service_hint;
mod trip;
mod visit;
mod wait;
mod walk;

pub use bearer::bearer;
pub use cookies::{SESSION_COOKIE, no_cookie, presented, secret_cookie, session_cookie};
pub use deployment::{Deployment, Settings, SupportContact};
pub use failure::{Failure, Ways};
pub use form::{Form, Posted, is_form};
pub use guess::{Given, Guessed, Guessing, Numbers, is_left_to_staff};
pub use headers::FormAction;
pub use look_up::found;
pub use reference::error_reference;
pub use serve::serve;
pub use service_hint::ServiceHint;
pub use trip::{journey_in, leave_for, set_out};
pub use visit::{Browser, Visit, is_speculative};
pub use wait::Without;
pub use walk::{About, Attempted, Walk, elsewhere, moved_along, see_other, settled};
