//! Signing an event: HTTP Message Signatures (RFC 9421) over a digest of the body (RFC 9530).

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use jose::Algorithm;
use url::Url;

use super::MEDIA_TYPE;

/// What events are signed with, whatever a service's ID tokens are: one way to check them for everybody. (What is
/// signed begins with a quotation mark, and what is signed of a token never does: neither passes for the other.)
pub const ALGORITHM: Algorithm = Algorithm::Es256;

/// What our signatures are there for (RFC 9421 section 2.3, `tag`).
pub const TAG: &str = "teaching-record-webhook";

/// What RFC 9421 section 6.2 calls the algorithm.
const NAME: &str = "ecdsa-p256-sha256";

/// What the signature is called in its two headers.
const LABEL: &str = "webhook";

/// What is signed, in this order: where it goes, and what it says.
const COVERED: &str = r#"("@method" "@target-uri" "content-digest" "content-type")"#;

/// A request that has still to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign {
    url: String,
    body: String,
    content_digest: String,
    parameters: String,
}

/// A request with its signature: a `POST` with these headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Where it goes.
    pub url: String,
    /// The headers, by their names.
    pub headers: [(&'static str, String); 4],
    /// What it says.
    pub body: String,
}

impl ToSign {
    /// A `POST` of `body` to `url`, to be signed at `now` with the key that our JWKS has under `kid`. [`None`] if
    /// `url` is no address.
    pub fn new(url: &str, body: String, (kid, now): (&str, Timestamp)) -> Option<Self> {
        // Written as it will be sent: with a path, and without a port that goes without saying.
        let url = Url::parse(url).ok()?.to_string();
        let content_digest = jose::content_digest(&body);
        let created = now.as_second();
        let parameters =
            format!(r#"{COVERED};created={created};keyid="{kid}";alg="{NAME}";tag="{TAG}""#);
        Some(Self { url, body, content_digest, parameters })
    }

    /// What the key signs: the signature base (RFC 9421 section 2.5).
    pub fn base(&self) -> String {
        let Self { url, content_digest, parameters, .. } = self;
        format!(
            "\"@method\": POST\n\"@target-uri\": {url}\n\"content-digest\": {content_digest}\n\
             \"content-type\": {MEDIA_TYPE}\n\"@signature-params\": {parameters}"
        )
    }

    /// With the signature: r and s, 32 bytes each (RFC 9421 section 3.3.4).
    pub fn signed(self, signature: &[u8]) -> Signed {
        let Self { url, body, content_digest, parameters } = self;
        let headers = [
            ("content-type", MEDIA_TYPE.to_owned()),
            ("content-digest", content_digest),
            ("signature-input", format!("{LABEL}={parameters}")),
            ("signature", format!("{LABEL}=:{}:", STANDARD.encode(signature))),
        ];
        Signed { url, headers, body }
    }
}
