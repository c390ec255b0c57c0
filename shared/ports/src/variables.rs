//! Settings as they are given: a name and a text. The same names on every host.

use std::fmt;

/// Where settings are looked up: the environment of a Lambda function, or the flags of one machine.
pub struct Variables(Box<LookUp>);

type LookUp = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A setting without which nothing can start. One line that names it.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct InvalidSetting {
    name: String,
    problem: String,
}

/// The same one line: it is what a `main` that fails prints.
impl fmt::Debug for InvalidSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl InvalidSetting {
    /// The setting `name` has this `problem`. The problem must not repeat a secret.
    pub fn new(name: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { name: name.into(), problem: problem.into() }
    }
}

/// Private keys that a setting gave, in PEM form.
#[derive(Clone)]
pub struct GivenKeys {
    /// Which setting, for whoever has to correct it.
    pub setting: &'static str,
    /// What it gave, or what it named.
    pub pem: String,
}

impl fmt::Debug for GivenKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GivenKeys({}, …)", self.setting)
    }
}

/// Root certificates that are believed besides the built-in ones, in PEM form (RFC 7468 section 5): those of what stands in for
/// somebody on one machine. A deployment gives none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoreRoots {
    pem: Option<String>,
}

impl MoreRoots {
    /// The setting that gives them.
    pub const SETTING: &str = "MORE_ROOTS";

    /// Those of the setting, if it is set.
    ///
    /// # Errors
    /// There is no certificate in it.
    pub fn read(variables: &Variables) -> Result<Self, InvalidSetting> {
        match variables.optional(Self::SETTING) {
            Some(pem) if !pem.contains("-----BEGIN CERTIFICATE-----") => {
                Err(InvalidSetting::new(Self::SETTING, "has no certificate in PEM form"))
            }
            pem => Ok(Self { pem }),
        }
    }

    /// The certificates as they were given.
    pub fn pem(&self) -> Option<&str> {
        self.pem.as_deref()
    }
}

impl Variables {
    /// Settings that `look_up` finds.
    pub fn new(look_up: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Box::new(look_up))
    }

    /// The setting, if it is given and not blank.
    pub fn optional(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.trim().is_empty())
    }

    /// The setting.
    ///
    /// # Errors
    /// It is missing or blank.
    pub fn required(&self, name: &str) -> Result<String, InvalidSetting> {
        self.optional(name).ok_or_else(|| InvalidSetting::new(name, "is not set"))
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Variables(…)")
    }
}
