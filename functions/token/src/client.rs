//! Seeing that a client is the one it says it is.

use oidc::{
    Client,
    token::{Credential, NotAuthenticated, Proof, authenticate},
};

use crate::{Token, refused::Refused};

/// The client, if it is the one it says it is; an assertion is good once. `registered` is what is registered
/// under the ID it names, `endpoint` the path it asks.
pub(crate) async fn known(
    app: &Token,
    credential: &Credential,
    endpoint: &str,
    registered: Option<Client>,
) -> Result<Client, Refused> {
    let now = app.clock.now();
    match authenticate(registered.as_ref(), credential, &app.issuer, endpoint, now)? {
        Proof::Secret => {}
        Proof::Assertion { once, until } => {
            if !app.grants.first_use(&once, until).await? {
                return Err(NotAuthenticated::AssertionReplayed.into());
            }
        }
    }
    registered.ok_or_else(|| NotAuthenticated::UnknownClient.into())
}
