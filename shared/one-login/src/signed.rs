//! What we sign for GOV.UK One Login, with the key that is registered there.

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Unsigned};
use ports::{Fault, Signer};
use serde_json::{Map, Value};

/// How long what we sign is good: as long as GOV.UK One Login advises.
pub(crate) const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// GOV.UK One Login verifies RSA signatures alone.
const ALGORITHM: Algorithm = Algorithm::Rs256;

#[derive(Debug, thiserror::Error)]
#[error("there is no RSA key to sign with")]
struct NoKey;

/// These claims as a token of this type, its header naming the key.
pub(crate) async fn signed(
    (signer, now): (&dyn Signer, Timestamp),
    doing: &'static str,
    typ: &str,
    claims: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<String, Fault> {
    let key = signer.key(ALGORITHM, now).await?;
    let key = key.ok_or_else(|| Fault::new(doing, NoKey))?;
    let claims: Map<String, Value> =
        claims.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let unsigned = Unsigned::new(ALGORITHM, key.kid(), typ, &claims);
    let signature = signer.sign(&key, unsigned.signing_input()).await?;
    Ok(unsigned.assemble(&signature))
}
