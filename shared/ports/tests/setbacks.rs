//! What an error of GOV.UK One Login means to the person.

use journey::Setback;
use ports::Trip;

#[test]
fn every_error_of_an_authorize_response_means_something_to_the_person() {
    let rows = [
        ("access_denied", Setback::SignInNotFinished, Setback::IdentityNotProved),
        ("login_required", Setback::SignedOut, Setback::SignedOut),
        ("temporarily_unavailable", Setback::Busy, Setback::Busy),
        ("unauthorized_client", Setback::SwitchedOff, Setback::SwitchedOff),
        ("server_error", Setback::Unreachable, Setback::Unreachable),
        ("invalid_request", Setback::RequestRefused, Setback::RequestRefused),
        ("invalid_scope", Setback::RequestRefused, Setback::RequestRefused),
        ("unsupported_response_type", Setback::RequestRefused, Setback::RequestRefused),
        ("request_uri_not_supported", Setback::RequestRefused, Setback::RequestRefused),
        ("unmet_authentication_requirements", Setback::RequestRefused, Setback::RequestRefused),
        ("", Setback::RequestRefused, Setback::RequestRefused),
        ("mercury_retrograde", Setback::RequestRefused, Setback::RequestRefused),
    ];
    for (error, signing_in, proving) in rows {
        assert_eq!(Trip::SignIn.setback(error), signing_in, "{error}");
        assert_eq!(Trip::ProveIdentity.setback(error), proving, "{error}");
    }
}
