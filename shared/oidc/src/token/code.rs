//! Whether a code may be exchanged (RFC 6749 section 4.1.3, RFC 7636 section 4.6).

use identity::ClientId;
use jiff::Timestamp;
use jose::Secret;

use crate::{CodeGrant, CodeUse, StoredCode, pkce};

/// Why a code is not exchanged. For our log alone: the client gets one answer for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CodeRefused {
    /// We never made it, or forgot it.
    #[error("the code is unknown")]
    Unknown,
    /// It was presented before: what it was exchanged for has to be revoked.
    #[error("the code was presented before")]
    Replayed,
    /// Its 60 seconds are over.
    #[error("the code has expired")]
    Expired,
    /// It was made for another client.
    #[error("the code belongs to another client")]
    OtherClient,
    /// It was sent to another URI than this request names.
    #[error("the redirect URI is not the one the code was sent to")]
    OtherRedirectUri,
    /// There is no verifier.
    #[error("there is no code verifier")]
    NoVerifier,
    /// The verifier does not answer the challenge.
    #[error("the code verifier is wrong")]
    WrongVerifier,
    /// Since it was made, the person was parted from their teaching record.
    #[error("there is nothing to tell about the person any more")]
    NothingToTell,
}

/// Whether the code in the store may be exchanged by this client, with this redirect URI and verifier,
/// now. Whatever the judgement on a code that exists, it must not be usable after it.
pub fn judge_code<'a>(
    stored: Option<&'a StoredCode>,
    client: &ClientId,
    redirect_uri: &str,
    verifier: Option<&Secret>,
    now: Timestamp,
) -> Result<&'a CodeGrant, CodeRefused> {
    let StoredCode { grant, spent } = stored.ok_or(CodeRefused::Unknown)?;
    match spent {
        CodeUse::Unused => {}
        CodeUse::Spent(_) => return Err(CodeRefused::Replayed),
    }
    if grant.client != *client {
        return Err(CodeRefused::OtherClient);
    }
    if grant.redirect_uri != redirect_uri {
        return Err(CodeRefused::OtherRedirectUri);
    }
    if now >= grant.expires_at {
        return Err(CodeRefused::Expired);
    }
    let verifier = verifier.ok_or(CodeRefused::NoVerifier)?;
    if pkce::answers(verifier.expose(), &grant.code_challenge) {
        Ok(grant)
    } else {
        Err(CodeRefused::WrongVerifier)
    }
}
