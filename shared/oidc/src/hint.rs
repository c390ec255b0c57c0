//! Our own ID tokens, when they come back as hints.

use identity::{ClientId, SessionId, Subject};
use jose::{Compact, Jwks, Refused};

use crate::{Parameters, keys::ALGORITHMS};

/// What an ID token of ours says about who it was given to and for whom. It may have expired long ago: it
/// is a hint, and proves nothing about the present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The client it was made for.
    pub client: ClientId,
    /// Whom it is about.
    pub subject: Subject,
    /// The sign-in it came from.
    pub session: SessionId,
}

/// The `typ` of our ID tokens. Other tokens we sign have others.
pub const TYP: &str = "JWT";

/// The longest hint that is looked at, in bytes.
pub(crate) const LONGEST_HINT: usize = 4096;

/// Whether a request has a hint that is worth a look.
pub fn is_given(parameters: &Parameters) -> bool {
    parameters.optional("id_token_hint", LONGEST_HINT).is_ok_and(|hint| hint.is_some())
}

/// Reads an ID token that we issued: signed by one of `keys`, with `issuer` as its issuer.
pub fn read(token: &str, issuer: &str, keys: &Jwks) -> Result<Hint, Refused> {
    let token = Compact::parse(token)?;
    if token.typ() != Some(TYP) {
        return Err(Refused::Header);
    }
    let claims = token.verify_by(keys, &ALGORITHMS)?;
    claims.issued_by(issuer)?;
    Ok(Hint {
        client: claims.audience()?.parse().map_err(|_| Refused::Audience)?,
        subject: claims.text("sub")?.parse().map_err(|_| Refused::Malformed("sub"))?,
        session: claims.text("sid")?.parse().map_err(|_| Refused::Malformed("sid"))?,
    })
}
