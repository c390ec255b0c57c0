//! Giving a client a token of its own: see who asks, and whether it has anything to ask for.

use oidc::{
    ACCESS_TOKEN_LIFE, ClientToken, endpoints,
    token::{Credential, client_answer, client_token, judge_client},
};
use serde_json::Value;
use tracing::info;

use crate::{Token, client::known, refused::Refused};

/// The body of the good answer.
pub(crate) async fn give(
    app: &Token,
    credential: &Credential,
    scope: Option<&str>,
) -> Result<Value, Refused> {
    let registered = app.clients.client(credential.client()).await?;
    let client = known(app, credential, endpoints::TOKEN, registered).await?;
    judge_client(&client, scope)?;
    let token = client_token(&ports::secret(app.deployment.entropy()));
    let expires_at = app
        .deployment
        .now()
        .checked_add(ACCESS_TOKEN_LIFE)
        .map_err(Refused::at_fault("reading the clock"))?;
    let client = client.service.id;
    info!(client.id = client.as_str(), "a token of its own issued");
    app.grants.give(&token.digest(), &ClientToken { client, expires_at }).await?;
    Ok(client_answer(&token))
}
