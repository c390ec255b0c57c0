//! Believing an ID token (OpenID Connect Core section 3.1.3.7): our own strict check, and the library's.

use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use jose::{Claims, Compact, Digest, EXPIRY_LEEWAY, FUTURE_LEEWAY, Refused, half_hash};
use openidconnect::{
    ClientId, Nonce,
    core::{CoreIdToken, CoreIdTokenVerifier},
};

use crate::{discovery::Discovery, keys::IdTokenKeys, settings::Known};

/// How long ago somebody may have signed in there: one working day (`max_age`).
pub(crate) const LONGEST_SIGNED_IN: SignedDuration = SignedDuration::from_hours(8);

/// Microsoft Entra ID's live an hour, and can be made to live a day.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// A token that has just been asked for cannot be older; Microsoft Entra ID dates them five minutes back.
const OLDEST: SignedDuration = SignedDuration::from_mins(10);

/// What an ID token is checked against.
pub(crate) struct IdTokenCheck<'a> {
    pub(crate) known: &'a Known,
    pub(crate) discovery: &'a Discovery,
    pub(crate) keys: &'a IdTokenKeys,
    pub(crate) nonce: &'a Digest,
    pub(crate) access_token: &'a str,
    pub(crate) now: Timestamp,
}

impl IdTokenCheck<'_> {
    /// What the token says, if it passes both checks.
    pub(crate) fn claims(
        &self,
        token: &Compact<'_>,
        library: &CoreIdToken,
    ) -> Result<Claims, Refused> {
        // A token of another kind says so (RFC 8725 section 3.11).
        if token.typ().is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            return Err(Refused::HeaderMember);
        }
        let algorithm = self.known.settings.id_token_alg.ours();
        let claims = token.verify_by(&self.keys.ours, &[algorithm])?;
        self.ours(&claims)?;
        self.theirs(library)?;
        Ok(claims)
    }

    /// Our own check, claim by claim.
    fn ours(&self, claims: &Claims) -> Result<(), Refused> {
        let settings = &self.known.settings;
        claims.stand(&settings.issuer, settings.client_id.as_str(), self.now)?;
        claims.lives_at_most(LONGEST_LIFE)?;
        if self.now.duration_since(claims.time("iat")?) > OLDEST {
            return Err(Refused::Expired);
        }
        if claims.optional_text("azp")?.is_some_and(|azp| azp != settings.client_id.as_str()) {
            return Err(Refused::Unexpected("azp"));
        }
        if !Digest::of(claims.text("nonce")?.as_bytes()).is(self.nonce) {
            return Err(Refused::Unexpected("nonce"));
        }
        let hash = claims.optional_text("at_hash")?;
        if hash.is_some_and(|hash| hash != half_hash(self.access_token)) {
            return Err(Refused::Unexpected("at_hash"));
        }
        self.signed_in_lately(claims)?;
        claims.text("sub")?;
        if let Some(tenant) = &settings.tenant {
            claims.expect("tid", tenant)?;
            claims.text("oid")?;
        }
        // A logout token has the same key, issuer and audience.
        if claims.get("events").is_some() { Err(Refused::Unexpected("events")) } else { Ok(()) }
    }

    /// A provider that was asked `max_age` has to say when somebody signed in, and may not take one who
    /// did longer ago (OpenID Connect Core section 3.1.2.1).
    fn signed_in_lately(&self, claims: &Claims) -> Result<(), Refused> {
        let ago = self.now.duration_since(claims.time("auth_time")?);
        if ago < -FUTURE_LEEWAY {
            return Err(Refused::NotYetValid);
        }
        if ago > LONGEST_SIGNED_IN + FUTURE_LEEWAY { Err(Refused::Expired) } else { Ok(()) }
    }

    /// The library's check.
    fn theirs(&self, token: &CoreIdToken) -> Result<(), Refused> {
        // It knows no leeway, so its clock is that much behind.
        let earlier = self.now.saturating_sub(EXPIRY_LEEWAY).unwrap_or(self.now);
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(self.known.settings.client_id.as_str().to_owned()),
            self.discovery.issuer.clone(),
            self.keys.library.clone(),
        )
        .set_allowed_algs([self.known.settings.id_token_alg.library()])
        .set_time_fn(move || SystemTime::from(earlier).into());
        let nonce = |nonce: Option<&Nonce>| match nonce {
            Some(nonce) if Digest::of(nonce.secret().as_bytes()).is(self.nonce) => Ok(()),
            Some(_) | None => Err("the nonce is another".to_owned()),
        };
        // What it says shows claims, so it stays here.
        token.claims(&verifier, nonce).map(drop).map_err(|_| Refused::Unexpected("library's check"))
    }
}
