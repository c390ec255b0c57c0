//! Us: an issuer with a key, a registered client, and requests that are good until something is changed.

use std::sync::OnceLock;

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use form_urlencoded::Serializer;
use identity::{CallingService, RecordPolicy};
use jiff::Timestamp;
use jose::{Algorithm, Jwks, PublicKey, Unsigned};
use oidc::{
    AuthMethod, AuthorizationRequest, Client, ClientKeys, ClientSecrets, IdTokenAlgorithm,
    Parameters, Prompt, Scope,
};
use serde_json::{Map, Value, json};

pub(crate) const ISSUER: &str = "https://ctr.example";
pub(crate) const NOW: i64 = 1_790_000_000;
/// RFC 7636 appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) fn now() -> Timestamp {
    at(NOW)
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(crate) struct Pair(EcdsaKeyPair);

/// Our own key pair.
pub(crate) fn our_pair() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(Pair::generate)
}

impl Pair {
    pub(crate) fn generate() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub(crate) fn public(&self) -> PublicKey {
        let point = self.0.public_key().as_ref();
        PublicKey::p256_from_point(point).unwrap().named_by_thumbprint(Algorithm::Es256)
    }

    pub(crate) fn keys(&self) -> Jwks {
        Jwks::new(vec![self.public()])
    }

    pub(crate) fn token(&self, typ: &str, claims: &Value) -> String {
        let claims: Map<String, Value> = claims.as_object().unwrap().clone();
        let kid = self.public().thumbprint();
        let unsigned = Unsigned::new(Algorithm::Es256, &kid, typ, &claims);
        let signature = self.0.sign(&SystemRandom::new(), unsigned.signing_input()).unwrap();
        unsigned.assemble(signature.as_ref())
    }
}

/// An ID token we issued long ago.
pub(crate) fn old_id_token() -> Value {
    json!({
        "iss": ISSUER, "aud": "npq", "sub": "urn:fdc:gov.uk:2022:abc", "sid": "session-1",
        "iat": NOW - 90_000, "exp": NOW - 89_700,
    })
}

pub(crate) fn client() -> Client {
    Client {
        service: CallingService {
            id: "npq".parse().unwrap(),
            name: "Register for an NPQ".to_owned(),
            record_policy: RecordPolicy::Allocate,
            allow_pending: true,
            support_contact: None,
        },
        redirect_uris: vec![
            "https://npq.example/callback".to_owned(),
            "https://npq.example/cb?env=1".to_owned(),
        ],
        post_logout_redirect_uris: vec!["https://npq.example/signed-out".to_owned()],
        backchannel_logout_uri: None,
        initiate_login_uri: None,
        auth_method: AuthMethod::ClientSecretBasic(secrets(&["first", "second"])),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: None,
    }
}

pub(crate) fn secrets(secrets: &[&str]) -> ClientSecrets {
    let digest = |secret: &&str| jose::Digest::of(secret.as_bytes());
    ClientSecrets { digests: secrets.iter().map(digest).collect() }
}

pub(crate) fn with_method(auth_method: AuthMethod) -> Client {
    Client { auth_method, ..client() }
}

pub(crate) fn with_keys(keys: Jwks) -> Client {
    with_method(AuthMethod::PrivateKeyJwt(ClientKeys::Inline(keys)))
}

pub(crate) fn parameters(pairs: &[(&str, &str)]) -> Parameters {
    let form = Serializer::new(String::new()).extend_pairs(pairs).finish();
    Parameters::read(form.as_bytes()).unwrap()
}

/// A good authorization request, as it is judged.
pub(crate) fn request() -> AuthorizationRequest {
    AuthorizationRequest {
        redirect_uri: "https://npq.example/callback".to_owned(),
        state: Some("s t&a=te".to_owned()),
        nonce: Some("n".to_owned()),
        scopes: vec![Scope::OpenId, Scope::TeachingRecord],
        code_challenge: CHALLENGE.to_owned(),
        prompt: Prompt::Unspecified,
        max_age: None,
        ui_locale: None,
        hinted_subject: None,
    }
}
