//! One newtype per id, so that none can be handed over for another.

use std::{fmt, str::FromStr};

/// Text that cannot be such an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {0}")]
pub struct InvalidId(&'static str);

// Each id is the same three lines; a macro keeps them the same.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $accepts:expr, shows itself) => {
        id!($(#[$doc])* $name, $what, $accepts);
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, $what:literal, $accepts:expr, redacts itself) => {
        id!($(#[$doc])* $name, $what, $accepts);
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(…)", stringify!($name))
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, $what:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let accepts: fn(&str) -> bool = $accepts;
                if accepts(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId($what)) }
            }
        }

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

/// What we make ourselves: letters, digits, `-` and `_`, so that it fits in a path.
fn ours(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

id! {
    /// The stable identifier GOV.UK One Login gives a person: opaque, compared byte for byte, at
    /// most 255 characters (OpenID Connect Core section 2). It holds colons.
    Subject, "a One Login subject",
    |text| (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()),
    redacts itself
}

id! {
    /// Names a calling service (OAuth's `client_id`, RFC 6749 section 2.2).
    ClientId, "a client ID",
    |text| (1..=128).contains(&text.len()) && text.bytes().all(|b| matches!(b, 0x20..=0x7E)),
    shows itself
}

id! {
    /// Names one journey. It stands in the path and opens nothing by itself.
    JourneyId, "a journey ID", ours, shows itself
}

id! {
    /// Names one browser across its sessions. It never leaves the store.
    BrowserId, "a browser ID", ours, shows itself
}

id! {
    /// Names one sign-in of one person, as calling services see it (`sid`, OpenID Connect
    /// Back-Channel Logout section 2.1).
    SessionId, "a session ID", ours, shows itself
}

id! {
    /// Names a TRN request.
    RequestId, "a TRN request ID", ours, shows itself
}

id! {
    /// Names a review task.
    TaskId, "a review task ID", ours, shows itself
}

id! {
    /// Names a message in the outbox.
    MessageId, "a message ID", ours, shows itself
}

id! {
    /// Names a member of support staff as their organisation's sign-in does: the issuer, and what is
    /// stable and never given to anybody else there. Opaque, compared byte for byte, at most 255
    /// characters. It is no email address: those pass from one person to the next.
    StaffId, "a staff ID",
    |text| (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()),
    shows itself
}

impl StaffId {
    /// Whoever this issuer calls `subject` (`iss` and `sub`, OpenID Connect Core section 5.7):
    /// `{issuer}#sub={subject}`.
    pub fn of_subject(issuer: &str, subject: &str) -> Result<Self, InvalidId> {
        Self::joined(issuer, &[("sub", subject)])
    }

    /// Whoever this issuer calls `object` in its directory `tenant` (`iss`, `tid` and `oid` of Microsoft
    /// Entra ID, which gives every application another `sub`): `{issuer}#tid={tenant}&oid={object}`.
    pub fn of_object(issuer: &str, tenant: &str, object: &str) -> Result<Self, InvalidId> {
        if tenant.contains('&') {
            return Err(InvalidId("a staff ID"));
        }
        Self::joined(issuer, &[("tid", tenant), ("oid", object)])
    }

    /// An issuer has no fragment, so that no two people are joined to one id.
    fn joined(issuer: &str, parts: &[(&str, &str)]) -> Result<Self, InvalidId> {
        if issuer.contains('#') || parts.iter().any(|(_, value)| value.is_empty()) {
            return Err(InvalidId("a staff ID"));
        }
        let parts: Vec<String> =
            parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{issuer}#{}", parts.join("&")).parse()
    }
}

id! {
    /// What a person quotes when they contact support: `TRN-7K4M-92QX`. No 0, O, 1 or I, so that it
    /// can be read aloud.
    Reference, "a reference",
    |text| {
        let mut groups = text.split('-');
        groups.next() == Some("TRN")
            && groups.by_ref().take(2).filter(|group| group.len() == 4 && group.bytes().all(|b| Reference::ALPHABET.contains(&b))).count() == 2
            && groups.next().is_none()
    },
    shows itself
}

impl Reference {
    /// The 32 characters a reference is made of.
    pub const ALPHABET: &'static [u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// The reference that eight random bytes make; 40 of their bits are used.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let letters: String =
            bytes.iter().map(|b| char::from(Self::ALPHABET[usize::from(b % 32)])).collect();
        Self(format!("TRN-{}-{}", &letters[..4], &letters[4..]))
    }
}
