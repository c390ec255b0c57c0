//! From whom email comes, and how.

use ports::{InvalidSetting, Variables};

use crate::address;

/// From whom email comes, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The `From` header: the name of the service and the address it writes from.
    pub(crate) source: String,
    /// Where answers go: an address that a person reads.
    pub(crate) reply_to: String,
    /// Which identity of SES may write from that address, if it is not that of this account and region.
    pub(crate) identity_arn: Option<String>,
    /// How SES tells what becomes of an email.
    pub(crate) configuration_set: String,
}

impl Settings {
    /// Reads `EMAIL_FROM`, `SUPPORT_EMAIL`, `EMAIL_CONFIGURATION_SET` and, if it is there,
    /// `EMAIL_IDENTITY_ARN`.
    ///
    /// # Errors
    /// One is missing, or an address is not a plain one.
    pub fn read(settings: &Variables) -> Result<Self, InvalidSetting> {
        let from = address(settings, "EMAIL_FROM")?;
        let identity_arn = settings.optional("EMAIL_IDENTITY_ARN");
        if identity_arn.as_ref().is_some_and(|arn| !arn.starts_with("arn:")) {
            return Err(InvalidSetting::new("EMAIL_IDENTITY_ARN", "is not an ARN"));
        }
        Ok(Self {
            source: format!("\"{}\" <{from}>", emails::ENGLISH.sender()),
            reply_to: address(settings, "SUPPORT_EMAIL")?,
            identity_arn,
            configuration_set: settings.required("EMAIL_CONFIGURATION_SET")?,
        })
    }
}

fn address(settings: &Variables, name: &str) -> Result<String, InvalidSetting> {
    let address = settings.required(name)?;
    if address::is_plain(&address) {
        Ok(address)
    } else {
        Err(InvalidSetting::new(name, "is not a plain email address such as support@example.com"))
    }
}
