//! Making tokens: everything but the signature before a code or a refresh token is used up, the signature
//! after it.

use jose::{Digest, Secret, Unsigned};
use oidc::{
    ACCESS_TOKEN_LIFE, AccessGrant, Client, Connection, Scope, StoredToken, TrnStatus,
    claims::{About, SignIn, id_token},
    hint,
    keys::SigningKey,
    token::{self, RefreshToken},
};
use ports::{Fault, User, connection, known_now};
use serde_json::{Map, Value};
use tracing::info;

use crate::{Token, refused::Refused};

/// Somebody as they are known now.
pub(crate) struct Person {
    user: User,
    trn: TrnStatus,
}

impl Person {
    /// Looks up whom this is granted about. `None` if there is nothing to tell of them any more.
    pub(crate) async fn look_up(app: &Token, access: &AccessGrant) -> Result<Option<Self>, Fault> {
        let (user, trn) = known_now(access, &*app.users, &*app.teachers).await?;
        Ok(trn.filter(|_| user.identity.is_some()).map(|trn| Self { user, trn }))
    }

    /// Which record they are told to have. `None` if it was withdrawn.
    pub(crate) fn connection(&self) -> Option<Connection> {
        connection(&self.user, &self.trn)
    }

    /// The claims of an ID token about them.
    fn claims(&self, sign_in: &SignIn<'_>, scopes: &[Scope]) -> Option<Map<String, Value>> {
        let Self { user, trn } = self;
        let identity = user.identity.as_ref()?;
        let about = About { subject: &user.subject, email: user.email.as_ref(), identity, trn };
        Some(id_token(sign_in, &about, scopes))
    }
}

/// Tokens that are not given to anybody yet.
pub(crate) struct Tokens {
    access_token: Secret,
    /// What the access token will stand for.
    pub(crate) stored: StoredToken,
    /// The one that the ID token names, whoever takes over before it is signed.
    key: SigningKey,
    id_token: Unsigned,
}

impl Tokens {
    /// An access token for this, and an ID token about this person.
    pub(crate) async fn make(
        app: &Token,
        client: &Client,
        access: AccessGrant,
        person: &Person,
        nonce: Option<&str>,
    ) -> Result<Self, Refused> {
        let now = app.deployment.now();
        let access_token = token::access_token(&ports::secret(app.deployment.entropy()));
        let sign_in = SignIn {
            issuer: app.deployment.issuer(),
            client: client.service.id.as_str(),
            nonce,
            access_token: &access_token,
            auth_time: access.auth_time,
            session: &access.session,
            now,
        };
        let claims = person.claims(&sign_in, &access.scopes);
        let claims = claims.ok_or_else(|| Fault::new("telling of somebody", "nothing is known"))?;
        let key = app.signer.key(client.id_token_alg.algorithm(), now).await?;
        let key = key.ok_or_else(|| Fault::new("choosing a key", "none signs like this"))?;
        let id_token = Unsigned::new(key.algorithm, key.kid(), hint::TYP, &claims);
        let expires_at =
            now.checked_add(ACCESS_TOKEN_LIFE).map_err(Refused::at_fault("reading the clock"))?;
        let stored = StoredToken { access, expires_at };
        Ok(Self { access_token, stored, key, id_token })
    }

    /// What the access token is stored as.
    pub(crate) fn digest(&self) -> Digest {
        self.access_token.digest()
    }

    /// The body of the good answer.
    pub(crate) async fn sign(
        self,
        app: &Token,
        refresh: Option<&RefreshToken>,
    ) -> Result<Value, Refused> {
        let Self { access_token, stored, key, id_token } = self;
        let signature = app.signer.sign(&key, id_token.signing_input()).await;
        let id_token = id_token.assemble(&signature.map_err(Refused::TooLate)?);
        info!(client.id = stored.access.client.as_str(), "tokens issued");
        Ok(token::answer(&access_token, refresh, &id_token, &stored.access.scopes))
    }
}
