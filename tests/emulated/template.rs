//! What is deployed is the template.

use crate::deployment::{CONSOLE, ISSUER, deployed};

/// What `adapted` in `deploy.py` changes for the emulator; `docs/operating.md` says why.
const CHANGED: [&str; 9] = [
    "OneLoginIssuer",
    "OneLoginDidUrl",
    "OneLoginIdentityIssuer",
    "StaffIssuer",
    "TokenRole",
    "OutboxRelayRole",
    "EmailSenderRole",
    "LogoutSenderRole",
    "WebhookSenderRole",
];

#[test]
fn everything_is_deployed_as_the_template_has_it_but_what_the_emulator_cannot() {
    deployed(async |deployment| assert_eq!(deployment.changed, CHANGED));
}

#[test]
fn whoever_comes_around_cloudfront_is_told_nothing() {
    deployed(async |deployment| {
        let mut browser = deployment.browser();
        for (page, works) in [(format!("{ISSUER}/cookies"), 200), (format!("{CONSOLE}/"), 200)] {
            assert_eq!(browser.open(&page).await.status, works, "{page}");
            let mut around = deployment.browser();
            for door in around.doors.values_mut() {
                door.header.1 = "a-secret-of-nobody-0123456789abcdefabcdef".to_owned();
            }

            let answer = around.open(&page).await;

            assert_eq!((answer.status.as_u16(), &*answer.body), (403, ""), "{page}");
        }
    });
}
