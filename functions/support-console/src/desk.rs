//! Where the console stands: its own address, and that of teachers.

use std::sync::Arc;

use ports::{Clock, Entropy, InvalidSetting, Variables};
use web::{Deployment, Settings};

/// Where the console stands.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The deployment, at the address of support staff.
    pub(crate) deployment: Deployment,
    /// Our address for teachers, without a slash at the end: where the emails lead.
    pub(crate) issuer: String,
    /// Where people can get help: what the emails name.
    pub(crate) support: String,
}

impl Desk {
    /// Reads what every function reads, and `STAFF_ORIGIN`: the console's own address, an origin alone.
    ///
    /// # Errors
    /// A setting is missing or malformed.
    pub fn read(
        variables: &Variables,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, InvalidSetting> {
        let settings = Settings::read(variables)?;
        let (issuer, support) = (settings.issuer.clone(), settings.support.email.clone());
        let origin = variables.required("STAFF_ORIGIN")?;
        let settings = settings.at("STAFF_ORIGIN", &origin)?;
        Ok(Self { deployment: Deployment::new(settings, clock, entropy), issuer, support })
    }
}
