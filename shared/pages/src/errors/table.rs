//! Every code there is. A new one is one more entry.

use super::Code;

/// Every code, outcomes of a journey first.
pub const CODES: &[Code] = &[
    Code {
        code: "user_cancelled",
        error: "access_denied",
        title: "The person chose to go back",
        explanation: &[
            "They followed a link back to your service before they had finished.",
            "Show your own start page. It is not a fault: do not report it as one.",
        ],
    },
    Code {
        code: "identity_not_verified",
        error: "access_denied",
        title: "The person’s identity was not confirmed",
        explanation: &[
            "They signed in, but GOV.UK One Login could not confirm who they are this time.",
            "Explain that they need proof of identity, and offer to try again. It is not a fault: do \
             not report it as one.",
        ],
    },
    Code {
        code: "record_requested",
        error: "access_denied",
        title: "The person has just asked us to look for their record",
        explanation: &[
            "We found no teaching record, and they sent us a request. We email them when it is settled.",
            "Show that it is in progress. The next sign-in after the email goes straight through.",
        ],
    },
    Code {
        code: "record_pending",
        error: "access_denied",
        title: "The person’s request is still open",
        explanation: &[
            "They have a request that a member of support staff has to settle, and your service is \
             registered not to let people in before that.",
            "Show that it is in progress. If your service can work without a TRN, ask for it to be \
             registered so: then sign-in succeeds with `trn_status` `pending`.",
        ],
    },
    Code {
        code: "upstream_busy",
        error: "temporarily_unavailable",
        title: "GOV.UK One Login is busy",
        explanation: &[
            "GOV.UK One Login could not take the person on at the moment.",
            "Ask them to try again in a few minutes. If you retry yourself, wait a random time first.",
        ],
    },
    Code {
        code: "internal",
        error: "server_error",
        title: "The fault is ours",
        explanation: &[
            "Something failed on our side. The description holds an error reference.",
            "Let the person try once more. If it fails again, send us the reference.",
        ],
    },
    Code {
        code: "code_not_usable",
        error: "invalid_grant",
        title: "The code or refresh token cannot be used",
        explanation: &[
            "It is unknown, expired, already used, or another client’s; or the `redirect_uri` or the \
             `code_verifier` is not the one it was issued for. The answer is the same in each case, and \
             the code is dead after any of them. A code that is used twice also ends the tokens that \
             were issued from it.",
            "A refresh token is good once: the answer holds the next. Using one twice ends all of that \
             sign-in’s. They also end after 7 days, when the person signs out, and when their teaching record \
             is not the one it was.",
            "Start a new sign-in. Exchange a code once, within 60 seconds, with the same `redirect_uri`. \
             If you cannot see why, send us the reference that follows `ref=` in the description.",
        ],
    },
    Code {
        code: "login_required",
        error: "login_required",
        title: "The person is not signed in",
        explanation: &[
            "You sent `prompt=none`, and there is no session that would do.",
            "Send the person again without `prompt=none`.",
        ],
    },
    Code {
        code: "interaction_required",
        error: "interaction_required",
        title: "The person has to see a page of ours",
        explanation: &[
            "You sent `prompt=none`, and the person is signed in, but a question or a message is due.",
            "Send the person again without `prompt=none`.",
        ],
    },
    Code {
        code: "pkce_required",
        error: "invalid_request",
        title: "The request has no usable PKCE challenge",
        explanation: &[
            "Every request needs `code_challenge`, 43 to 128 characters of base64url, and \
             `code_challenge_method=S256`. The method `plain` is refused (RFC 7636).",
            "Turn PKCE with S256 on in your OpenID library.",
        ],
    },
    Code {
        code: "invalid_scope",
        error: "invalid_scope",
        title: "The scope is not one we can use",
        explanation: &[
            "The scopes `openid` and `teaching_record` are required. `email`, `profile` and `offline_access` are \
             optional, and others are ignored.",
            "Send `scope=openid teaching_record`, and what you need besides.",
            "With a refresh token, ask for no scope that was not granted with the code, or leave `scope` out. A \
             token of your service itself has the scope `trn_requests` alone.",
        ],
    },
    Code {
        code: "response_type_missing",
        error: "invalid_request",
        title: "The request has no response type",
        explanation: &["Send `response_type=code`."],
    },
    Code {
        code: "unsupported_response_type",
        error: "unsupported_response_type",
        title: "The response type is not supported",
        explanation: &["Only the code flow is offered. Send `response_type=code`."],
    },
    Code {
        code: "unsupported_response_mode",
        error: "invalid_request",
        title: "The response mode is not supported",
        explanation: &[
            "Only `query` is offered. Leave `response_mode` out, or send `response_mode=query`.",
        ],
    },
    Code {
        code: "repeated_parameter",
        error: "invalid_request",
        title: "A parameter is in the request more than once",
        explanation: &["Send each parameter once (RFC 6749, section 3.1)."],
    },
    Code {
        code: "missing_parameter",
        error: "invalid_request",
        title: "A parameter is missing",
        explanation: &["Send every parameter that the request needs, and none of them empty."],
    },
    Code {
        code: "malformed_parameter",
        error: "invalid_request",
        title: "A parameter has a value that cannot be read",
        explanation: &[
            "Values are UTF-8, percent-encoded. `prompt` is `login` or `none`, not both, and `max_age` is a \
             whole number of seconds.",
        ],
    },
    Code {
        code: "parameter_too_long",
        error: "invalid_request",
        title: "A parameter is too long",
        explanation: &[
            "Keep `state` short and random, and keep what it stands for in your own session.",
        ],
    },
    Code {
        code: "malformed_request",
        error: "invalid_request",
        title: "The request cannot be read",
        explanation: &[
            "A POST is `application/x-www-form-urlencoded`, and no larger than 8 kilobytes.",
        ],
    },
    Code {
        code: "request_not_supported",
        error: "request_not_supported",
        title: "Request objects are not supported",
        explanation: &["Leave out `request`, and send each parameter by itself."],
    },
    Code {
        code: "request_uri_not_supported",
        error: "request_uri_not_supported",
        title: "Request objects by reference are not supported",
        explanation: &["Leave out `request_uri`, and send each parameter by itself."],
    },
    Code {
        code: "registration_not_supported",
        error: "registration_not_supported",
        title: "Registration in a request is not supported",
        explanation: &["Leave out `registration`. Clients are registered by agreement with us."],
    },
    Code {
        code: "invalid_id_token_hint",
        error: "invalid_request",
        title: "The id_token_hint is not one of ours",
        explanation: &["Send an ID token that we issued to your own client, or none."],
    },
    Code {
        code: "client_authentication_failed",
        error: "invalid_client",
        title: "Your client could not be authenticated",
        explanation: &[
            "The client is unknown, the secret or the assertion is wrong or was used before, or the \
             method is not the one you are registered for.",
            "Use the registered method, with the token endpoint as the audience of an assertion, a \
             fresh `jti` each time and a clock that is right.",
        ],
    },
    Code {
        code: "two_authentication_methods",
        error: "invalid_request",
        title: "The request authenticates your client in two ways",
        explanation: &[
            "Send an `Authorization` header, or `client_secret`, or `client_assertion`: one of them, even if \
             all are right (RFC 6749, section 2.3).",
        ],
    },
    Code {
        code: "unsupported_grant_type",
        error: "unsupported_grant_type",
        title: "The grant type is not supported",
        explanation: &["Send `grant_type=authorization_code`, `grant_type=refresh_token` or \
             `grant_type=client_credentials`."],
    },
    Code {
        code: "unauthorized_client",
        error: "unauthorized_client",
        title: "Your client may not use this grant",
        explanation: &[
            "A service has a token of its own, by `grant_type=client_credentials`, to ask how far TRN requests \
             are. It can have one if it is registered with `record_policy` `allocate`: nobody else’s people \
             make TRN requests.",
            "If yours should, ask us for it to be registered so.",
        ],
    },
    Code {
        code: "trn_request_not_found",
        error: "not_found",
        title: "There is no such TRN request",
        explanation: &[
            "Nobody made a TRN request with this id on the way to your service. One that was made on the way \
             to another service is not found either.",
            "Use the claim `trn_request_id` as you were told it, and the credentials of the client that was \
             told it.",
        ],
    },
    Code {
        code: "invalid_token",
        error: "invalid_token",
        title: "The access token cannot be used",
        explanation: &[
            "It is unknown, has expired after 10 minutes, or was revoked because the person signed out.",
            "Start a new sign-in, or use the refresh token if you have one.",
        ],
    },
    Code {
        code: "rate_limited",
        error: "temporarily_unavailable",
        title: "Too many requests",
        explanation: &["Wait for as long as `Retry-After` says."],
    },
];
