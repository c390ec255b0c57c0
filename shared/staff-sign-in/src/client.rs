//! The relying party as a whole.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use https::Caller;
use jiff::Timestamp;
use jose::{Compact, Refused, Secret};
use ports::{
    Clock, Fault, InvalidSetting, MoreRoots, StaffAttempt, StaffMember, StaffRefused, StaffSignIn,
    StaffTrip, Variables,
};
use shelf::{Library, Shelf, Unshared};
use tracing::warn;

use crate::{
    InvalidSettings, Settings,
    begin::{authorize_url, relying, sign_out_url},
    discovery::Discovery,
    exchange::{Tokens, tokens},
    id_token::IdTokenCheck,
    keys::IdTokenKeys,
    member::member,
    settings::Known,
};

/// The organisation's sign-in, reached over HTTP. One for a process: it keeps connections and documents.
pub struct StaffSignInClient {
    caller: Caller,
    library: Library<Known>,
    clock: Arc<dyn Clock>,
    discovery: Shelf<Discovery>,
    keys: Shelf<IdTokenKeys>,
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

impl StaffSignInClient {
    /// A relying party with these settings. Nothing is fetched yet.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, CannotStart> {
        let known = settings.check()?;
        let caller = Caller::new(&known.user_agent, &MoreRoots::default())?;
        Ok(Self {
            // Staff sign in a few times a day.
            library: Library {
                caller: Arc::new(caller.clone()),
                store: Arc::new(Unshared::default()),
                known,
            },
            caller,
            clock,
            discovery: Shelf::default(),
            keys: Shelf::default(),
        })
    }

    /// The relying party that the settings describe: see [`Settings::read`].
    ///
    /// # Errors
    /// A setting is missing or malformed.
    pub fn read(
        variables: &Variables,
        client_secret: Secret,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CannotStart> {
        Self::new(Settings::read(variables, client_secret)?, clock)
    }

    async fn discovery(&self, now: Timestamp) -> Result<Arc<Discovery>, Fault> {
        self.discovery.get(&self.library, &self.library.known.discovery_url, now).await
    }

    /// Who the ID token is about, if it passes every check. A key that is not known may be a new one.
    async fn believe(
        &self,
        discovery: &Discovery,
        attempt: &StaffAttempt,
        tokens: &Tokens,
        now: Timestamp,
    ) -> Result<Result<StaffMember, StaffRefused>, Fault> {
        let token = match Compact::parse(tokens.id_token.expose()) {
            Ok(token) => token,
            Err(check) => return Ok(Err(not_believed(check))),
        };
        // A token that names no key is refused below, and is no reason to look for new ones.
        let has = |keys: &IdTokenKeys| token.kid().is_none_or(|kid| keys.has(kid));
        let keys = self.keys.having(&self.library, &discovery.keys, now, has).await?;
        let known = &self.library.known;
        let check = IdTokenCheck {
            known,
            discovery,
            keys: &keys,
            nonce: &attempt.nonce,
            access_token: tokens.access_token.expose(),
            now,
        };
        let claims = check.claims(&token, &tokens.library);
        let member = claims.and_then(|claims| member(&claims, &known.settings));
        Ok(member.map_err(not_believed).and_then(|member| member.ok_or(StaffRefused::NoRole)))
    }
}

/// The check is logged here, where it is known; what goes up says that it was the ID token.
fn not_believed(check: Refused) -> StaffRefused {
    warn!(%check, "an ID token of the staff sign-in failed a check");
    StaffRefused::NotBelieved("ID token")
}

#[async_trait]
impl StaffSignIn for StaffSignInClient {
    fn issuer(&self) -> &str {
        &self.library.known.settings.issuer
    }

    async fn set_out(&self, trip: &StaffTrip) -> Result<String, Fault> {
        let discovery = self.discovery(self.clock.now()).await?;
        authorize_url(&self.library.known, &discovery, trip)
    }

    async fn come_back(
        &self,
        code: &str,
        attempt: &StaffAttempt,
    ) -> Result<Result<StaffMember, StaffRefused>, Fault> {
        let now = self.clock.now();
        let discovery = self.discovery(now).await?;
        let client = relying(&self.library.known, &discovery)?;
        match tokens(&client, &self.caller, attempt, code).await? {
            Ok(tokens) => self.believe(&discovery, attempt, &tokens, now).await,
            Err(refused) => Ok(Err(refused)),
        }
    }

    async fn sign_out_address(&self) -> Result<Option<String>, Fault> {
        let discovery = self.discovery(self.clock.now()).await?;
        sign_out_url(&self.library.known, &discovery)
    }

    fn sign_out_origin(&self) -> String {
        self.library.known.home.clone()
    }
}

impl fmt::Debug for StaffSignInClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaffSignInClient")
            .field("known", &self.library.known)
            .finish_non_exhaustive()
    }
}
