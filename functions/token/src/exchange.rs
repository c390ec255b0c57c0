//! The exchange itself: see who asks, judge the code, use it up, sign.

use jose::{Digest, Secret, Unsigned};
use oidc::{
    ACCESS_TOKEN_LIFE, Client, CodeGrant, StoredToken,
    claims::{About, SignIn, id_token},
    hint,
    token::{
        self, CodeRefused, GrantRequest, NotAuthenticated, Proof, TokenRequest, authenticate,
        judge_code,
    },
};
use ports::{Fault, Redemption, trn_status};
use serde_json::{Map, Value};
use tracing::info;

use crate::{Token, refused::Refused};

/// The body of the good answer.
pub(crate) async fn exchange(app: &Token, request: &TokenRequest) -> Result<Value, Refused> {
    let GrantRequest::AuthorizationCode { code, redirect_uri, code_verifier } = &request.grant;
    let now = app.clock.now();
    let digest = code.digest();
    // Neither needs the other: one wait for both.
    let (client, stored) =
        tokio::join!(app.clients.client(request.credential.client()), app.grants.code(&digest));
    let client = known(app, request, client?).await?;
    let stored = stored?;
    let judged =
        judge_code(stored.as_ref(), &client.service.id, redirect_uri, code_verifier.as_ref(), now);
    let grant = match judged {
        Ok(grant) => grant,
        Err(refused) => return Err(kill(app, &digest, refused).await),
    };
    let access_token = token::access_token(&ports::secret(&*app.entropy));
    let Some(claims) = claims(app, &client, grant, &access_token).await? else {
        return Err(kill(app, &digest, CodeRefused::NothingToTell).await);
    };
    let unsigned = unsigned(app, &client, &claims)?;
    let expires_at =
        now.checked_add(ACCESS_TOKEN_LIFE).map_err(Refused::at_fault("reading the clock"))?;
    let exchange = Redemption::Exchange {
        token: access_token.digest(),
        stored: StoredToken { access: grant.access.clone(), expires_at },
    };
    if !app.grants.redeem(&digest, &exchange).await? {
        return Err(kill(app, &digest, CodeRefused::Replayed).await);
    }
    let algorithm = client.id_token_alg.algorithm();
    let signature = app.signer.sign(algorithm, unsigned.signing_input()).await;
    let id_token = unsigned.assemble(&signature.map_err(Refused::AfterTheCodeWasUsed)?);
    info!(client.id = client.service.id.as_str(), "tokens issued");
    Ok(token::answer(&access_token, &id_token, &grant.access.scopes))
}

/// The client, if it is the one it says it is; an assertion is good once.
async fn known(
    app: &Token,
    request: &TokenRequest,
    client: Option<Client>,
) -> Result<Client, Refused> {
    let now = app.clock.now();
    let proof = authenticate(client.as_ref(), &request.credential, &app.issuer, now)?;
    match proof {
        Proof::Secret => {}
        Proof::Assertion { once, until } => {
            if !app.grants.first_use(&once, until).await? {
                return Err(NotAuthenticated::AssertionReplayed.into());
            }
        }
    }
    client.ok_or_else(|| NotAuthenticated::UnknownClient.into())
}

/// Makes sure that the code is dead; one that was used before takes the token it gave with it.
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

/// What the ID token says; `None` if there is nothing to tell about the person any more.
async fn claims(
    app: &Token,
    client: &Client,
    grant: &CodeGrant,
    access_token: &Secret,
) -> Result<Option<Map<String, Value>>, Refused> {
    let user = app.users.user(&grant.access.subject).await?;
    let (Some(identity), Some(trn)) = (&user.identity, trn_status(&user, &*app.teachers).await?)
    else {
        return Ok(None);
    };
    let about = About { subject: &user.subject, email: user.email.as_ref(), identity, trn: &trn };
    let sign_in = SignIn {
        issuer: &app.issuer,
        client: client.service.id.as_str(),
        nonce: grant.nonce.as_deref(),
        access_token,
        auth_time: grant.access.auth_time,
        session: &grant.access.session,
        now: app.clock.now(),
    };
    Ok(Some(id_token(&sign_in, &about, &grant.access.scopes)))
}

fn unsigned(
    app: &Token,
    client: &Client,
    claims: &Map<String, Value>,
) -> Result<Unsigned, Refused> {
    let algorithm = client.id_token_alg.algorithm();
    let kid = app.signer.current(algorithm).and_then(|key| key.public.kid.as_deref());
    let kid = kid.ok_or_else(|| Fault::new("choosing a key", "none is in use"))?;
    Ok(Unsigned::new(algorithm, kid, hint::TYP, claims))
}
