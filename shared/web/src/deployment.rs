//! What every function knows of the deployment it is part of.

use std::{fmt, sync::Arc};

use identity::Email;
use jiff::Timestamp;
use pages::{Brand, Frame, Support};
use ports::{Clock, Entropy, InvalidSetting, Variables};
use url::Url;

use crate::{brand, error_reference};

/// What does not change while the service runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Our address, without a slash at the end: what calling services compare `iss` with, byte for byte.
    pub issuer: String,
    /// How pages look.
    pub brand: Brand,
    /// Where people can get help.
    pub support: SupportContact,
}

/// Where people can get help.
#[derive(Debug, Clone)]
pub struct SupportContact {
    /// The address that is read by a person.
    pub email: String,
    /// The number to ring, as it is to be shown.
    pub phone: Option<String>,
}

impl Settings {
    /// Reads `ISSUER`, `BRAND`, `SUPPORT_EMAIL` and `SUPPORT_PHONE`.
    ///
    /// # Errors
    /// One is missing or malformed, or the GOV.UK brand is asked for on a host that may not carry it, or of a program that was not built with it.
    pub fn read(variables: &Variables) -> Result<Self, InvalidSetting> {
        let issuer = issuer(&variables.required("ISSUER")?)?;
        let brand = brand::read(variables.optional("BRAND").as_deref(), &issuer, Brand::govuk())?;
        let support = SupportContact {
            email: support_email(&variables.required("SUPPORT_EMAIL")?)?,
            phone: variables.optional("SUPPORT_PHONE"),
        };
        Ok(Self { issuer, brand, support })
    }
}

impl Settings {
    /// The same at another address of ours, which the setting `name` gives.
    ///
    /// # Errors
    /// It is no origin, or the GOV.UK brand may not be carried there.
    pub fn at(self, name: &'static str, address: &str) -> Result<Self, InvalidSetting> {
        let address = issuer(address).map_err(|_| {
            InvalidSetting::new(name, "is not an origin such as https://example.com")
        })?;
        brand::may_show(self.brand, &address)?;
        Ok(Self { issuer: address, ..self })
    }
}

/// An origin alone: discovery and `iss` are compared byte for byte, so there is one spelling.
fn issuer(given: &str) -> Result<String, InvalidSetting> {
    let malformed =
        || InvalidSetting::new("ISSUER", "is not an origin such as https://example.com");
    let url = Url::parse(given).map_err(|_| malformed())?;
    let origin = url.origin().ascii_serialization();
    if matches!(url.scheme(), "https" | "http") && origin == given {
        Ok(origin)
    } else {
        Err(malformed())
    }
}

fn support_email(given: &str) -> Result<String, InvalidSetting> {
    let email = given.parse::<Email>();
    email
        .map(|email| email.as_str().to_owned())
        .map_err(|_| InvalidSetting::new("SUPPORT_EMAIL", "is not an email address"))
}

/// The deployment a function is part of: its settings, its clock and its randomness.
#[derive(Clone)]
pub struct Deployment {
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Deployment {
    /// A deployment with these settings.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { settings: Arc::new(settings), clock, entropy }
    }

    /// The deployment these settings describe.
    ///
    /// # Errors
    /// See [`Settings::read`].
    pub fn read(
        variables: &Variables,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, InvalidSetting> {
        Ok(Self::new(Settings::read(variables)?, clock, entropy))
    }

    /// Randomness fit for secrets, for those who draw later.
    pub fn entropy_source(&self) -> &Arc<dyn Entropy> {
        &self.entropy
    }

    /// Our address, without a slash at the end.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// The origin of our address: what browsers send as `Origin`.
    pub fn origin(&self) -> String {
        Url::parse(&self.settings.issuer)
            .map_or_else(|_| self.settings.issuer.clone(), |url| url.origin().ascii_serialization())
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What time it is, for those who have to ask later.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Randomness fit for secrets.
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// A reference that a person reads out and our log holds: that of the request under way, if one is.
    pub fn error_reference(&self) -> String {
        error_reference(self.entropy())
    }

    /// What all pages share, for somebody we know nothing about.
    pub fn frame(&self) -> Frame<'_> {
        let support = &self.settings.support;
        Frame::new(
            self.settings.brand,
            Support { email: &support.email, phone: support.phone.as_deref() },
        )
    }
}

impl fmt::Debug for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deployment").field("settings", &self.settings).finish_non_exhaustive()
    }
}
