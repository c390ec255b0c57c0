//! The provider's documents, asked for over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use jiff::Timestamp;
use jose::{Algorithm, Compact, Jwks, Unsigned};
use oidc::keys::KeySet;
use ports::{Clock, Fault, PublishedKeys, Signer};
use provider_metadata::{ProviderMetadata, router};
use serde_json::{Map, Value};
use signing::{LocalKeys, RotatingKeys};
use tower::ServiceExt;

const ISSUER: &str = "https://ctr.example";

fn keys() -> Arc<LocalKeys> {
    static KEYS: OnceLock<Arc<LocalKeys>> = OnceLock::new();
    KEYS.get_or_init(|| Arc::new(LocalKeys::generate().unwrap().with_next().unwrap())).clone()
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-28T12:00:00Z".parse().unwrap()
    }
}

/// Keys that nobody can read.
struct OutOfReach;

#[async_trait]
impl PublishedKeys for OutOfReach {
    async fn key_set(&self, _: Timestamp) -> Result<Arc<KeySet>, Fault> {
        Err(Fault::new("reading our keys", "the store does not answer"))
    }
}

async fn ask(method: Method, path: &str) -> (StatusCode, HeaderMap, Value) {
    asked(keys(), method, path).await
}

async fn asked(
    keys: Arc<dyn PublishedKeys>,
    method: Method,
    path: &str,
) -> (StatusCode, HeaderMap, Value) {
    let (clock, issuer) = (Arc::new(Noon), ISSUER.to_owned());
    let app = ProviderMetadata { keys, clock, issuer };
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = router(app).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn the_configuration_is_the_same_where_each_kind_of_library_looks() {
    let (openid_status, _, openid) = ask(Method::GET, "/.well-known/openid-configuration").await;
    let (oauth_status, _, oauth) =
        ask(Method::GET, "/.well-known/oauth-authorization-server").await;

    assert_eq!((openid_status, oauth_status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(openid, oauth);
    assert_eq!(openid["issuer"], ISSUER);
    assert_eq!(openid["jwks_uri"], format!("{ISSUER}/.well-known/jwks.json"));
    assert_eq!(
        openid["id_token_signing_alg_values_supported"],
        serde_json::json!(["RS256", "ES256"])
    );
}

#[tokio::test]
async fn whatever_we_sign_verifies_with_the_keys_we_publish() {
    let (_, _, published) = ask(Method::GET, "/.well-known/jwks.json").await;
    let published = Jwks::parse(&published.to_string()).unwrap();

    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        let key = keys().key(algorithm, Noon.now()).await.unwrap().unwrap();
        let unsigned = Unsigned::new(algorithm, key.kid(), "JWT", &Map::new());
        let signature = keys().sign(&key, unsigned.signing_input()).await.unwrap();
        let token = unsigned.assemble(&signature);
        assert!(Compact::parse(&token).unwrap().verify_by(&published, &[algorithm]).is_ok());
    }
}

#[tokio::test]
async fn the_current_and_the_next_keys_are_published_and_no_private_member_is() {
    let (status, _, document) = ask(Method::GET, "/.well-known/jwks.json").await;

    assert_eq!(status, StatusCode::OK);
    let keys = document["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 4);
    for key in keys {
        assert_eq!(key["use"], "sig");
        assert!(key["kid"].is_string() && key["alg"].is_string());
        for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            assert_eq!(key.get(private), None, "{private}");
        }
    }
}

#[tokio::test]
async fn anybody_may_read_and_keep_the_documents_and_nobody_may_change_them() {
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/jwks.json",
    ] {
        let (_, headers, _) = ask(Method::GET, path).await;
        let (refused, allowed, _) = ask(Method::POST, path).await;

        assert_eq!(headers["cache-control"], "public, max-age=3600");
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(refused, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(allowed["allow"], "GET,HEAD");
    }
}

#[tokio::test]
async fn a_rotation_is_published_without_a_restart() {
    let ours = Arc::new(RotatingKeys::new((*keys()).clone()));
    let kids = async || {
        let (_, _, document) = asked(ours.clone(), Method::GET, "/.well-known/jwks.json").await;
        let keys = document["keys"].as_array().unwrap().clone();
        keys.into_iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = kids().await;

    let rotated = ours.rotate(Noon.now()).unwrap();

    let after = kids().await;
    assert_eq!((before.len(), after.len()), (4, 6));
    assert!(before.iter().all(|kid| after.contains(kid)), "what was signed before still verifies");
    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        let signs = rotated.current(algorithm).unwrap();
        assert!(before.iter().any(|kid| kid == signs.kid()), "it was known before it signed");
        assert_ne!(keys().current(algorithm), Some(signs));
    }
}

#[tokio::test]
async fn keys_that_cannot_be_read_are_a_fault_that_nobody_keeps() {
    for path in ["/.well-known/openid-configuration", "/.well-known/jwks.json"] {
        let (status, headers, body) = asked(Arc::new(OutOfReach), Method::GET, path).await;

        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            (&headers["cache-control"], &headers["retry-after"]),
            (&"no-store".parse().unwrap(), &"2".parse().unwrap())
        );
        assert_eq!(body, serde_json::json!({ "error": "temporarily_unavailable" }));
    }
}
