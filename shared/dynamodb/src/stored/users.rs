//! One Login users.

use identity::{Email, RequestId, Subject, Trn, VerifiedIdentity};
use jiff::Timestamp;
use journey::{OpenWork, TrnOrigin};
use ports::{Link, User};
use serde::{Deserialize, Serialize};

use super::{many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::User")]
struct UserShape {
    #[serde(with = "one")]
    subject: Subject,
    version: u64,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    identity: Option<VerifiedIdentity>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    link: Option<Link>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    open: Option<OpenWork>,
    #[serde(with = "many", default, skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Trn>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Link")]
struct LinkShape {
    #[serde(with = "one")]
    trn: Trn,
    #[serde(with = "one")]
    origin: TrnOrigin,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    request: Option<RequestId>,
    since: Timestamp,
}

shapes! {
    UserShape => User,
    LinkShape => Link,
}
