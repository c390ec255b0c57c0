//! The relying party as a whole.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use https::Caller;
use identity::{OneLoginUser, Subject, VerifiedIdentity};
use jiff::Timestamp;
use jose::{Compact, Secret};
use openidconnect::core::CoreJsonWebKeySet;
use ports::{
    Attempt, Clock, Documents, Entropy, Fault, InvalidSetting, NoticeRefused, OneLogin,
    OneLoginNotices, SignInRefused, SignOutNotice, SignedIn, Signer, Trip, TripRequest, Variables,
};
use shelf::{Library, Shelf};
use tracing::info;

use crate::{
    Settings,
    begin::{authorize_url, relying, sign_out_url},
    credential::{self, names_our_did},
    discovery::Discovery,
    exchange::{Exchange, Tokens},
    id_token::{IdTokenCheck, Proved},
    keys::{IdTokenKeys, IdentityKeys},
    logout_token,
    refusal::{not_believed, unreachable},
    request_object::Signing,
    settings::{InvalidSettings, Known},
    user_info::user_info,
};

const ID_TOKEN: &str = "ID token";
const CREDENTIAL: &str = "core identity credential";

/// GOV.UK One Login, reached over HTTP. One for a process: it keeps connections and documents.
pub struct OneLoginClient {
    caller: Caller,
    library: Library<Known>,
    signer: Arc<dyn Signer>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    discovery: Shelf<Discovery>,
    id_token_keys: Shelf<IdTokenKeys>,
    identity_keys: Shelf<IdentityKeys>,
}

/// What the relying party needs from outside.
#[derive(Clone)]
pub struct Ports {
    /// Where GOV.UK One Login's documents are kept between processes.
    pub documents: Arc<dyn Documents>,
    /// Signs client assertions, with an RSA key that is registered with GOV.UK One Login.
    pub signer: Arc<dyn Signer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Makes client assertions unlike each other.
    pub entropy: Arc<dyn Entropy>,
}

impl Ports {
    /// These.
    pub fn new(
        documents: Arc<dyn Documents>,
        signer: impl Signer + 'static,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self { documents, signer: Arc::new(signer), clock, entropy }
    }
}

/// Why there is no relying party.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    /// A setting is missing or malformed.
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    /// See [`InvalidSettings`].
    #[error(transparent)]
    Settings(#[from] InvalidSettings),
    /// The HTTP client could not be built.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl OneLoginClient {
    /// A relying party with these settings. Nothing is fetched yet.
    pub fn new(settings: Settings, ports: Ports) -> Result<Self, CannotStart> {
        let known = settings.check()?;
        let caller = Caller::new(&known.user_agent, &known.settings.more_roots)?;
        Ok(Self {
            library: Library { caller: Arc::new(caller.clone()), store: ports.documents, known },
            caller,
            signer: ports.signer,
            clock: ports.clock,
            entropy: ports.entropy,
            discovery: Shelf::default(),
            id_token_keys: Shelf::default(),
            identity_keys: Shelf::default(),
        })
    }

    /// The relying party that the settings describe: see [`Settings::read`].
    ///
    /// # Errors
    /// A setting is missing or malformed.
    pub fn read(variables: &Variables, ports: Ports) -> Result<Self, CannotStart> {
        Self::new(Settings::read(variables)?, ports)
    }

    async fn discovery(&self, now: Timestamp) -> Result<Arc<Discovery>, Fault> {
        self.discovery.get(&self.library, &self.library.known.discovery_url, now).await
    }

    /// The ID token's subject, if it passes every check. A key that is not known may be a new one.
    async fn believe_id_token(
        &self,
        discovery: &Discovery,
        attempt: &Attempt,
        tokens: &Tokens,
        now: Timestamp,
    ) -> Result<Proved, SignInRefused> {
        let token = Compact::parse(tokens.id_token.expose()).map_err(not_believed(ID_TOKEN))?;
        let keys = self.keys_of(&token, discovery, now).await.map_err(unreachable)?;
        let check = IdTokenCheck {
            known: &self.library.known,
            discovery,
            keys: &keys,
            nonce: &attempt.nonce,
            access_token: tokens.access_token.secret(),
            now,
        };
        check.proved(&token, &tokens.library).map_err(not_believed(ID_TOKEN))
    }

    /// The keys that a token is checked with: GOV.UK One Login's, looked up again if it names one that is not
    /// among them.
    async fn keys_of(
        &self,
        token: &Compact<'_>,
        discovery: &Discovery,
        now: Timestamp,
    ) -> Result<Arc<IdTokenKeys>, Fault> {
        let named = token.kid();
        // A token that names no key is refused later, and is no reason to look for new ones.
        let has = |keys: &IdTokenKeys| {
            named.is_none() || keys.set.keys().iter().any(|key| key.kid.as_deref() == named)
        };
        self.id_token_keys.having(&self.library, &discovery.keys, now, has).await
    }

    /// Who the credential proves the subject to be. It is dropped here, and is kept nowhere.
    async fn believe_credential(
        &self,
        credential: String,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<VerifiedIdentity, SignInRefused> {
        let known = &self.library.known;
        let refused = not_believed(CREDENTIAL);
        let token = Compact::parse(&credential).map_err(&refused)?;
        names_our_did(&token, known).map_err(&refused)?;
        let named = token.kid();
        let has =
            |keys: &IdentityKeys| keys.methods.keys().iter().any(|key| key.kid.as_deref() == named);
        let keys = self.identity_keys.having(&self.library, &known.settings.did_url, now, has);
        let keys = keys.await.map_err(unreachable)?;
        credential::identity(&token, &keys, known, subject, now).map_err(&refused)
    }
}

#[async_trait]
impl OneLogin for OneLoginClient {
    fn issuer(&self) -> &str {
        &self.library.known.settings.issuer
    }

    async fn begin(&self, request: &TripRequest) -> Result<String, Fault> {
        let now = self.clock.now();
        let discovery = self.discovery(now).await?;
        let signing = Signing { signer: &*self.signer, entropy: &*self.entropy, now };
        authorize_url(&self.library.known, &discovery, request, signing).await
    }

    async fn finish(
        &self,
        attempt: &Attempt,
        code: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInRefused> {
        let discovery = self.discovery(now).await.map_err(unreachable)?;
        let client = relying(&self.library.known, &discovery, CoreJsonWebKeySet::default());
        let client = client.map_err(unreachable)?;
        let caller = &self.caller;
        let (signer, entropy) = (&*self.signer, &*self.entropy);
        let exchange = Exchange { client: &client, caller, signer, entropy };
        let tokens = exchange.tokens(attempt, code, now).await?;
        let proved = self.believe_id_token(&discovery, attempt, &tokens, now).await?;
        let info = user_info(&client, caller, &tokens.access_token, &proved.subject).await?;
        let identity = match (&attempt.trip, info.credential) {
            (Trip::ProveIdentity, Some(credential)) => {
                Some(self.believe_credential(credential, &proved.subject, now).await?)
            }
            (Trip::ProveIdentity, None) => {
                info!(return_codes = info.return_codes, "identity was not proved");
                None
            }
            // Nobody asked for it.
            (Trip::SignIn | Trip::SignInAgain { .. }, Some(_) | None) => None,
        };
        Ok(SignedIn {
            user: OneLoginUser { subject: proved.subject, email: info.email },
            auth_time: proved.auth_time,
            id_token: tokens.id_token,
            identity,
        })
    }

    async fn sign_out(&self, id_token: &Secret, state: &Secret) -> Result<String, Fault> {
        let discovery = self.discovery(self.clock.now()).await?;
        sign_out_url(&self.library.known, &discovery, id_token, state)
    }

    fn sign_out_origins(&self) -> Vec<String> {
        self.library.known.sign_out_origins.clone()
    }
}

#[async_trait]
impl OneLoginNotices for OneLoginClient {
    async fn notice(&self, token: &str, now: Timestamp) -> Result<SignOutNotice, NoticeRefused> {
        let token = logout_token::parse(token).map_err(NoticeRefused::NotBelieved)?;
        let discovery = self.discovery(now).await.map_err(NoticeRefused::Unreachable)?;
        let keys = self.keys_of(&token, &discovery, now).await;
        let keys = keys.map_err(NoticeRefused::Unreachable)?;
        let notice = logout_token::notice(&token, &keys.set, &self.library.known, now);
        notice.map_err(NoticeRefused::NotBelieved)
    }
}

impl fmt::Debug for OneLoginClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneLoginClient").field("known", &self.library.known).finish_non_exhaustive()
    }
}
