//! The provider's documents, asked for over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use jose::{Algorithm, Compact, Jwks, Unsigned};
use ports::Signer;
use provider_metadata::{ProviderMetadata, router};
use serde_json::{Map, Value};
use signing::LocalKeys;
use tower::ServiceExt;

const ISSUER: &str = "https://ctr.example";

fn keys() -> Arc<LocalKeys> {
    static KEYS: OnceLock<Arc<LocalKeys>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let [current, next] = [(); 2].map(|()| LocalKeys::generate().unwrap().to_pem().unwrap());
        Arc::new(LocalKeys::from_pem(&format!("{current}{next}")).unwrap())
    })
    .clone()
}

async fn ask(method: Method, path: &str) -> (StatusCode, HeaderMap, Value) {
    let app = ProviderMetadata { signer: keys(), issuer: ISSUER.to_owned() };
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = router(&app).oneshot(request).await.unwrap();
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
        let kid = keys().current(algorithm).unwrap().public.kid.clone().unwrap();
        let unsigned = Unsigned::new(algorithm, &kid, "JWT", &Map::new());
        let signature = keys().sign(algorithm, unsigned.signing_input()).await.unwrap();
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
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
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
