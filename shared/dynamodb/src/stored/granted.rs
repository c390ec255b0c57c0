//! Codes and tokens.

use identity::{ClientId, SessionId, Subject, Trn};
use jiff::Timestamp;
use oidc::{AccessGrant, ClientToken, CodeGrant, Connection, RefreshGrant, Scope, StoredToken};
use serde::{Deserialize, Serialize};

use super::{expiry, many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::CodeGrant")]
struct CodeGrantShape {
    #[serde(with = "one")]
    client: ClientId,
    redirect_uri: String,
    code_challenge: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(with = "one")]
    access: AccessGrant,
    // Not the attribute that expires the item: a used code is remembered for longer than it is good.
    #[serde(rename = "good_until")]
    expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::AccessGrant")]
struct AccessGrantShape {
    #[serde(with = "one")]
    client: ClientId,
    #[serde(with = "one")]
    subject: Subject,
    #[serde(with = "one")]
    session: SessionId,
    #[serde(with = "many")]
    scopes: Vec<Scope>,
    auth_time: Timestamp,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    trn: Option<Trn>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::StoredToken")]
struct StoredTokenShape {
    #[serde(with = "one")]
    access: AccessGrant,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::RefreshGrant")]
struct RefreshGrantShape {
    #[serde(with = "one")]
    access: AccessGrant,
    #[serde(with = "one")]
    connection: Connection,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::Connection", rename_all = "snake_case")]
enum ConnectionShape {
    Undecided,
    Record {
        #[serde(with = "one")]
        trn: Trn,
        since: Timestamp,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::ClientToken")]
struct ClientTokenShape {
    #[serde(with = "one")]
    client: ClientId,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

shapes! {
    ClientTokenShape => ClientToken,
    CodeGrantShape => CodeGrant,
    AccessGrantShape => AccessGrant,
    RefreshGrantShape => RefreshGrant,
    ConnectionShape => Connection,
    StoredTokenShape => StoredToken,
}
