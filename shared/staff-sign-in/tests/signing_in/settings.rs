//! Settings that cannot be used stop the start, in one line that names them.

use std::{collections::HashMap, sync::Arc};

use jose::Secret;
use ports::Variables;
use staff_sign_in::{CannotStart, IdTokenAlg, InvalidSettings, Settings, StaffSignInClient};
use testing::MovableClock;

const GIVEN: [(&str, &str); 7] = [
    ("STAFF_ISSUER", "https://login.microsoftonline.com/0000/v2.0"),
    ("STAFF_CLIENT_ID", "support-console"),
    ("STAFF_TENANT", "0000"),
    ("STAFF_ROLE_CASEWORKER", "Caseworker"),
    ("STAFF_ROLE_VIEWER", "Viewer"),
    ("STAFF_ID_TOKEN_ALG", "ES256"),
    ("STAFF_ORIGIN", "https://support.example.gov.uk"),
];

/// The settings with one of them changed.
fn with(name: &str, value: &str) -> Variables {
    let mut given: HashMap<String, String> =
        GIVEN.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    given.insert(name.to_owned(), value.to_owned());
    Variables::new(move |name| given.get(name).cloned())
}

fn start(variables: &Variables) -> Result<StaffSignInClient, CannotStart> {
    let secret = Secret::presented("hush");
    StaffSignInClient::read(variables, secret, Arc::new(MovableClock::default()))
}

#[test]
fn settings_are_read_by_name() {
    let read = |name, value| Settings::read(&with(name, value), Secret::presented("hush")).unwrap();

    let settings = read("UNRELATED", "");

    assert_eq!(settings.issuer, GIVEN[0].1);
    assert_eq!(settings.client_id.as_str(), "support-console");
    assert_eq!(settings.tenant.as_deref(), Some("0000"));
    assert_eq!(settings.roles.caseworker, "Caseworker");
    assert_eq!(settings.roles.viewer, "Viewer");
    assert_eq!(settings.id_token_alg, IdTokenAlg::Es256);
    assert_eq!(settings.origin, "https://support.example.gov.uk");
    assert_eq!(read("STAFF_ID_TOKEN_ALG", "").id_token_alg, IdTokenAlg::Rs256);
    assert_eq!(read("STAFF_TENANT", "").tenant, None);
    assert!(!format!("{settings:?}").contains("hush"));
    assert!(!format!("{:?}", start(&with("UNRELATED", "")).unwrap()).contains("hush"));
}

#[test]
fn a_setting_that_is_missing_or_malformed_is_named() {
    for name in [
        "STAFF_ISSUER",
        "STAFF_CLIENT_ID",
        "STAFF_ROLE_CASEWORKER",
        "STAFF_ROLE_VIEWER",
        "STAFF_ORIGIN",
    ] {
        let refused = start(&with(name, " ")).unwrap_err().to_string();
        assert_eq!(refused, format!("{name}: is not set"));
    }
    for (name, value) in [
        ("STAFF_CLIENT_ID", "é"),
        ("STAFF_ID_TOKEN_ALG", "HS256"),
        ("STAFF_ID_TOKEN_ALG", "none"),
        ("STAFF_ISSUER", "login.microsoftonline.com"),
        ("STAFF_ISSUER", "http://login.example/v2.0"),
        ("STAFF_ISSUER", "https://login.example/v2.0?a"),
        ("STAFF_ISSUER", "https://login.example/v2.0#a"),
        ("STAFF_ORIGIN", "http://support.example"),
        ("STAFF_ORIGIN", "https://support.example/"),
        ("STAFF_ORIGIN", "https://support.example/console"),
        ("STAFF_ROLE_VIEWER", "Caseworker"),
    ] {
        let refused = start(&with(name, value)).unwrap_err().to_string();
        assert!(refused.starts_with(&format!("{name}: ")), "{value}: {refused}");
        assert_eq!(refused.lines().count(), 1);
    }
}

#[test]
fn a_provider_on_this_machine_needs_no_certificate() {
    for issuer in ["http://localhost:3004", "http://127.0.0.1:3004/", "http://[::1]:3004/v2.0"] {
        assert!(start(&with("STAFF_ISSUER", issuer)).is_ok(), "{issuer}");
    }
    let refused = start(&with("STAFF_ISSUER", "http://10.0.0.1/")).unwrap_err();
    assert!(matches!(refused, CannotStart::Settings(InvalidSettings::Issuer)), "{refused:?}");
}
