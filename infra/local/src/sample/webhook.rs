//! Believing a webhook, as a calling service has to (RFC 9421, RFC 9530).

use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::STANDARD};
use jose::{Algorithm, Jwks};
use serde_json::Value;

use super::{Sample, client};

/// What is signed, as our provider always has it.
const COVERED: &str = r#"("@method" "@target-uri" "content-digest" "content-type")"#;

/// How many seconds old a signature may be.
const OLDEST: i64 = 300;

/// The event, if it is to be believed.
pub(super) async fn event(
    sample: &Sample,
    headers: &HeaderMap,
    body: &str,
) -> Result<Value, String> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let digest = header("content-digest");
    if digest != jose::content_digest(body) {
        return Err("The body is not the one that was signed.".to_owned());
    }
    let parameters = header("signature-input").strip_prefix("webhook=").unwrap_or("");
    let (created, kid) = read(parameters).ok_or("It is not signed as it should be.")?;
    if (sample.clock.now().as_second() - created).abs() > OLDEST {
        return Err("The signature is too old.".to_owned());
    }
    let url = sample.webhook_url();
    let media_type = header("content-type");
    let base = format!(
        "\"@method\": POST\n\"@target-uri\": {url}\n\"content-digest\": {digest}\n\
         \"content-type\": {media_type}\n\"@signature-params\": {parameters}"
    );
    let signature = header("signature").strip_prefix("webhook=:").unwrap_or("");
    let signature = STANDARD.decode(signature.trim_end_matches(':')).unwrap_or_default();
    let keys = client::keys(sample).await?;
    let keys = Jwks::parse(&keys).map_err(|error| error.to_string())?;
    let key = keys.key(kid).map_err(|check| check.to_string())?;
    let verified = key.verify(Algorithm::Es256, base.as_bytes(), &signature);
    verified.map_err(|check| check.to_string())?;
    serde_json::from_str(body).map_err(|_| "It is not JSON.".to_owned())
}

/// When the signature was made, and with which key.
fn read(parameters: &str) -> Option<(i64, &str)> {
    let rest = parameters.strip_prefix(COVERED)?.strip_prefix(";created=")?;
    let (created, rest) = rest.split_once(";keyid=\"")?;
    let (kid, rest) = rest.split_once('"')?;
    let ends = rest == r#";alg="ecdsa-p256-sha256";tag="teaching-record-webhook""#;
    ends.then_some((created.parse().ok()?, kid))
}
