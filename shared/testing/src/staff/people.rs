//! The made-up members of staff.

/// The value of `roles` that a caseworker has.
pub const CASEWORKER_ROLE: &str = "Caseworker";

/// The value of `roles` that a viewer has.
pub const VIEWER_ROLE: &str = "Viewer";

/// Somebody who has an account in the organisation.
#[derive(Debug, Clone)]
pub struct Persona {
    /// What tests and forms call them.
    pub key: String,
    /// Their name.
    pub name: String,
    /// What they may do, for whoever picks from the list.
    pub outcome: String,
    /// Their identifier for this application (`sub`).
    pub subject: String,
    /// Their identifier in the organisation (`oid`).
    pub object: String,
    /// Their roles. Nobody without one has the claim at all.
    pub roles: Vec<String>,
}

impl Persona {
    /// Two caseworkers, a viewer, and somebody who has an account and no role.
    pub fn all() -> Vec<Self> {
        vec![
            Self::new("priya", "Priya Caseworker", "may decide", 1, &[CASEWORKER_ROLE]),
            Self::new("tom", "Tom Caseworker", "may decide", 2, &[CASEWORKER_ROLE]),
            Self::new("vera", "Vera Viewer", "may look only", 3, &[VIEWER_ROLE]),
            Self::new("nora", "Nora Newcomer", "has no role, and is refused", 4, &[]),
        ]
    }

    /// The made-up member of staff with this key.
    ///
    /// # Panics
    ///
    /// If there is none: a test that names one has a typing mistake.
    pub fn named(key: &str) -> Self {
        let found = Self::all().into_iter().find(|persona| persona.key == key);
        found.expect("a member of staff has this key")
    }

    fn new(key: &str, name: &str, outcome: &str, number: u8, roles: &[&str]) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            outcome: outcome.to_owned(),
            subject: format!("{key}-of-the-support-console"),
            object: format!("00000000-0000-4000-8000-00000000000{number}"),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        }
    }
}
