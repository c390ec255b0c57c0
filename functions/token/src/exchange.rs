//! Exchanging a code: see who asks, judge the code, use it up, sign.

use jiff::Timestamp;
use jose::{Digest, Secret};
use oidc::{
    AccessGrant, Client, Connection, REFRESH_LIFE, RefreshGrant, Scope, endpoints,
    token::{CodeRefused, Credential, RefreshToken, judge_code},
};
use ports::{Fault, NewFamily, Redemption};
use serde_json::Value;

use crate::{
    Token,
    client::known,
    issue::{Person, Tokens},
    refused::Refused,
};

/// A code as it is presented.
pub(crate) struct Presented<'a> {
    pub(crate) code: &'a Secret,
    pub(crate) redirect_uri: &'a str,
    pub(crate) verifier: Option<&'a Secret>,
}

/// The body of the good answer.
pub(crate) async fn exchange(
    app: &Token,
    credential: &Credential,
    presented: Presented<'_>,
) -> Result<Value, Refused> {
    let Presented { code, redirect_uri, verifier } = presented;
    let now = app.deployment.now();
    let digest = code.digest();
    // Neither needs the other: one wait for both.
    let (client, stored) =
        tokio::join!(app.clients.client(credential.client()), app.grants.code(&digest));
    let client = known(app, credential, endpoints::TOKEN, client?).await?;
    let stored = stored?;
    let judged = judge_code(stored.as_ref(), &client.service.id, redirect_uri, verifier, now);
    let grant = match judged {
        Ok(grant) => grant,
        Err(refused) => return Err(kill(app, &digest, refused).await),
    };
    let Some(person) = Person::look_up(app, &grant.access).await? else {
        return Err(kill(app, &digest, CodeRefused::NothingToTell).await);
    };
    let granted = granted(app, &client, &person, &grant.access, grant.nonce.as_deref());
    let Granted { tokens, refresh } = granted.await?;
    let (refresh, family) = refresh.unzip();
    let (token, stored) = (tokens.digest(), tokens.stored.clone());
    let exchange = Redemption::Exchange { token, stored, family: family.map(Box::new) };
    if !app.grants.redeem(&digest, &exchange).await? {
        return Err(kill(app, &digest, CodeRefused::Replayed).await);
    }
    tokens.sign(app, refresh.as_ref()).await
}

/// What a good code is exchanged for.
struct Granted {
    tokens: Tokens,
    refresh: Option<(RefreshToken, NewFamily)>,
}

/// Refresh tokens are given if they were asked for, and nobody whose record was withdrawn is told about
/// through them: `offline_access` is not granted then, and the answer says so.
async fn granted(
    app: &Token,
    client: &Client,
    person: &Person,
    asked: &AccessGrant,
    nonce: Option<&str>,
) -> Result<Granted, Refused> {
    let mut access = asked.clone();
    let connection = person.connection().filter(|_| asked.scopes.contains(&Scope::OfflineAccess));
    if connection.is_none() {
        access.scopes.retain(|scope| *scope != Scope::OfflineAccess);
    }
    let refresh = connection
        .map(|connection| first(app, &access, connection, app.deployment.now()))
        .transpose()?;
    Ok(Granted { tokens: Tokens::make(app, client, access, person, nonce).await?, refresh })
}

/// The first refresh token of a new family.
fn first(
    app: &Token,
    access: &AccessGrant,
    connection: Connection,
    now: Timestamp,
) -> Result<(RefreshToken, NewFamily), Refused> {
    let (handle, random) =
        (ports::secret(app.deployment.entropy()), ports::secret(app.deployment.entropy()));
    let token = RefreshToken::first(&handle, &random);
    let expires_at =
        now.checked_add(REFRESH_LIFE).map_err(Refused::at_fault("reading the clock"))?;
    let grant = RefreshGrant { access: access.clone(), connection, expires_at };
    let family = NewFamily { id: token.family(), first: token.digest(), grant };
    Ok((token, family))
}

/// Makes sure that the code is dead; one that was used before takes what it gave with it.
async fn kill(app: &Token, code: &Digest, refused: CodeRefused) -> Refused {
    let killed = match refused {
        CodeRefused::Unknown => Ok(()),
        CodeRefused::Replayed => app.grants.revoke_from(code).await,
        CodeRefused::Expired
        | CodeRefused::OtherClient
        | CodeRefused::OtherRedirectUri
        | CodeRefused::NoVerifier
        | CodeRefused::WrongVerifier
        | CodeRefused::NothingToTell => burn(app, code).await,
    };
    killed.map_or_else(Refused::from, |()| refused.into())
}

async fn burn(app: &Token, code: &Digest) -> Result<(), Fault> {
    if app.grants.redeem(code, &Redemption::Burn).await? {
        Ok(())
    } else {
        // Somebody exchanged it between our reading it and now: two have it.
        app.grants.revoke_from(code).await
    }
}
