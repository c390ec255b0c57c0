//! Saying who we are at the token endpoint (`private_key_jwt`, RFC 7523 section 3).

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Unsigned};
use ports::{Entropy, Fault, Signer};
use serde_json::{Map, Value, json};

/// The only `client_assertion_type` there is.
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long an assertion is good: as long as GOV.UK One Login advises.
const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// GOV.UK One Login verifies RSA signatures alone.
const ALGORITHM: Algorithm = Algorithm::Rs256;

#[derive(Debug, thiserror::Error)]
#[error("there is no RSA key to sign with")]
struct NoKey;

/// A new assertion for the token endpoint, good once.
pub(crate) async fn assertion(
    signer: &dyn Signer,
    entropy: &dyn Entropy,
    client_id: &str,
    token_endpoint: &str,
    now: Timestamp,
) -> Result<String, Fault> {
    let key = signer.current(ALGORITHM).and_then(|key| key.public.kid.as_deref());
    let kid = key.ok_or_else(|| Fault::new("signing a client assertion", NoKey))?;
    let mut claims = Map::new();
    let members: [(&str, Value); 6] = [
        ("iss", json!(client_id)),
        ("sub", json!(client_id)),
        ("aud", json!(token_endpoint)),
        ("jti", json!(ports::token(entropy))),
        ("iat", json!(now.as_second())),
        ("exp", json!(now.as_second() + LIFE.as_secs())),
    ];
    claims.extend(members.map(|(name, value)| (name.to_owned(), value)));
    let unsigned = Unsigned::new(ALGORITHM, kid, "JWT", &claims);
    let signature = signer.sign(ALGORITHM, unsigned.signing_input()).await?;
    Ok(unsigned.assemble(&signature))
}
