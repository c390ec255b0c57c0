//! What an error in the browser's query means (GOV.UK One Login, "Make a request to the authorize
//! endpoint", error codes).

use journey::Setback;
use ports::Trip;

/// What this `error` means for the person. One that nobody has heard of is our fault until we know
/// better.
pub(crate) fn setback(trip: Trip, error: &str) -> Setback {
    match (error, trip) {
        ("access_denied", Trip::ProveIdentity) => Setback::IdentityNotProved,
        ("access_denied", Trip::SignIn) => Setback::SignInNotFinished,
        ("login_required", Trip::SignIn | Trip::ProveIdentity) => Setback::SignedOut,
        ("temporarily_unavailable", Trip::SignIn | Trip::ProveIdentity) => Setback::Busy,
        ("unauthorized_client", Trip::SignIn | Trip::ProveIdentity) => Setback::SwitchedOff,
        ("server_error", Trip::SignIn | Trip::ProveIdentity) => Setback::Unreachable,
        (_, Trip::SignIn | Trip::ProveIdentity) => Setback::RequestRefused,
    }
}
