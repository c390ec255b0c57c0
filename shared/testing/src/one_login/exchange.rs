//! `/token`: a code for tokens (RFC 6749 section 4.1.3).

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::json;

use super::{
    OneLoginStandIn, assertion,
    request::Parameters,
    state::{ACCESS_LIFE, Access, CODE_LIFE, Grant},
    twist::{Endpoint, Lie},
    wire::oauth_error,
};

/// What is wrong with a token request: `error` and `error_description`.
pub(super) struct TokenError(pub(super) &'static str, pub(super) &'static str);

/// Exchanges a code, once, for the client that it was issued to.
pub(super) async fn token(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Token, &uri, &headers)?;
    if let Some(Lie::Refuse { error }) = stand_in.state().twist.map(|twist| &twist.lie) {
        return Err(oauth_error(StatusCode::BAD_REQUEST, error, "as it was told"));
    }
    let form = Parameters::parse(&form);
    let grant = stand_in
        .redeem(&form)
        .map_err(|TokenError(error, what)| oauth_error(StatusCode::BAD_REQUEST, error, what))?;
    let now = stand_in.now();
    let access_token = stand_in.access_token(&grant, now);
    let id_token = stand_in.id_token(&grant, &access_token, now);
    {
        let mut state = stand_in.state();
        state.id_tokens.insert(id_token.clone(), grant.request.client_id.clone());
        state.access_tokens.insert(access_token.clone(), Access { grant, issued_at: now });
    }
    let answer = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS_LIFE.as_secs(),
        "id_token": id_token,
    });
    Ok(stand_in.answer(Endpoint::Token, answer).await)
}

impl OneLoginStandIn {
    fn redeem(&self, form: &Parameters) -> Result<Grant, TokenError> {
        if form.repeated() {
            return Err(TokenError("invalid_request", "Request contains a parameter twice"));
        }
        let one = |name| {
            form.one(name).ok_or(TokenError("invalid_request", "Request is missing a parameter"))
        };
        if one("grant_type")? != "authorization_code" {
            return Err(TokenError("unsupported_grant_type", "Unsupported grant type"));
        }
        if one("client_assertion_type")? != assertion::TYPE {
            return Err(TokenError("invalid_request", "Invalid client_assertion_type"));
        }
        let now = self.now();
        let client_id = assertion::verify(self, one("client_assertion")?, now)?;
        if form.one("client_id").is_some_and(|stated| stated != client_id) {
            return Err(TokenError("invalid_client", "The assertion is another client's"));
        }
        let code = one("code")?;
        // Whatever is wrong from here on, the code is dead.
        let grant = self.state().codes.remove(code);
        let grant = grant.ok_or(TokenError("invalid_grant", "Invalid grant"))?;
        let good = grant.request.client_id == client_id
            && grant.request.redirect_uri == one("redirect_uri")?
            && fresh(&grant, now)
            && challenge_of(one("code_verifier")?) == grant.request.challenge;
        if good { Ok(grant) } else { Err(TokenError("invalid_grant", "Invalid grant")) }
    }
}

fn fresh(grant: &Grant, now: Timestamp) -> bool {
    now.duration_since(grant.issued_at) <= CODE_LIFE
}

/// RFC 7636 section 4.2.
fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}
