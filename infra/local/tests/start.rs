//! What stops the start, in one line that names it.

use std::ffi::OsString;

use local::{Options, Stack};
use ports::Variables;

/// Why the stack does not start with these flags and settings.
async fn refused(flags: &[&str], settings: &[(&str, &str)]) -> String {
    let settings: Vec<(String, String)> =
        settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let environment = Variables::new(move |name| {
        settings.iter().find(|(each, _)| each == name).map(|(_, value)| value.clone())
    });
    match Options::read(flags.iter().map(OsString::from), &environment) {
        Err(usage) => usage.to_string().lines().next().unwrap_or_default().to_owned(),
        Ok(options) => match Stack::start(options).await {
            Ok(_) => "it starts".to_owned(),
            Err(problem) => problem.to_string(),
        },
    }
}

#[tokio::test]
async fn a_missing_or_malformed_setting_is_named() {
    let another = ["--one-login", "https://one-login.example/"];
    for (flags, settings, named) in [
        (vec![], vec![("BRAND", "pink")], "BRAND"),
        (vec![], vec![("BRAND", "govuk")], "BRAND"),
        (vec![], vec![("ISSUER", "http://localhost:0/path")], "ISSUER"),
        (vec![], vec![("SIGNING_KEYS", "/nowhere/at/all")], "SIGNING_KEYS"),
        (vec![], vec![("ONE_LOGIN_ID_TOKEN_ALG", "HS256")], "ONE_LOGIN_ID_TOKEN_ALG"),
        (another.to_vec(), vec![], "ONE_LOGIN_PRIVATE_KEY"),
        (vec!["--port", "many"], vec![], "--port"),
        (vec!["--records", "/nowhere/at/all"], vec![], "/nowhere/at/all"),
        (vec!["--clients", "/nowhere/at/all"], vec![], "/nowhere/at/all"),
        (vec!["--nonsense", "x"], vec![], "--nonsense"),
        (vec!["--data"], vec![], "--data"),
    ] {
        let said = refused(&flags, &settings).await;

        assert!(said.contains(named), "{flags:?} {settings:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[tokio::test]
async fn nothing_has_to_be_set() {
    assert_eq!(refused(&[], &[]).await, "it starts");
}

#[tokio::test]
async fn another_sign_in_of_support_staff_has_to_know_us() {
    let another = [("STAFF_ISSUER", "https://sign-in.example"), ("STAFF_CLIENT_ID", "console")];
    let with = |name, value| [&another[..], &[(name, value)]].concat();
    for (settings, named) in [
        (another.to_vec(), "STAFF_CLIENT_SECRET"),
        (vec![another[0]], "STAFF_CLIENT_SECRET"),
        (vec![another[0], ("STAFF_CLIENT_SECRET", "x")], "STAFF_CLIENT_ID"),
        (
            vec![another[0], ("STAFF_CLIENT_SECRET", "x"), ("STAFF_CLIENT_ID", "")],
            "STAFF_CLIENT_ID",
        ),
        (
            [with("STAFF_CLIENT_SECRET", "x"), vec![("STAFF_ID_TOKEN_ALG", "HS256")]].concat(),
            "STAFF_ID_TOKEN_ALG",
        ),
        (
            [with("STAFF_CLIENT_SECRET", "x"), vec![("STAFF_ROLE_VIEWER", "Caseworker")]].concat(),
            "STAFF_ROLE_VIEWER",
        ),
        (
            vec![
                ("STAFF_ISSUER", "http://sign-in.example"),
                ("STAFF_CLIENT_ID", "console"),
                ("STAFF_CLIENT_SECRET", "x"),
            ],
            "STAFF_ISSUER",
        ),
    ] {
        let said = refused(&[], &settings).await;

        assert!(said.contains(named), "{settings:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }

    let known = with("STAFF_CLIENT_SECRET", "x");
    let environment = Variables::new(move |name| {
        known.iter().find(|(each, _)| *each == name).map(|(_, value)| (*value).to_owned())
    });
    let stack = Stack::start(Options::read([], &environment).unwrap()).await.unwrap();
    assert!(stack.staff_sign_in.is_none());
    assert_eq!(stack.addresses.staff_sign_in, None, "the stand-in is not served");
}
