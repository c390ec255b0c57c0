//! What is in `events/`, and what each of them is answered.

use std::path::{Path, PathBuf};

/// The calling service of the events.
pub(crate) const SERVICE: &str = r#"
[[client]]
client_id = "sample-of-events"
name = "Service of the events"
redirect_uris = ["https://service.example.com/callback"]
post_logout_redirect_uris = ["https://service.example.com/goodbye"]
initiate_login_uri = "https://service.example.com/sign-in"
auth_method = "client_secret_basic"
client_secret = "a-secret-for-events-alone-0123456789"
record_policy = "existing"
support_contact = "help@service.example.com"
"#;

/// Each event: the function, the file without `.json`, the status of the answer.
pub(crate) const EVENTS: [(&str, &str, u16); 97] = [
    ("allocation-request", "ask", 400),
    ("allocation-request", "question", 400),
    ("allocation-request", "wrong-method", 405),
    ("authorize", "fetched-ahead", 204),
    ("authorize", "looked-at-with-head", 204),
    ("authorize", "start", 302),
    ("authorize", "start-by-form", 303),
    ("authorize", "unknown-client", 400),
    ("authorize", "unknown-redirect-uri", 400),
    ("authorize", "without-pkce", 302),
    ("authorize", "wrong-method", 405),
    ("back-channel-logout", "not-in-a-form", 400),
    ("back-channel-logout", "notice-of-nobody", 400),
    ("back-channel-logout", "wrong-method", 405),
    ("callback", "back-from-the-post-office", 200),
    ("callback", "not-verified", 400),
    ("callback", "nothing-in-the-query", 400),
    ("callback", "set-out-again", 400),
    ("callback", "sign-in-problem", 400),
    ("callback", "unknown-state", 400),
    ("callback", "wrong-method", 405),
    ("found", "go-back", 400),
    ("found", "go-back-fetched-ahead", 204),
    ("found", "go-back-looked-at-with-head", 204),
    ("found", "page", 400),
    ("found", "wrong-method", 405),
    ("holding-page", "landing", 200),
    ("holding-page", "landing-of-nobody", 404),
    ("holding-page", "more-information", 400),
    ("holding-page", "page", 400),
    ("holding-page", "page-without-a-session", 400),
    ("holding-page", "wrong-method", 405),
    ("nino-lookup", "answer", 400),
    ("nino-lookup", "answer-not-in-a-form", 415),
    ("nino-lookup", "question", 400),
    ("nino-lookup", "question-without-a-session", 400),
    ("provider-metadata", "keys", 200),
    ("provider-metadata", "oauth-authorization-server", 200),
    ("provider-metadata", "openid-configuration", 200),
    ("provider-metadata", "wrong-method", 405),
    ("record-not-found", "check-answers", 400),
    ("record-not-found", "request-sent", 400),
    ("record-not-found", "send", 400),
    ("record-not-found", "send-not-in-a-form", 415),
    ("sign-out", "answer-of-nobody", 200),
    ("sign-out", "logout-by-form", 303),
    ("sign-out", "logout-without-a-hint", 303),
    ("sign-out", "nobody-signed-in", 200),
    ("sign-out", "signed-out", 200),
    ("sign-out", "signed-out-unknown-state", 200),
    ("sign-out", "unknown-session", 200),
    ("sign-out", "wrong-method", 405),
    ("site", "accessibility-statement", 200),
    ("site", "cookies", 200),
    ("site", "error-explained", 200),
    ("site", "error-nobody-sends", 404),
    ("site", "privacy-notice", 200),
    ("site", "root", 200),
    ("site", "unknown-asset", 404),
    ("site", "unknown-page", 404),
    ("site", "unknown-page-of-the-console", 404),
    ("site", "wrong-method", 405),
    ("support-console", "check-session-ended", 401),
    ("support-console", "compare-session-ended", 401),
    ("support-console", "decide-session-ended", 401),
    ("support-console", "find-session-ended", 401),
    ("support-console", "list-of-nobody", 303),
    ("support-console", "list-session-ended", 401),
    ("support-console", "return-of-nobody", 400),
    ("support-console", "set-out", 302),
    ("support-console", "set-out-fetched-ahead", 204),
    ("support-console", "sign-out-of-nobody", 401),
    ("support-console", "signed-out", 200),
    ("support-console", "start", 200),
    ("support-console", "task-session-ended", 401),
    ("support-console", "tell-again-session-ended", 401),
    ("support-console", "told-session-ended", 401),
    ("support-console", "wrong-method", 405),
    ("token", "client-credentials-of-a-service-without-trn-requests", 400),
    ("token", "code-nobody-has", 400),
    ("token", "not-in-a-form", 400),
    ("token", "refresh-token-nobody-has", 400),
    ("token", "revoke-what-nobody-has", 200),
    ("token", "revoke-with-wrong-secret", 401),
    ("token", "wrong-method", 405),
    ("token", "wrong-secret", 401),
    ("trn-lookup", "answer", 400),
    ("trn-lookup", "answer-too-long", 413),
    ("trn-lookup", "no-journey", 400),
    ("trn-lookup", "question", 400),
    ("trn-requests", "no-token", 401),
    ("trn-requests", "token-nobody-has", 401),
    ("trn-requests", "wrong-method", 405),
    ("userinfo", "no-token", 401),
    ("userinfo", "token-in-a-form", 401),
    ("userinfo", "token-nobody-has", 401),
    ("userinfo", "wrong-method", 405),
];

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../events")
}
