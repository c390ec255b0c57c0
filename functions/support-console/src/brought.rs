//! What comes back from the sign-in of their organisation.

/// What somebody brings back (RFC 6749 section 4.1.2, RFC 9207 section 2).
#[derive(Default)]
pub(crate) struct Brought {
    pub(crate) state: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) issuer: Option<String>,
}

impl Brought {
    /// The first of each counts: a library of theirs may send something twice, an attacker gains nothing.
    pub(crate) fn read(query: &str) -> Self {
        let mut brought = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "state" => &mut brought.state,
                "code" => &mut brought.code,
                "error" => &mut brought.error,
                "iss" => &mut brought.issuer,
                _ => continue,
            };
            place.get_or_insert_with(|| value.into_owned());
        }
        brought
    }
}
