//! `/token`: a code for an ID token (RFC 6749 section 4.1.3).

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header::AUTHORIZATION},
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use form_urlencoded::byte_serialize;
use jose::Digest;
use serde_json::json;

use super::{
    StaffStandIn,
    settings::Settings,
    state::{CODE_LIFE, Grant},
};
use crate::{
    SystemEntropy,
    one_login::{Endpoint, request::Parameters, twist::Lie, wire::oauth_error},
};

/// Exchanges a code, once, for the client that it was issued to.
pub(super) async fn token(
    State(stand_in): State<StaffStandIn>,
    uri: Uri,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Token, &uri)?;
    if let Some(Lie::Refuse { error }) = stand_in.state().twist.map(|twist| &twist.lie) {
        return Err(oauth_error(StatusCode::BAD_REQUEST, error, "as it was told"));
    }
    let form = Parameters::parse(&form);
    let grant = stand_in
        .redeem(&headers, &form)
        .map_err(|error| oauth_error(StatusCode::BAD_REQUEST, error, "see RFC 6749"))?;
    let access_token = ports::token(&SystemEntropy);
    let id_token = stand_in.id_token(&grant, &access_token);
    let answer = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": 3600,
        "id_token": id_token,
    });
    Ok(stand_in.answer(Endpoint::Token, answer).await)
}

impl StaffStandIn {
    /// What the code stands for, or the `error` of RFC 6749 section 5.2.
    fn redeem(&self, headers: &HeaderMap, form: &Parameters) -> Result<Grant, &'static str> {
        if form.repeated() {
            return Err("invalid_request");
        }
        if !knows(self.settings(), headers, form) {
            return Err("invalid_client");
        }
        if form.one("grant_type") != Some("authorization_code") {
            return Err("unsupported_grant_type");
        }
        let code = form.one("code").ok_or("invalid_request")?;
        // Whatever is wrong from here on, the code is dead.
        let grant = self.state().codes.remove(code).ok_or("invalid_grant")?;
        let verifier = form.one("code_verifier").unwrap_or_default();
        let good = form.one("redirect_uri") == Some(&grant.request.redirect_uri)
            && self.now().duration_since(grant.issued_at) <= CODE_LIFE
            // RFC 7636 section 4.2.
            && Digest::of(verifier.as_bytes()).as_str() == grant.request.challenge;
        if good { Ok(grant) } else { Err("invalid_grant") }
    }
}

/// Whether the client says its secret, in the header or in the body and not in both (RFC 6749 section
/// 2.3.1).
fn knows(settings: &Settings, headers: &HeaderMap, form: &Parameters) -> bool {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(&settings.client_id), encoded(&settings.client_secret));
    let basic = format!("Basic {}", STANDARD.encode(pair));
    match (headers.get(AUTHORIZATION), form.one("client_secret")) {
        (Some(header), None) => header.as_bytes() == basic.as_bytes(),
        (None, Some(secret)) => {
            secret == settings.client_secret && form.one("client_id") == Some(&settings.client_id)
        }
        (Some(_), Some(_)) | (None, None) => false,
    }
}
