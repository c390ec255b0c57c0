//! Reading a token request (RFC 6749 sections 2.3, 4.1.3, 4.4.2 and 6, RFC 7523 section 2.2).

use base64::{Engine, engine::general_purpose::STANDARD};
use identity::ClientId;
use jose::{Compact, LONGEST_TOKEN, Secret};

use crate::{Parameters, Problem, Refusal};

/// A request whose form is right. Nothing in it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// What shows whose request it is.
    pub credential: Credential,
    /// What is asked for.
    pub grant: GrantRequest,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantRequest {
    /// Tokens for a code.
    AuthorizationCode {
        /// The code.
        code: Secret,
        /// Where it was sent.
        redirect_uri: String,
        /// What answers the PKCE challenge.
        code_verifier: Option<Secret>,
    },
    /// Tokens for a refresh token.
    RefreshToken {
        /// The refresh token.
        token: Secret,
        /// The scopes of the new access token, if not all that were granted.
        scope: Option<String>,
    },
    /// A token for the client itself.
    ClientCredentials {
        /// What for.
        scope: Option<String>,
    },
}

/// What a calling service shows to prove that it is itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A secret.
    Secret {
        /// Who it says it is.
        client: ClientId,
        /// The secret.
        secret: Secret,
        /// Where in the request it was.
        sent_in: SecretSentIn,
    },
    /// A signed assertion.
    Assertion {
        /// Who it says it is.
        client: ClientId,
        /// The assertion, in compact form.
        assertion: Secret,
    },
}

impl Credential {
    /// Whose request it says it is.
    pub fn client(&self) -> &ClientId {
        match self {
            Self::Secret { client, .. } | Self::Assertion { client, .. } => client,
        }
    }
}

/// Where a client secret was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretSentIn {
    /// The `Authorization` header (`client_secret_basic`).
    Header,
    /// The form (`client_secret_post`).
    Form,
}

/// The longest code or token that is looked at, in bytes. Ours are shorter.
const LONGEST_TOKEN_PRESENTED: usize = 512;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Reads the form and the `Authorization` header of a token request.
pub fn read_request(
    form: &Parameters,
    authorization: Option<&str>,
) -> Result<TokenRequest, Refusal> {
    Ok(TokenRequest { credential: credential(form, authorization)?, grant: grant(form)? })
}

/// Exactly one credential: two are refused even if both are right.
pub(super) fn credential(
    form: &Parameters,
    authorization: Option<&str>,
) -> Result<Credential, Refusal> {
    let id = form.optional("client_id", 128)?;
    let secret = form.optional("client_secret", 512)?;
    let assertion = form.optional("client_assertion", LONGEST_TOKEN)?;
    let assertion_type = form.optional("client_assertion_type", 256)?;
    let failed = || Refusal::from(Problem::ClientAuthenticationFailed);
    match (authorization, secret, assertion) {
        (Some(header), None, None) => {
            let (client, secret) = basic(header).ok_or_else(failed)?;
            if id.is_some_and(|id| id != client.as_str()) {
                return Err(failed());
            }
            Ok(Credential::Secret { client, secret, sent_in: SecretSentIn::Header })
        }
        (None, Some(secret), None) => {
            let client = id.and_then(|id| id.parse().ok()).ok_or_else(failed)?;
            let secret = Secret::presented(secret);
            Ok(Credential::Secret { client, secret, sent_in: SecretSentIn::Form })
        }
        (None, None, Some(assertion)) if assertion_type == Some(ASSERTION_TYPE) => {
            // RFC 7521 section 4.2: `client_id` may be left out, the assertion says whose it is.
            let issuer = Compact::parse(assertion).ok().and_then(|token| token.claimed_issuer());
            let client = id.map(str::to_owned).or(issuer);
            let client = client.and_then(|id| id.parse().ok()).ok_or_else(failed)?;
            Ok(Credential::Assertion { client, assertion: Secret::presented(assertion) })
        }
        (None, None, None | Some(_)) => Err(failed()),
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => {
            Err(Problem::TwoAuthenticationMethods.into())
        }
    }
}

/// The ID and the secret of a Basic header: each was form-encoded before the whole was put into base64
/// (RFC 6749 section 2.3.1). The scheme is written in upper or lower case.
fn basic(header: &str) -> Option<(ClientId, Secret)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let (id, secret) = (form_decode(id)?, form_decode(secret)?);
    if secret.is_empty() { None } else { Some((id.parse().ok()?, Secret::presented(secret))) }
}

fn form_decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

fn grant(form: &Parameters) -> Result<GrantRequest, Refusal> {
    match form.required("grant_type", 128)? {
        "authorization_code" => Ok(GrantRequest::AuthorizationCode {
            code: Secret::presented(form.required("code", LONGEST_TOKEN_PRESENTED)?),
            redirect_uri: form.required("redirect_uri", 2048)?.to_owned(),
            code_verifier: form.optional("code_verifier", 512)?.map(Secret::presented),
        }),
        "refresh_token" => Ok(GrantRequest::RefreshToken {
            token: Secret::presented(form.required("refresh_token", LONGEST_TOKEN_PRESENTED)?),
            scope: form.optional("scope", 256)?.map(str::to_owned),
        }),
        "client_credentials" => Ok(GrantRequest::ClientCredentials {
            scope: form.optional("scope", 256)?.map(str::to_owned),
        }),
        _ => Err(Problem::UnsupportedGrantType.into()),
    }
}
