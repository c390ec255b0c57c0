//! Signature algorithms (RFC 7518 section 3.1).

/// A signature algorithm this service signs with or believes. There is no `none` and no shared-key
/// algorithm here, so nothing can ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each.
    Es256,
}

impl Algorithm {
    /// Its name in an `alg` member.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }

    /// The algorithm of exactly this name, upper and lower case told apart.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Rs256, Self::Ps256, Self::Es256].into_iter().find(|known| known.name() == name)
    }
}
