//! What is deployed is the template.

use crate::deployment::deployed;

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
