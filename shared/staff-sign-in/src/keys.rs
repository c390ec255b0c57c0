//! The public keys of ID tokens (RFC 7517).

use jose::Jwks;
use openidconnect::core::CoreJsonWebKeySet;

use crate::{
    settings::Known,
    shelf::{Readable, Unusable},
};

/// The keys, read twice: for our own check and for the library's.
#[derive(Debug)]
pub(crate) struct IdTokenKeys {
    pub(crate) ours: Jwks,
    pub(crate) library: CoreJsonWebKeySet,
}

impl IdTokenKeys {
    /// Whether one of them is called this.
    pub(crate) fn has(&self, kid: &str) -> bool {
        self.ours.keys().iter().any(|key| key.kid.as_deref() == Some(kid))
    }
}

impl Readable for IdTokenKeys {
    const FETCHING: &'static str = "fetching the keys of the staff sign-in";

    fn read(body: &str, _: &Known) -> Result<Self, Unusable> {
        let ours = Jwks::parse(body).map_err(|_| Unusable("it is not a key set"))?;
        if ours.keys().is_empty() {
            return Err(Unusable("no key can be used"));
        }
        let library = serde_json::from_str(body).map_err(|_| Unusable("it is not a key set"))?;
        Ok(Self { ours, library })
    }
}
