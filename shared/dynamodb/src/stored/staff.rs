//! Members of support staff at their browsers.

use std::collections::BTreeSet;

use identity::StaffId;
use jiff::Timestamp;
use jose::{Digest, Secret};
use ports::{StaffAttempt, StaffMember, StaffRole, StaffSession};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Own, Ref, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::StaffAttempt")]
struct StaffAttemptShape {
    #[serde(with = "one")]
    state: Digest,
    #[serde(with = "one")]
    nonce: Digest,
    #[serde(with = "one")]
    code_verifier: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::StaffSession")]
struct StaffSessionShape {
    #[serde(with = "one")]
    member: StaffMember,
    since: Timestamp,
    seen: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::StaffMember")]
struct StaffMemberShape {
    #[serde(with = "one")]
    id: StaffId,
    name: String,
    #[serde(serialize_with = "write_roles", deserialize_with = "read_roles")]
    roles: BTreeSet<StaffRole>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::StaffRole", rename_all = "snake_case")]
enum StaffRoleShape {
    Caseworker,
    Viewer,
}

fn write_roles<S: Serializer>(roles: &BTreeSet<StaffRole>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(roles.iter().map(Ref))
}

fn read_roles<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<StaffRole>, D::Error> {
    Ok(Vec::deserialize(from)?.into_iter().map(|Own(role)| role).collect())
}

shapes! {
    StaffAttemptShape => StaffAttempt,
    StaffSessionShape => StaffSession,
    StaffMemberShape => StaffMember,
    StaffRoleShape => StaffRole,
}
