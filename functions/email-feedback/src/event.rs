//! What SES tells, as its event publishing writes it and SNS hands it over unwrapped (raw delivery).
//! Amazon SES Developer Guide, "Contents of event data in the Amazon SNS notification".

use identity::{Email, MessageId};
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};

/// What SES tells that has to be accounted for.
pub(crate) struct Told {
    /// The message of the outbox it was sent for, if it is one of ours.
    pub(crate) message: Option<MessageId>,
    /// What SES calls the email.
    pub(crate) provider_id: String,
    /// When it happened.
    pub(crate) at: Timestamp,
    /// What happened.
    pub(crate) what: What,
}

/// What happened to an email.
pub(crate) enum What {
    /// It could not be delivered, and will not be.
    CameBack,
    /// It arrived.
    Arrived,
    /// Whoever reads mail at these addresses said that it was spam.
    Complained(Vec<Email>),
}

/// The body is no event of SES. It is not repeated, because it may hold anything.
#[derive(Debug, thiserror::Error)]
#[error("not an event of SES: {0}")]
pub(crate) struct NotAnEvent(&'static str);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    event_type: String,
}

#[derive(Deserialize)]
struct OfBounce {
    mail: Mail,
    bounce: Bounce,
}

#[derive(Deserialize)]
struct OfComplaint {
    mail: Mail,
    complaint: Complaint,
}

#[derive(Deserialize)]
struct OfDelivery {
    mail: Mail,
    delivery: Moment,
}

#[derive(Deserialize)]
struct OfReject {
    mail: Mail,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    timestamp: Timestamp,
    message_id: String,
    destination: Vec<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Deserialize, Default)]
struct Tags {
    #[serde(default)]
    message: Vec<String>,
}

#[derive(Deserialize)]
struct Bounce {
    #[serde(rename = "bounceType")]
    kind: String,
    #[serde(rename = "bounceSubType")]
    sub_kind: String,
    timestamp: Timestamp,
}

impl Bounce {
    /// Whether nobody got the email. A bounce that passes is told of when SES has given up trying; those
    /// of no particular kind are mostly answers of people who are away, and have the email.
    fn is_final(&self) -> bool {
        self.kind != "Transient" || self.sub_kind != "General"
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Recipient>,
    timestamp: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

#[derive(Deserialize)]
struct Moment {
    timestamp: Timestamp,
}

/// Reads what SES tells. `None` for what need not be accounted for: it took the email, or will try again.
///
/// # Errors
/// It is no event of SES, or one that lacks what it must have.
pub(crate) fn read(body: &str) -> Result<Option<Told>, NotAnEvent> {
    let Kind { event_type } = parse(body, "it has no type")?;
    Ok(match event_type.as_str() {
        "Bounce" => {
            let OfBounce { mail, bounce } = parse(body, "a bounce")?;
            bounce.is_final().then(|| told(mail, bounce.timestamp, What::CameBack))
        }
        // SES found a virus in it, and sent nothing.
        "Reject" => {
            let OfReject { mail } = parse(body, "a rejection")?;
            let at = mail.timestamp;
            Some(told(mail, at, What::CameBack))
        }
        "Delivery" => {
            let OfDelivery { mail, delivery } = parse(body, "a delivery")?;
            Some(told(mail, delivery.timestamp, What::Arrived))
        }
        "Complaint" => {
            let OfComplaint { mail, complaint } = parse(body, "a complaint")?;
            let addresses = complainers(&mail, &complaint)?;
            Some(told(mail, complaint.timestamp, What::Complained(addresses)))
        }
        _ => None,
    })
}

/// Whoever complained. Some mailbox providers do not say who: then everybody it was sent to, which with
/// us is one person.
fn complainers(mail: &Mail, complaint: &Complaint) -> Result<Vec<Email>, NotAnEvent> {
    let named = complaint.complained_recipients.iter().map(|one| one.email_address.as_str());
    let mut addresses: Vec<Email> = named.filter_map(|address| address.parse().ok()).collect();
    if addresses.is_empty() {
        addresses = mail.destination.iter().filter_map(|address| address.parse().ok()).collect();
    }
    if addresses.is_empty() { Err(NotAnEvent("a complaint of nobody")) } else { Ok(addresses) }
}

fn told(mail: Mail, at: Timestamp, what: What) -> Told {
    let message = mail.tags.message.first().and_then(|id| id.parse().ok());
    Told { message, provider_id: mail.message_id, at, what }
}

fn parse<T: DeserializeOwned>(body: &str, what: &'static str) -> Result<T, NotAnEvent> {
    // serde's message may quote a value.
    serde_json::from_str(body).map_err(|_| NotAnEvent(what))
}
