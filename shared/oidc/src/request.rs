//! What a calling service asks for at the authorize endpoint, once it has been judged.

use identity::Subject;

/// A scope this provider knows. Unknown scopes are ignored (OpenID Connect Core section 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// `openid`, required.
    OpenId,
    /// `teaching_record`, required.
    TeachingRecord,
    /// `email`.
    Email,
    /// `profile`.
    Profile,
    /// `offline_access`.
    OfflineAccess,
}

impl Scope {
    /// Every scope there is.
    pub const ALL: [Self; 5] =
        [Self::OpenId, Self::TeachingRecord, Self::Email, Self::Profile, Self::OfflineAccess];

    /// Its name in a `scope` parameter.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::TeachingRecord => "teaching_record",
            Self::Email => "email",
            Self::Profile => "profile",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// The scope of exactly this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A valid authorization request: everything in it has been checked against the registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// One of the registered URIs, byte for byte.
    pub redirect_uri: String,
    /// Handed back as it came.
    pub state: Option<String>,
    /// Put into the ID token as it came.
    pub nonce: Option<String>,
    /// What is asked for; `openid` and `teaching_record` are among them.
    pub scopes: Vec<Scope>,
    /// The PKCE challenge, method S256 (RFC 7636): 43 base64url characters.
    pub code_challenge: String,
    /// Whether a page may be shown.
    pub prompt: Prompt,
    /// How many seconds ago the person may have signed in at most.
    pub max_age: Option<u32>,
    /// `en` or `cy`, passed on to GOV.UK One Login.
    pub ui_locale: Option<UiLocale>,
    /// Who the service thinks is there: the subject of an ID token of ours that it sent as a hint.
    pub hinted_subject: Option<Subject>,
}

/// Whether a page may be shown (`prompt`, OpenID Connect Core section 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// As it comes.
    Unspecified,
    /// The person has to sign in again.
    Login,
    /// No page may be shown.
    None,
}

/// A language GOV.UK One Login has pages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UiLocale {
    /// English.
    En,
    /// Welsh.
    Cy,
}

impl UiLocale {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Cy => "cy",
        }
    }
}
