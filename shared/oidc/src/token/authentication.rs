//! Whether a client is who it says it is (OpenID Connect Core section 9).

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Compact, Digest, FUTURE_LEEWAY, Jwks, Refused, Secret};

use super::request::{Credential, SecretSentIn};
use crate::{
    AuthMethod, Client, ClientKeys, ClientSecrets,
    endpoints::{self, url},
};

/// What client assertions may be signed with.
pub const ASSERTION_ALGORITHMS: [Algorithm; 3] =
    [Algorithm::Rs256, Algorithm::Es256, Algorithm::Ps256];

/// How long a client assertion may live.
const LONGEST_ASSERTION_LIFE: SignedDuration = SignedDuration::from_mins(5);

/// How long after its expiry the use of an assertion is remembered: as long as clocks may differ.
const REMEMBERED_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// A client that is who it says, so far as can be told without the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// It knows its secret.
    Secret,
    /// It signed an assertion, which is good if it was never used before.
    Assertion {
        /// What its use is remembered as: the client and the `jti`, digested.
        once: Digest,
        /// Until when that has to be remembered.
        until: Timestamp,
    },
}

/// Why a client is not believed. For our log alone: the client gets one answer for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAuthenticated {
    /// Nobody registered it.
    #[error("the client is not registered")]
    UnknownClient,
    /// It is registered for another method.
    #[error("the client is registered for another method")]
    OtherMethod,
    /// The secret is not the one, or one of the two, that are good.
    #[error("the secret is wrong")]
    WrongSecret,
    /// It publishes its keys, and they cannot be had.
    #[error("the client's keys are not known")]
    KeysNotKnown,
    /// The assertion fails a check.
    #[error("the assertion is refused: {0}")]
    Assertion(Refused),
    /// The assertion names somebody else.
    #[error("the assertion is not about the client")]
    AboutSomebodyElse,
    /// The assertion was used before.
    #[error("the assertion was used before")]
    AssertionReplayed,
}

impl From<Refused> for NotAuthenticated {
    fn from(refused: Refused) -> Self {
        Self::Assertion(refused)
    }
}

/// Whether `credential` is the client's. `client` is what is registered under the ID it names, if
/// anything is; `endpoint` is the path that was asked. An assertion is for us, for the token endpoint, or for
/// that.
pub fn authenticate(
    client: Option<&Client>,
    credential: &Credential,
    issuer: &str,
    endpoint: &str,
    now: Timestamp,
) -> Result<Proof, NotAuthenticated> {
    match (client.map(|client| &client.auth_method), credential) {
        (
            Some(AuthMethod::ClientSecretBasic(secrets)),
            Credential::Secret { secret, sent_in: SecretSentIn::Header, .. },
        )
        | (
            Some(AuthMethod::ClientSecretPost(secrets)),
            Credential::Secret { secret, sent_in: SecretSentIn::Form, .. },
        ) => check_secret(secrets, secret),
        (Some(AuthMethod::PrivateKeyJwt(keys)), Credential::Assertion { client, assertion }) => {
            check_assertion(keys, client.as_str(), assertion, issuer, endpoint, now)
        }
        (None, Credential::Secret { secret, .. }) => {
            // The same work as for a client that exists.
            let nobody = ClientSecrets { digests: vec![Digest::of(b"nobody")] };
            let _ = check_secret(&nobody, secret);
            Err(NotAuthenticated::UnknownClient)
        }
        (None, Credential::Assertion { .. }) => Err(NotAuthenticated::UnknownClient),
        (
            Some(
                AuthMethod::ClientSecretBasic(_)
                | AuthMethod::ClientSecretPost(_)
                | AuthMethod::PrivateKeyJwt(_),
            ),
            Credential::Secret { .. } | Credential::Assertion { .. },
        ) => Err(NotAuthenticated::OtherMethod),
    }
}

/// The published keys that have to be fetched before [`authenticate`] can check a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysToFetch<'a> {
    /// Where they are.
    pub url: &'a str,
    /// Which of them signed, if the token says so.
    pub kid: Option<String>,
}

impl Client {
    /// The keys that have to be fetched before the credential can be checked. Nobody fetches any for what is no
    /// token, or for a client that registered its keys with us.
    pub fn keys_to_fetch<'a>(&'a self, credential: &'a Credential) -> Option<KeysToFetch<'a>> {
        match (&self.auth_method, credential) {
            (
                AuthMethod::PrivateKeyJwt(ClientKeys::Url(url)),
                Credential::Assertion { assertion, .. },
            ) => {
                let token = Compact::parse(assertion.expose()).ok()?;
                Some(KeysToFetch { url, kid: token.kid().map(str::to_owned) })
            }
            (
                AuthMethod::PrivateKeyJwt(_)
                | AuthMethod::ClientSecretBasic(_)
                | AuthMethod::ClientSecretPost(_),
                Credential::Assertion { .. } | Credential::Secret { .. },
            ) => None,
        }
    }

    /// The client with the keys that it publishes.
    #[must_use]
    pub fn publishing(self, keys: Jwks) -> Self {
        Self { auth_method: AuthMethod::PrivateKeyJwt(ClientKeys::Inline(keys)), ..self }
    }
}

/// Every digest is compared, each in constant time.
fn check_secret(secrets: &ClientSecrets, presented: &Secret) -> Result<Proof, NotAuthenticated> {
    let digest = presented.digest();
    let good = secrets.digests.iter().fold(false, |good, known| known.is(&digest) | good);
    if good { Ok(Proof::Secret) } else { Err(NotAuthenticated::WrongSecret) }
}

/// RFC 7523 section 3, and stricter: one audience, as text; five minutes at most; a `jti`.
fn check_assertion(
    keys: &ClientKeys,
    client: &str,
    assertion: &Secret,
    issuer: &str,
    endpoint: &str,
    now: Timestamp,
) -> Result<Proof, NotAuthenticated> {
    let ClientKeys::Inline(keys) = keys else { return Err(NotAuthenticated::KeysNotKnown) };
    let claims =
        Compact::parse(assertion.expose())?.verify_by_sole_or_named(keys, &ASSERTION_ALGORITHMS)?;
    if claims.text("iss")? != client || claims.text("sub")? != client {
        return Err(NotAuthenticated::AboutSomebodyElse);
    }
    let for_us = [issuer, &url(issuer, endpoints::TOKEN), &url(issuer, endpoint)];
    claims.meant_for_one_of(&for_us)?;
    let expires = claims.unexpired(now)?;
    claims.begun(now)?;
    if claims.get("iat").is_some() {
        claims.issued_at(now)?;
        claims.lives_at_most(LONGEST_ASSERTION_LIFE)?;
    }
    // Without `iat` (it is optional) the life counts from now.
    if expires.duration_since(now) > LONGEST_ASSERTION_LIFE + FUTURE_LEEWAY {
        return Err(Refused::LivesTooLong.into());
    }
    let once = Digest::of(format!("{client}\n{}", claims.text("jti")?).as_bytes());
    let until = expires.checked_add(REMEMBERED_AFTER).map_err(|_| Refused::Malformed("exp"))?;
    Ok(Proof::Assertion { once, until })
}
