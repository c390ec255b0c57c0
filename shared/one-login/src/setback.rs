//! What an error in the browser's query means (GOV.UK One Login, "Make a request to the authorize
//! endpoint", error codes).

use journey::Setback;
use ports::Trip;

/// What this `error` means for the person. One that nobody has heard of is our fault until we know
/// better.
pub(crate) fn setback(trip: &Trip, error: &str) -> Setback {
    match error {
        "access_denied" => match trip {
            Trip::ProveIdentity => Setback::IdentityNotProved,
            Trip::SignIn | Trip::SignInAgain { .. } => Setback::SignInNotFinished,
        },
        "login_required" => Setback::SignedOut,
        "temporarily_unavailable" => Setback::Busy,
        "unauthorized_client" => Setback::SwitchedOff,
        "server_error" => Setback::Unreachable,
        _ => Setback::RequestRefused,
    }
}
