//! The documents relying parties keep.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    OneLoginStandIn,
    forging::Forgery,
    twist::{Endpoint, Lie, Token},
};

/// A day, as GOV.UK One Login lets discovery and keys be kept.
const A_DAY: u32 = 86_400;
/// An hour, as it lets its DID document be kept.
const AN_HOUR: u32 = 3_600;

/// OpenID Connect Discovery 1.0 section 3, with the members GOV.UK One Login has.
pub(super) async fn discovery(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Discovery, &uri, &headers)?;
    let settings = stand_in.settings();
    let document = json!({
        "issuer": settings.issuer,
        "authorization_endpoint": settings.endpoint("authorize"),
        "token_endpoint": settings.endpoint("token"),
        "userinfo_endpoint": settings.endpoint("userinfo"),
        "end_session_endpoint": settings.endpoint("logout"),
        "jwks_uri": settings.endpoint(".well-known/jwks.json"),
        "trustmarks": settings.endpoint("trustmark"),
        "scopes_supported": ["openid", "email", "phone"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "ui_locales_supported": ["en", "cy"],
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    });
    let answer = stand_in.answer(Endpoint::Discovery, document).await;
    Ok(stand_in.keep_for(Endpoint::Discovery, A_DAY, answer))
}

/// The public keys of ID tokens (RFC 7517).
pub(super) async fn keys(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Keys, &uri, &headers)?;
    let document = stand_in.state().keys.jwks();
    let answer = stand_in.answer(Endpoint::Keys, document).await;
    Ok(stand_in.keep_for(Endpoint::Keys, A_DAY, answer))
}

/// The public keys of core identity credentials (Decentralized Identifiers 1.0).
pub(super) async fn did(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Did, &uri, &headers)?;
    let document = stand_in.did_document();
    let answer = stand_in.answer(Endpoint::Did, document).await;
    Ok(stand_in.keep_for(Endpoint::Did, AN_HOUR, answer))
}

impl OneLoginStandIn {
    /// The DID document. To whoever checks no algorithm, a credential signed RS256 has to look right, so
    /// its key is there then.
    fn did_document(&self) -> Value {
        let state = self.state();
        let lie = state.twist.map(|twist| &twist.lie);
        let with_rsa = matches!(lie, Some(Lie::Token(Token::Identity, Forgery::OtherAlgorithm)));
        state.keys.did_document(&self.settings().did(), with_rsa)
    }
}
