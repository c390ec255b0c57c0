//! What SES tells about an email, as its event publishing writes it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Arrived;

/// That it could not be delivered, and will not be.
pub fn bounced(email: &Arrived, at: Timestamp) -> String {
    let recipients = [json!({
        "emailAddress": email.to.as_str(), "action": "failed", "status": "5.1.1",
        "diagnosticCode": "smtp; 550 5.1.1 user unknown",
    })];
    event(
        email,
        "Bounce",
        "bounce",
        &json!({
            "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": recipients,
            "timestamp": at.to_string(), "feedbackId": "feedback-1", "reportingMTA": "dsn; mta.example",
        }),
    )
}

/// That whoever read it said that it was spam.
pub fn complained(email: &Arrived, at: Timestamp) -> String {
    event(
        email,
        "Complaint",
        "complaint",
        &json!({
            "complainedRecipients": [{ "emailAddress": email.to.as_str() }],
            "timestamp": at.to_string(), "feedbackId": "feedback-2",
            "complaintSubType": null, "complaintFeedbackType": "abuse", "arrivalDate": at.to_string(),
        }),
    )
}

/// That it arrived.
pub fn arrived(email: &Arrived, at: Timestamp) -> String {
    event(
        email,
        "Delivery",
        "delivery",
        &json!({
            "timestamp": at.to_string(), "processingTimeMillis": 546, "recipients": [email.to.as_str()],
            "smtpResponse": "250 2.6.0 Message received", "reportingMTA": "mta.example",
        }),
    )
}

fn event(email: &Arrived, kind: &str, member: &str, detail: &Value) -> String {
    json!({
        "eventType": kind,
        member: detail,
        "mail": {
            "timestamp": email.at.to_string(),
            "source": "no-reply@record.example",
            "sendingAccountId": "123456789012",
            "messageId": email.provider_id,
            "destination": [email.to.as_str()],
            "headersTruncated": false,
            "tags": {
                "ses:configuration-set": ["connect-your-teaching-record"],
                "message": [email.message.as_str()],
            },
        },
    })
    .to_string()
}
