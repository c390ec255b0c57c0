//! Seeing that a client is the one it says it is.

use jiff::Timestamp;
use oidc::{
    Client,
    token::{Credential, KeysToFetch, NotAuthenticated, Proof, authenticate},
};
use tracing::warn;

use crate::{Token, refused::Refused};

/// The client, if it is the one it says it is; an assertion is good once. `registered` is what is registered
/// under the ID it names, `endpoint` the path it asks.
pub(crate) async fn known(
    app: &Token,
    credential: &Credential,
    endpoint: &str,
    registered: Option<Client>,
) -> Result<Client, Refused> {
    let now = app.deployment.now();
    let registered = match registered {
        Some(client) => Some(with_its_keys(app, client, credential, now).await?),
        None => None,
    };
    match authenticate(registered.as_ref(), credential, app.deployment.issuer(), endpoint, now)? {
        Proof::Secret => {}
        Proof::Assertion { once, until } => {
            if !app.grants.first_use(&once, until).await? {
                return Err(NotAuthenticated::AssertionReplayed.into());
            }
        }
    }
    registered.ok_or_else(|| NotAuthenticated::UnknownClient.into())
}

/// The client, with the keys that it publishes if the credential is checked with one of them. That they cannot
/// be had is its own fault, and no reason to wake anybody of ours.
async fn with_its_keys(
    app: &Token,
    client: Client,
    credential: &Credential,
    now: Timestamp,
) -> Result<Client, NotAuthenticated> {
    let Some(KeysToFetch { url, kid }) = client.keys_to_fetch(credential) else {
        return Ok(client);
    };
    match app.keys.key_set(url, kid.as_deref(), now).await {
        Ok(keys) => Ok(client.publishing(keys)),
        Err(fault) => {
            warn!(client = client.service.id.as_str(), "{}", fault.in_full());
            Err(NotAuthenticated::KeysNotKnown)
        }
    }
}
