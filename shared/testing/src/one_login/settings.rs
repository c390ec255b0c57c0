//! What the stand-in is told about itself and its relying parties.

use jiff::SignedDuration;
use jose::Algorithm;
use serde_json::Value;

/// Where the stand-in is, and whom it serves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its issuer, with the slash at the end: the address its router is reached under, such as
    /// `http://localhost:3001/`. Every endpoint and the DID are derived from it.
    pub issuer: String,
    /// The issuer of core identity credentials. At GOV.UK One Login it is not [`Settings::issuer`].
    pub identity_issuer: String,
    /// How long a core identity credential lives: 30 minutes at GOV.UK One Login.
    pub identity_life: SignedDuration,
    /// The registered relying parties.
    pub relying_parties: Vec<RelyingParty>,
}

impl Settings {
    /// A stand-in at `issuer`, whose credentials are issued by `{issuer}identity/` and live 30 minutes.
    pub fn at(issuer: impl Into<String>, relying_parties: Vec<RelyingParty>) -> Self {
        let issuer = issuer.into();
        let identity_issuer = format!("{issuer}identity/");
        let identity_life = SignedDuration::from_mins(30);
        Self { issuer, identity_issuer, identity_life, relying_parties }
    }

    /// Where its DID document is: it is not in the discovery document.
    pub fn did_url(&self) -> String {
        self.endpoint(".well-known/did.json")
    }

    /// The id of its DID document: the host of its address, the colon before a port percent-encoded
    /// (did:web Method Specification, section 3.1).
    pub fn did(&self) -> String {
        let authority = self.issuer.split('/').nth(2).unwrap_or_default();
        format!("did:web:{}", authority.replace(':', "%3A"))
    }

    /// The address of one of its endpoints.
    pub(super) fn endpoint(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }

    pub(super) fn relying_party(&self, client_id: &str) -> Option<&RelyingParty> {
        self.relying_parties.iter().find(|party| party.client_id == client_id)
    }
}

/// A service registered with the stand-in.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    /// Its `client_id`.
    pub client_id: String,
    /// Where people may be sent back to, byte for byte.
    pub redirect_uris: Vec<String>,
    /// Where people may end after signing out, byte for byte.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told that somebody has signed out, if it is (its `BackChannelLogoutURI`).
    pub back_channel_logout_uri: Option<String>,
    /// Its public keys, a JSON Web Key Set (RFC 7517): RSA keys, each with a `kid`.
    pub jwks: Value,
    /// What its ID tokens are signed with: `Es256` or `Rs256`.
    pub id_token_alg: Algorithm,
}
