//! Coming back without a code (GOV.UK One Login, "Make a request to the authorize endpoint").

use super::super::twist::{End, Lie, Twist};

pub(in super::super) static AUTHORIZE: &[Twist] = &[
    Twist {
        name: "authorize: access denied, the session was lost",
        end: End::TurnedBack("access_denied"),
        lie: Lie::TurnBack {
            error: "access_denied",
            description: Some(
                "Access denied for security reasons, a new authentication request may be successful",
            ),
        },
    },
    turn_back("authorize: access denied", "access_denied"),
    turn_back("authorize: login required", "login_required"),
    turn_back("authorize: temporarily unavailable", "temporarily_unavailable"),
    turn_back("authorize: client deactivated", "unauthorized_client"),
    turn_back("authorize: invalid request", "invalid_request"),
    turn_back("authorize: invalid scope", "invalid_scope"),
    turn_back("authorize: unsupported response type", "unsupported_response_type"),
    turn_back("authorize: request_uri not supported", "request_uri_not_supported"),
    turn_back("authorize: unmet requirements", "unmet_authentication_requirements"),
    turn_back("authorize: server error", "server_error"),
    turn_back("authorize: an error nobody has heard of", "mercury_retrograde"),
];

const fn turn_back(name: &'static str, error: &'static str) -> Twist {
    Twist { name, end: End::TurnedBack(error), lie: Lie::TurnBack { error, description: None } }
}
