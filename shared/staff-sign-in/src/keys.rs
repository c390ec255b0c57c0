//! The public keys of ID tokens (RFC 7517).

use https::ANSWER_LIMIT;
use jiff::SignedDuration;
use jose::Jwks;
use openidconnect::core::CoreJsonWebKeySet;
use shelf::{Readable, Unusable};

use crate::settings::{FRESH, Known, LAST_RESORT};

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
    type Known = Known;

    const FETCHING: &'static str = "fetching the keys of the staff sign-in";
    const LIMIT: usize = ANSWER_LIMIT;
    const LONGEST_LIFE: SignedDuration = FRESH;
    const LAST_RESORT: SignedDuration = LAST_RESORT;

    fn read(body: &str, _: &Known) -> Result<Self, Unusable> {
        let ours = Jwks::parse(body).map_err(|_| Unusable("it is not a key set"))?;
        if ours.keys().is_empty() {
            return Err(Unusable("no key can be used"));
        }
        let library = serde_json::from_str(body).map_err(|_| Unusable("it is not a key set"))?;
        Ok(Self { ours, library })
    }
}
