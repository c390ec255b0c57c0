//! Revoking a token (RFC 7009).

use identity::ClientId;
use jiff::Timestamp;
use jose::Secret;

use super::{
    CLIENT_TOKEN, RefreshToken,
    request::{Credential, credential},
};
use crate::{LARGEST_REQUEST, Parameters, Refusal, StoredFamily};

/// A request to revoke a token, whose form is right. Nothing in it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// What shows whose request it is.
    pub credential: Credential,
    /// The token, as it was presented.
    pub token: Secret,
}

/// Reads the form and the `Authorization` header. The hint is not needed: a token says what it is. One that is
/// longer than ours may be somebody else's, which is no mistake.
pub fn read_revocation(
    form: &Parameters,
    authorization: Option<&str>,
) -> Result<Revocation, Refusal> {
    let credential = credential(form, authorization)?;
    form.optional("token_type_hint", 128)?;
    let token = Secret::presented(form.required("token", LARGEST_REQUEST)?);
    Ok(Revocation { credential, token })
}

/// What a token that is to be revoked can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocable {
    /// A refresh token, the latest of its family or an earlier one.
    Refresh(RefreshToken),
    /// A client's own access token.
    Client(Secret),
    /// An access token about somebody, or nothing of ours.
    Access(Secret),
}

impl Revocable {
    /// What was presented.
    pub fn of(presented: &Secret) -> Self {
        match RefreshToken::read(presented) {
            Some(token) => Self::Refresh(token),
            None if presented.expose().starts_with(CLIENT_TOKEN) => Self::Client(presented.clone()),
            None => Self::Access(presented.clone()),
        }
    }
}

/// Whether a family is this client's to revoke. One that has expired is nobody's.
pub fn may_revoke(family: &StoredFamily, client: &ClientId, now: Timestamp) -> bool {
    family.grant.access.client == *client && now < family.grant.expires_at
}
