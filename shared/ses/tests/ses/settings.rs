//! Settings that cannot be.

use ses::Settings;

use crate::given::variables;

#[test]
fn a_setting_that_is_missing_or_malformed_is_named() {
    let plain = "is not a plain email address such as support@example.com";
    for (changed, problem) in [
        (&[("EMAIL_FROM", "")], "EMAIL_FROM: is not set".to_owned()),
        (&[("EMAIL_FROM", "Anne <anne@example.com>")], format!("EMAIL_FROM: {plain}")),
        (&[("EMAIL_FROM", "a@example.com\r\nBcc: b@example.com")], format!("EMAIL_FROM: {plain}")),
        (&[("SUPPORT_EMAIL", "")], "SUPPORT_EMAIL: is not set".to_owned()),
        (&[("SUPPORT_EMAIL", "a@example.com,b@example.com")], format!("SUPPORT_EMAIL: {plain}")),
        (&[("EMAIL_CONFIGURATION_SET", " ")], "EMAIL_CONFIGURATION_SET: is not set".to_owned()),
        (&[("EMAIL_IDENTITY_ARN", "connect")], "EMAIL_IDENTITY_ARN: is not an ARN".to_owned()),
    ] {
        let refused = Settings::read(&variables(changed)).unwrap_err();

        assert_eq!(refused.to_string(), problem);
    }
}
