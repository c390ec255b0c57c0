//! Judging an authorization request (OpenID Connect Core section 3.1.2.2).

use jiff::SignedDuration;

use super::settings::Settings;
use crate::one_login::request::Parameters;

/// A valid authorization request.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    pub(super) nonce: String,
    pub(super) challenge: String,
    /// How long ago somebody may have signed in.
    pub(super) max_age: Option<SignedDuration>,
    pub(super) prompt: Prompt,
}

/// Whether to ask who is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// If nobody is signed in.
    IfNeeded,
    /// Never.
    Never,
    /// Whoever is signed in.
    Always,
}

/// What is wrong with a request.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Nobody knows whom to send the browser back to: a page.
    Page(&'static str),
    /// The browser goes back with an error.
    Redirect { error: &'static str, state: Option<String> },
}

impl Request {
    /// Judges the parameters of `/authorize`.
    pub(super) fn judge(parameters: &Parameters, settings: &Settings) -> Result<Self, Wrong> {
        if parameters.one("client_id") != Some(&settings.client_id) {
            return Err(Wrong::Page("The client is not registered."));
        }
        if parameters.one("redirect_uri") != Some(&settings.redirect_uri) {
            return Err(Wrong::Page("The redirect URI is not registered."));
        }
        let state = parameters.one("state").map(str::to_owned);
        let wrong = |error| Wrong::Redirect { error, state: state.clone() };
        let invalid = || wrong("invalid_request");
        if parameters.repeated() {
            return Err(invalid());
        }
        if parameters.one("response_type") != Some("code") {
            return Err(wrong("unsupported_response_type"));
        }
        if !parameters.one("scope").unwrap_or_default().split(' ').any(|scope| scope == "openid") {
            return Err(wrong("invalid_scope"));
        }
        let challenge = parameters.one("code_challenge").filter(|challenge| challenge.len() == 43);
        let s256 = parameters.one("code_challenge_method") == Some("S256");
        let challenge = challenge.filter(|_| s256).ok_or_else(invalid)?;
        let max_age = match parameters.one("max_age").map(str::parse::<u32>) {
            Some(Ok(seconds)) => Some(SignedDuration::from_secs(i64::from(seconds))),
            Some(Err(_)) => return Err(invalid()),
            None => None,
        };
        let prompt = match parameters.one("prompt") {
            None => Prompt::IfNeeded,
            Some("none") => Prompt::Never,
            Some("login" | "select_account") => Prompt::Always,
            Some(_) => return Err(invalid()),
        };
        Ok(Self {
            redirect_uri: settings.redirect_uri.clone(),
            nonce: parameters.one("nonce").ok_or_else(invalid)?.to_owned(),
            challenge: challenge.to_owned(),
            max_age,
            prompt,
            state,
        })
    }
}
