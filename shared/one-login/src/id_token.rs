//! Believing an ID token (OpenID Connect Core section 3.1.3.7; GOV.UK One Login, "Validate your ID
//! token"): our own strict check, of the signature and of every claim, and the library's of the claims.

use std::time::SystemTime;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::Subject;
use jiff::{SignedDuration, Timestamp};
use jose::{Claims, Compact, Digest, EXPIRY_LEEWAY, FUTURE_LEEWAY, Refused};
use openidconnect::{
    ClientId, Nonce,
    core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet},
};

use crate::{discovery::Discovery, keys::IdTokenKeys, settings::Known};

/// GOV.UK One Login's live two minutes; whatever lives longer than this is not one of its.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// A token that has just been asked for cannot be older.
const OLDEST: SignedDuration = SignedDuration::from_mins(5);
/// The only strength of sign-in we ask for.
const STRENGTH: &str = "Cl.Cm";

/// What an ID token proved.
pub(crate) struct Proved {
    pub(crate) subject: Subject,
    pub(crate) auth_time: Timestamp,
}

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
    /// Who the token is about, if it passes both checks.
    pub(crate) fn proved(
        &self,
        token: &Compact<'_>,
        library: &CoreIdToken,
    ) -> Result<Proved, Refused> {
        let algorithm = self.known.settings.id_token_alg.algorithm();
        let claims = token.verify_by(&self.keys.set, &[algorithm])?;
        self.ours(&claims)?;
        self.theirs(library)?;
        let subject = claims.text("sub")?;
        let auth_time = claims.optional_time("auth_time")?;
        Ok(Proved {
            subject: subject.parse().map_err(|_| Refused::Malformed("sub"))?,
            auth_time: auth_time.map_or_else(|| claims.time("iat"), Ok)?,
        })
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
        if Digest::of(claims.text("nonce")?.as_bytes()) != *self.nonce {
            return Err(Refused::Unexpected("nonce"));
        }
        claims.expect("vot", STRENGTH)?;
        if claims.optional_text("vtm")?.is_some_and(|vtm| vtm != self.known.trustmark) {
            return Err(Refused::Unexpected("vtm"));
        }
        let hash = claims.optional_text("at_hash")?;
        if hash.is_some_and(|hash| hash != access_token_hash(self.access_token)) {
            return Err(Refused::Unexpected("at_hash"));
        }
        let signed_in = claims.optional_time("auth_time")?;
        if signed_in.is_some_and(|at| at.duration_since(self.now) > FUTURE_LEEWAY) {
            return Err(Refused::NotYetValid);
        }
        // A logout token has the same key, issuer and audience.
        if claims.get("events").is_some() { Err(Refused::Unexpected("events")) } else { Ok(()) }
    }

    /// The library's check of the claims. It checks no signature: ours has been checked by then, over the same bytes, and a second
    /// time with cryptography that is slow would be a quarter of what a return costs.
    fn theirs(&self, token: &CoreIdToken) -> Result<(), Refused> {
        // It knows no leeway, so its clock is that much behind.
        let earlier = self.now.saturating_sub(EXPIRY_LEEWAY).unwrap_or(self.now);
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(self.known.settings.client_id.as_str().to_owned()),
            self.discovery.issuer.clone(),
            CoreJsonWebKeySet::default(),
        )
        .insecure_disable_signature_check()
        .set_time_fn(move || SystemTime::from(earlier).into());
        let nonce = |nonce: Option<&Nonce>| match nonce {
            Some(nonce) if Digest::of(nonce.secret().as_bytes()) == *self.nonce => Ok(()),
            Some(_) | None => Err("the nonce is another".to_owned()),
        };
        // What it says shows claims, so it stays here.
        token.claims(&verifier, nonce).map(drop).map_err(|_| Refused::Unexpected("library's check"))
    }
}

/// OpenID Connect Core section 3.1.3.6, with SHA-256 for ES256 and RS256 alike.
fn access_token_hash(access_token: &str) -> String {
    let hash = digest(&SHA256, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
}
