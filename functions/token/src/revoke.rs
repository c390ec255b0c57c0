//! Revoking a token (RFC 7009): see who asks, and take the token back if it is theirs. Whatever else a client
//! sends, it is told that the token is good for nothing now.

use oidc::{
    endpoints,
    token::{Revocable, Revocation, may_revoke},
};
use tracing::info;

use crate::{Token, client::known, refused::Refused};

/// Once this has answered, the token is good for nothing, if it is this client's.
pub(crate) async fn revoke(app: &Token, request: &Revocation) -> Result<(), Refused> {
    let now = app.deployment.now();
    let client = app.clients.client(request.credential.client()).await?;
    let client = known(app, &request.credential, endpoints::REVOKE, client).await?.service.id;
    match Revocable::of(&request.token) {
        Revocable::Refresh(token) => {
            let family = token.family();
            let stored = app.grants.family(&family).await?;
            if stored.is_some_and(|stored| may_revoke(&stored, &client, now)) {
                app.grants.revoke_family(&family).await?;
                info!(client.id = client.as_str(), "refresh tokens revoked");
            }
        }
        Revocable::Client(token) => {
            let digest = token.digest();
            let stored = app.grants.client_token(&digest, now).await?;
            if stored.is_some_and(|stored| stored.client == client) {
                app.grants.revoke_client_token(&digest).await?;
                info!(client.id = client.as_str(), "a token of its own revoked");
            }
        }
        Revocable::Access(token) => {
            let digest = token.digest();
            let stored = app.grants.token(&digest, now).await?;
            if stored.is_some_and(|stored| stored.access.client == client) {
                app.grants.revoke(&digest).await?;
                info!(client.id = client.as_str(), "an access token revoked");
            }
        }
    }
    Ok(())
}
