//! What a relying party has to be told.

use identity::ClientId;
use jiff::SignedDuration;
use jose::{Algorithm, Secret};
use openidconnect::core::CoreJwsSigningAlgorithm;
use ports::StaffRole;
use url::{Host, Url};

/// Where the organisation's sign-in is, and who we are to it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its issuer, byte for byte as its tokens have it.
    pub issuer: String,
    /// Our `client_id` there.
    pub client_id: ClientId,
    /// Our secret there.
    pub client_secret: Secret,
    /// The organisation that everybody has to be of (`tid`), for an issuer that says so. They are then known
    /// by their `oid` in it; without it, by their `sub`.
    pub tenant: Option<String>,
    /// Which values of the `roles` claim give which role.
    pub roles: RoleValues,
    /// What our ID tokens are signed with, as we are registered.
    pub id_token_alg: IdTokenAlg,
    /// The origin of the support console, without a slash at the end: people come back to
    /// `{origin}/sign-in/callback` and, signed out, to `{origin}/signed-out`.
    pub origin: String,
}

/// The values of the signed `roles` claim that give a role here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleValues {
    /// Gives [`StaffRole::Caseworker`].
    pub caseworker: String,
    /// Gives [`StaffRole::Viewer`].
    pub viewer: String,
}

impl RoleValues {
    /// The role that a value gives, upper and lower case told apart.
    pub fn role(&self, value: &str) -> Option<StaffRole> {
        if value == self.caseworker {
            Some(StaffRole::Caseworker)
        } else if value == self.viewer {
            Some(StaffRole::Viewer)
        } else {
            None
        }
    }
}

/// What an ID token can be signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdTokenAlg {
    /// RS256, which every provider has (OpenID Connect Core section 15.1) and most use.
    Rs256,
    /// ES256.
    Es256,
}

impl IdTokenAlg {
    /// For our own check.
    pub(crate) fn ours(self) -> Algorithm {
        match self {
            Self::Rs256 => Algorithm::Rs256,
            Self::Es256 => Algorithm::Es256,
        }
    }

    /// For the library's.
    pub(crate) fn library(self) -> CoreJwsSigningAlgorithm {
        match self {
            Self::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            Self::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        }
    }
}

/// A setting that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSettings {
    /// The issuer is not an `https` URL (or a loopback one) without a query and a fragment.
    #[error("STAFF_ISSUER: has to be an https URL without a query")]
    Issuer,
    /// The origin is not an `https` origin (or a loopback one) without a slash at its end.
    #[error("STAFF_ORIGIN: has to be https:// and a host, without a slash at the end")]
    Origin,
    /// The two roles have one value.
    #[error("STAFF_ROLE_VIEWER: has to differ from STAFF_ROLE_CASEWORKER")]
    Roles,
}

/// How long one of the provider's documents is fresh at most.
pub(crate) const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// How old one may get while it cannot be refreshed.
pub(crate) const LAST_RESORT: SignedDuration = SignedDuration::from_hours(24);

/// Settings that have been checked, and what follows from them.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) settings: Settings,
    pub(crate) home: String,
    pub(crate) discovery_url: String,
    pub(crate) redirect_uri: String,
    pub(crate) post_logout_uri: String,
    pub(crate) user_agent: String,
}

impl Settings {
    pub(crate) fn check(self) -> Result<Known, InvalidSettings> {
        let issuer = trusted(&self.issuer).ok_or(InvalidSettings::Issuer)?;
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(InvalidSettings::Issuer);
        }
        let origin = trusted(&self.origin).ok_or(InvalidSettings::Origin)?;
        if origin.origin().ascii_serialization() != self.origin {
            return Err(InvalidSettings::Origin);
        }
        if self.roles.caseworker == self.roles.viewer {
            return Err(InvalidSettings::Roles);
        }
        let bare = self.issuer.strip_suffix('/').unwrap_or(&self.issuer);
        let version = env!("CARGO_PKG_VERSION");
        Ok(Known {
            home: issuer.origin().ascii_serialization(),
            discovery_url: format!("{bare}/.well-known/openid-configuration"),
            redirect_uri: format!("{}/sign-in/callback", self.origin),
            post_logout_uri: format!("{}/signed-out", self.origin),
            user_agent: format!("connect-your-teaching-record/{version} ({})", self.origin),
            settings: self,
        })
    }
}

/// A URL that may be trusted with people: `https`, or on this very machine.
fn trusted(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let local = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    (url.scheme() == "https" || (url.scheme() == "http" && local)).then_some(url)
}
