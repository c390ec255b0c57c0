//! Refreshing tokens: see who asks, judge the token, look the person up again, put the next token in its
//! place, sign.

use jose::{Digest, Secret};
use oidc::{
    AccessGrant, endpoints,
    token::{Credential, RefreshRefused, RefreshToken, judge_connection, judge_refresh, narrowed},
};
use ports::Refresh;
use serde_json::Value;

use crate::{
    Token,
    client::known,
    issue::{Person, Tokens},
    refused::Refused,
};

/// The body of the good answer. A client that does not receive it has used its token all the same, and
/// has the person sign in again.
pub(crate) async fn refresh(
    app: &Token,
    credential: &Credential,
    presented: &Secret,
    scope: Option<&str>,
) -> Result<Value, Refused> {
    let token = RefreshToken::read(presented);
    let family = token.as_ref().map(RefreshToken::family);
    let stored = async {
        match &family {
            Some(id) => app.grants.family(id).await,
            None => Ok(None),
        }
    };
    // Neither needs the other: one wait for both.
    let (client, stored) = tokio::join!(app.clients.client(credential.client()), stored);
    let client = known(app, credential, endpoints::TOKEN, client?).await?;
    let (Some(token), Some(family)) = (token, family) else {
        return Err(RefreshRefused::Unknown.into());
    };
    let stored = stored?;
    let digest = token.digest();
    let judged = judge_refresh(stored.as_ref(), &digest, &client.service.id, app.deployment.now());
    let grant = match judged {
        Ok(grant) => grant,
        Err(refused) => return Err(kill(app, &family, refused).await),
    };
    let access =
        AccessGrant { scopes: narrowed(&grant.access.scopes, scope)?, ..grant.access.clone() };
    let person = Person::look_up(app, &access).await?;
    let now = person.as_ref().and_then(Person::connection);
    let (Some(person), Ok(connection)) = (person, judge_connection(grant, now)) else {
        return Err(kill(app, &family, RefreshRefused::RecordChanged).await);
    };
    let tokens = Tokens::make(app, &client, access, &person, None).await?;
    let next = token.next(&ports::secret(app.deployment.entropy()));
    let refresh = Refresh {
        family,
        presented: digest,
        next: next.digest(),
        connection,
        token: tokens.digest(),
        stored: tokens.stored.clone(),
    };
    if !app.grants.refresh(&refresh).await? {
        // Somebody used it between our reading it and now: two have it.
        return Err(kill(app, &refresh.family, RefreshRefused::Reused).await);
    }
    tokens.sign(app, Some(&next)).await
}

/// Makes sure that a family is dead whose token shows misuse, or tells of nobody any more.
async fn kill(app: &Token, family: &Digest, refused: RefreshRefused) -> Refused {
    if !refused.revokes() {
        return refused.into();
    }
    let killed = app.grants.revoke_family(family).await;
    killed.map_or_else(Refused::from, |()| refused.into())
}
