//! What a journey keeps of the calling service and of what it asked for.

use identity::{CallingService, ClientId, Email, RecordPolicy, Subject};
use oidc::{AuthorizationRequest, Prompt, Scope, UiLocale};
use serde::{Deserialize, Serialize};

use super::{many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::RecordPolicy", rename_all = "snake_case")]
enum RecordPolicyShape {
    Existing,
    Allocate,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::CallingService")]
struct CallingServiceShape {
    #[serde(with = "one")]
    id: ClientId,
    name: String,
    #[serde(with = "one")]
    record_policy: RecordPolicy,
    allow_pending: bool,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    support_contact: Option<Email>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::Scope", rename_all = "snake_case")]
enum ScopeShape {
    #[serde(rename = "openid")]
    OpenId,
    TeachingRecord,
    Email,
    Profile,
    OfflineAccess,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::Prompt", rename_all = "snake_case")]
enum PromptShape {
    Unspecified,
    Login,
    None,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::UiLocale", rename_all = "snake_case")]
enum UiLocaleShape {
    En,
    Cy,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::AuthorizationRequest")]
struct AuthorizationRequestShape {
    redirect_uri: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(with = "many")]
    scopes: Vec<Scope>,
    code_challenge: String,
    #[serde(with = "one")]
    prompt: Prompt,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_age: Option<u32>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    ui_locale: Option<UiLocale>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    hinted_subject: Option<Subject>,
}

shapes! {
    RecordPolicyShape => RecordPolicy,
    CallingServiceShape => CallingService,
    ScopeShape => Scope,
    PromptShape => Prompt,
    UiLocaleShape => UiLocale,
    AuthorizationRequestShape => AuthorizationRequest,
}
