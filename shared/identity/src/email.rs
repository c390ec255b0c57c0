//! Email addresses.

use std::{fmt, str::FromStr};

/// An email address that GOV.UK One Login verified or a record holds. It ranks candidates and is
/// written to; it is never a key, because people share and change addresses.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text has no single `@` with something on both sides, or holds spaces or control characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an email address")]
pub struct InvalidEmail;

impl FromStr for Email {
    type Err = InvalidEmail;

    /// Checks what would break a message header (RFC 5322 section 3.4.1) and no more: whether mail
    /// arrives is for the mail system to say.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let address = typed.trim();
        let clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
        match address.rsplit_once('@') {
            Some((local, domain))
                if clean
                    && address.len() <= 254
                    && !local.is_empty()
                    && !local.contains('@')
                    && !domain.is_empty() =>
            {
                Ok(Self(address.to_owned()))
            }
            Some(_) | None => Err(InvalidEmail),
        }
    }
}

impl Email {
    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lower case: addresses are compared without regard to case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// Enough for its owner to recognise it, too little for anybody else: `a•••@example.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}
