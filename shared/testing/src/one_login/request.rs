//! Judging an authorization request as GOV.UK One Login does.

use jiff::Timestamp;
use serde_json::Value;

use super::{
    request_object,
    settings::{RelyingParty, Settings},
    signed::claims_of,
};
use crate::Recent;

/// The longest query that gets past the firewall in front of `/authorize`, in bytes.
pub(super) const LONGEST_QUERY: usize = 4096;

const CLAIMS: [&str; 5] = [
    CORE_IDENTITY,
    RETURN_CODE,
    "https://vocab.account.gov.uk/v1/address",
    "https://vocab.account.gov.uk/v1/passport",
    "https://vocab.account.gov.uk/v1/drivingPermit",
];

/// The claim that holds the core identity credential.
pub(super) const CORE_IDENTITY: &str = "https://vocab.account.gov.uk/v1/coreIdentityJWT";
/// The claim that says, in letters, why there is none.
pub(super) const RETURN_CODE: &str = "https://vocab.account.gov.uk/v1/returnCode";

/// A valid authorization request.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) challenge: String,
    /// Whether identity was asked for (`Cl.Cm.P2`).
    pub(super) identity: bool,
    /// The claims asked for from userinfo.
    pub(super) claims: Vec<String>,
    pub(super) email: bool,
    /// Who has to sign in again, whatever session there is (`prompt=login`).
    pub(super) again: Option<String>,
}

/// What is wrong with a request.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Nobody knows whom to send the browser back to: a page.
    Page(&'static str),
    /// The browser goes back with an error.
    Redirect {
        redirect_uri: String,
        error: &'static str,
        description: &'static str,
        state: Option<String>,
    },
}

/// The parameters of a query or a form, in their order.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The parameter, if it is there once and not empty.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(key, _)| key == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) if !value.is_empty() => Some(value),
            _ => None,
        }
    }

    /// These parameters.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// What the parameters are called.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The others.
    pub(super) fn without(self, names: &[&str]) -> Self {
        Self(self.0.into_iter().filter(|(name, _)| !names.contains(&name.as_str())).collect())
    }

    /// A parameter that is there more than once.
    pub(crate) fn repeated(&self) -> bool {
        self.0.iter().any(|(key, _)| self.0.iter().filter(|(other, _)| other == key).count() > 1)
    }
}

impl Request {
    /// Judges the parameters of `/authorize`. Some errors go back without `state`, as they do at GOV.UK
    /// One Login.
    pub(super) fn judge(
        query: Parameters,
        settings: &Settings,
        issued: &Recent<String>,
        now: Timestamp,
    ) -> Result<Self, Wrong> {
        let parameters = &request_object::opened(query, settings, now)?;
        let party = parameters.one("client_id").and_then(|id| settings.relying_party(id));
        let party = party.ok_or(Wrong::Page("The client is not registered."))?;
        let redirect_uri = registered(party, parameters.one("redirect_uri"))?;
        if parameters.one("response_mode").is_some_and(|mode| mode != "query") {
            return Err(Wrong::Page("The response mode is not supported."));
        }
        let wrong = |error, description, state: Option<&str>| Wrong::Redirect {
            redirect_uri: redirect_uri.to_owned(),
            error,
            description,
            state: state.map(str::to_owned),
        };
        let state = parameters.one("state");
        let invalid = |description| wrong("invalid_request", description, state);
        if parameters.repeated() {
            return Err(invalid("Request contains a parameter twice"));
        }
        if parameters.one("response_type") != Some("code") {
            return Err(wrong("unsupported_response_type", "Unsupported response type", None));
        }
        let Some(state) = state else {
            return Err(wrong("invalid_request", "Request is missing state parameter", None));
        };
        let scopes: Vec<&str> = parameters.one("scope").unwrap_or_default().split(' ').collect();
        if !scopes.contains(&"openid") {
            return Err(wrong("invalid_scope", "Request scope lacks openid", None));
        }
        if scopes.iter().any(|scope| !["openid", "email", "phone"].contains(scope)) {
            return Err(wrong("invalid_scope", "Request scope is not permitted", Some(state)));
        }
        let nonce = parameters.one("nonce");
        let nonce = nonce.ok_or_else(|| invalid("Request is missing nonce parameter"))?;
        let identity = asks_identity(parameters.one("vtr").unwrap_or("[\"Cl.Cm\"]"))
            .ok_or_else(|| invalid("Request vtr not valid"))?;
        let claims = requested_claims(parameters.one("claims"))
            .ok_or_else(|| invalid("Request contains invalid claims"))?;
        if parameters.one("code_challenge_method") != Some("S256") {
            return Err(invalid("Invalid value for code_challenge_method parameter"));
        }
        let challenge = parameters.one("code_challenge").filter(|challenge| challenge.len() == 43);
        let challenge =
            challenge.ok_or_else(|| invalid("Invalid value for code_challenge parameter"))?;
        let again = match (parameters.one("prompt"), parameters.one("id_token_hint")) {
            (None, _) => None,
            (Some("login"), Some(hint)) if issued.get(hint) == Some(&party.client_id) => {
                let claims = claims_of(hint).unwrap_or_default();
                Some(claims["sub"].as_str().unwrap_or_default().to_owned())
            }
            (Some("login"), _) => return Err(invalid("Request is missing a valid id_token_hint")),
            (Some(_), _) => {
                let error = "unmet_authentication_requirements";
                return Err(wrong(error, "Prompt is not supported", Some(state)));
            }
        };
        Ok(Self {
            client_id: party.client_id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            state: state.to_owned(),
            nonce: nonce.to_owned(),
            challenge: challenge.to_owned(),
            identity,
            claims,
            email: scopes.contains(&"email"),
            again,
        })
    }

    pub(super) fn asks(&self, claim: &str) -> bool {
        self.identity && self.claims.iter().any(|asked| asked == claim)
    }
}

fn registered<'a>(party: &'a RelyingParty, uri: Option<&str>) -> Result<&'a str, Wrong> {
    let known = party.redirect_uris.iter().find(|known| Some(known.as_str()) == uri);
    known.map(String::as_str).ok_or(Wrong::Page("The redirect URI is not registered."))
}

/// Whether a vector of trust asks for identity; `None` if it is not a list of one known vector.
fn asks_identity(vtr: &str) -> Option<bool> {
    let vectors: Vec<String> = serde_json::from_str(vtr).ok()?;
    match vectors.as_slice() {
        [only] if only == "Cl.Cm" => Some(false),
        [only] if only == "Cl.Cm.P2" => Some(true),
        [] | [_, ..] => None,
    }
}

/// The userinfo claims asked for; `None` if one is unknown or the parameter is malformed.
fn requested_claims(claims: Option<&str>) -> Option<Vec<String>> {
    let Some(claims) = claims else { return Some(Vec::new()) };
    let claims: Value = serde_json::from_str(claims).ok()?;
    let names = claims.get("userinfo")?.as_object()?.keys();
    names.map(|name| CLAIMS.contains(&name.as_str()).then(|| name.clone())).collect()
}
