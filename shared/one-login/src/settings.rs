//! What a relying party has to be told: three of these values GOV.UK One Login publishes nowhere.

use identity::ClientId;
use jiff::SignedDuration;
use jose::Algorithm;
use ports::MoreRoots;
use url::{Host, Url};

/// Where GOV.UK One Login is, and who we are to it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its issuer, byte for byte as its tokens have it: GOV.UK One Login's ends with a slash
    /// (`https://oidc.account.gov.uk/`).
    pub issuer: String,
    /// Our `client_id` there.
    pub client_id: ClientId,
    /// Where its DID document is (`https://identity.account.gov.uk/.well-known/did.json`).
    pub did_url: String,
    /// The issuer of core identity credentials (`https://identity.account.gov.uk/`).
    pub identity_issuer: String,
    /// What our ID tokens are signed with, as we are registered.
    pub id_token_alg: IdTokenAlg,
    /// The longest life a core identity credential may have, [`Settings::IDENTITY_MAX_LIFE`] unless the
    /// other side is the official simulator, which gives 24 hours.
    pub identity_max_life: SignedDuration,
    /// Our own issuer, without a slash at the end: people come back to
    /// `{our_issuer}/one-login/callback` and, signed out, to `{our_issuer}/signed-out`.
    pub our_issuer: String,
    /// Whom TLS believes there, besides the public roots.
    pub more_roots: MoreRoots,
}

/// What an ID token of GOV.UK One Login can be signed with (its `IdTokenSigningAlgorithm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdTokenAlg {
    /// ES256, which it uses unless asked otherwise.
    Es256,
    /// RS256.
    Rs256,
}

impl IdTokenAlg {
    /// As `alg` has it.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Es256 => Algorithm::Es256,
            Self::Rs256 => Algorithm::Rs256,
        }
    }
}

/// A setting that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSettings {
    /// The issuer is not an `https` URL (or a loopback one).
    #[error("ONE_LOGIN_ISSUER: has to be an https URL without a query")]
    Issuer,
    /// The DID document's address is not an `https` URL (or a loopback one) that ends with `did.json`.
    #[error("ONE_LOGIN_DID_URL: has to be an https URL that ends with /did.json")]
    DidUrl,
    /// Our own issuer is not an `https` URL (or a loopback one) without a slash at its end.
    #[error("ISSUER: has to be an https URL that does not end with a slash")]
    OurIssuer,
    /// The identity issuer is empty.
    #[error("ONE_LOGIN_IDENTITY_ISSUER: is not set")]
    IdentityIssuer,
}

/// How long one of GOV.UK One Login's documents is fresh at most.
pub(crate) const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// How old one of GOV.UK One Login's documents may get while it cannot be refreshed.
pub(crate) const LAST_RESORT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Settings that have been checked, and what follows from them.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) settings: Settings,
    pub(crate) discovery_url: String,
    /// The id that the DID document has to have.
    pub(crate) did: String,
    pub(crate) trustmark: String,
    pub(crate) redirect_uri: String,
    pub(crate) post_logout_uri: String,
    pub(crate) user_agent: String,
    /// Where a browser may be led by signing out: the issuer, and the pages beside it where a sign-out
    /// ends that it could not send back.
    pub(crate) sign_out_origins: Vec<String>,
}

impl Settings {
    /// How long a core identity credential lives at GOV.UK One Login, and a minute for its clock.
    pub const IDENTITY_MAX_LIFE: SignedDuration = SignedDuration::from_mins(31);

    pub(crate) fn check(self) -> Result<Known, InvalidSettings> {
        let issuer = trusted(&self.issuer).ok_or(InvalidSettings::Issuer)?;
        let bare = self.issuer.strip_suffix('/').unwrap_or(&self.issuer);
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(InvalidSettings::Issuer);
        }
        let did = trusted(&self.did_url).and_then(|url| did_of(&url));
        let did = did.ok_or(InvalidSettings::DidUrl)?;
        if trusted(&self.our_issuer).is_none() || self.our_issuer.ends_with('/') {
            return Err(InvalidSettings::OurIssuer);
        }
        if self.identity_issuer.is_empty() {
            return Err(InvalidSettings::IdentityIssuer);
        }
        let version = env!("CARGO_PKG_VERSION");
        Ok(Known {
            discovery_url: format!("{bare}/.well-known/openid-configuration"),
            did,
            trustmark: format!("{bare}/trustmark"),
            redirect_uri: format!("{}/one-login/callback", self.our_issuer),
            post_logout_uri: format!("{}/signed-out", self.our_issuer),
            user_agent: format!("connect-your-teaching-record/{version} ({})", self.our_issuer),
            sign_out_origins: sign_out_origins(&issuer),
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

/// `https://oidc.account.gov.uk` signs out by way of `https://signin.account.gov.uk`.
fn sign_out_origins(issuer: &Url) -> Vec<String> {
    let home = issuer.origin().ascii_serialization();
    let pages = home.strip_prefix("https://oidc.").map(|host| format!("https://signin.{host}"));
    std::iter::once(home.clone()).chain(pages).collect()
}

/// The did:web identifier of a DID document's address (did:web Method Specification, section 3.2, read
/// backwards): the host, the colon before a port percent-encoded, then the path with colons for slashes;
/// `/.well-known` stands for no path.
fn did_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let authority = match url.port() {
        Some(port) => format!("{host}%3A{port}"),
        None => host.to_owned(),
    };
    let folder = url.path().strip_suffix("/did.json")?;
    let path = if folder == "/.well-known" { String::new() } else { folder.replace('/', ":") };
    Some(format!("did:web:{authority}{path}"))
}
