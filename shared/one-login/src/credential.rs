//! Believing a core identity credential (GOV.UK One Login, "Prove your user's identity").

use identity::{Subject, VerifiedIdentity};
use jiff::Timestamp;
use jose::{Algorithm, Compact, Refused};

use crate::{keys::IdentityKeys, settings::Known, subject};

/// Levels of confidence that are good enough: medium, which is asked for, and above.
const GOOD_ENOUGH: [&str; 2] = ["P2", "P3"];

/// That the key a credential names is one of the configured DID document's: `{did}#{fragment}`, and
/// nothing that would have to be resolved.
pub(crate) fn names_our_did(token: &Compact<'_>, known: &Known) -> Result<(), Refused> {
    let kid = token.kid().ok_or(Refused::KeyNotNamed)?;
    match kid.split_once('#') {
        Some((controller, fragment))
            if controller == known.did && !fragment.is_empty() && !fragment.contains('#') =>
        {
            Ok(())
        }
        Some(_) | None => Err(Refused::UnknownKey),
    }
}

/// Who the credential says this subject is. The key it names has to be there under its whole id.
pub(crate) fn identity(
    token: &Compact<'_>,
    keys: &IdentityKeys,
    known: &Known,
    subject: &Subject,
    now: Timestamp,
) -> Result<VerifiedIdentity, Refused> {
    let claims = token.verify_by(&keys.methods, &[Algorithm::Es256])?;
    let settings = &known.settings;
    claims.stand(&settings.identity_issuer, settings.client_id.as_str(), now)?;
    claims.lives_at_most(settings.identity_max_life)?;
    claims.expect("sub", subject.as_str())?;
    if !GOOD_ENOUGH.contains(&claims.text("vot")?) {
        return Err(Refused::Unexpected("vot"));
    }
    if claims.optional_text("vtm")?.is_some_and(|vtm| vtm != known.trustmark) {
        return Err(Refused::Unexpected("vtm"));
    }
    let vc = claims.get("vc").ok_or(Refused::Missing("vc"))?;
    subject::identity(vc, now)
}
