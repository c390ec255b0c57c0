//! `/userinfo`: who signed in, and who they proved to be (OpenID Connect Core section 5.3).

use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode, Uri,
        header::{AUTHORIZATION, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    OneLoginStandIn,
    request::{CORE_IDENTITY, RETURN_CODE},
    state::{ACCESS_LIFE, Access},
    twist::Endpoint,
};

/// Answers an access token for as long as it lives.
pub(super) async fn user_info(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::UserInfo, &uri, &headers)?;
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    // GOV.UK One Login knows no other spelling of the scheme.
    let token = token.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let access = stand_in.state().access_tokens.get(token).cloned();
    let now = stand_in.now();
    let fresh = |access: &Access| now.duration_since(access.issued_at) <= ACCESS_LIFE;
    let Some(access) = access.filter(fresh) else { return Err(unknown()) };
    let claims = stand_in.claims(&access, token);
    Ok(stand_in.answer(Endpoint::UserInfo, claims).await)
}

impl OneLoginStandIn {
    fn claims(&self, access: &Access, access_token: &str) -> Value {
        let persona = &access.grant.persona;
        let request = &access.grant.request;
        let mut claims = json!({ "sub": persona.subject });
        if request.email {
            claims["email"] = json!(persona.email);
            claims["email_verified"] = json!(true);
        }
        if request.asks(CORE_IDENTITY) && persona.provable {
            claims[CORE_IDENTITY] = json!(self.credential(&access.grant, access_token, self.now()));
        }
        if request.asks(RETURN_CODE) && !persona.return_codes.is_empty() {
            let codes = persona.return_codes.iter().map(|code| json!({ "code": code }));
            claims[RETURN_CODE] = codes.collect();
        }
        claims
    }
}

fn unknown() -> Response {
    let challenge = "Bearer error=\"invalid_token\", error_description=\"Invalid access token\"";
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)]).into_response()
}
