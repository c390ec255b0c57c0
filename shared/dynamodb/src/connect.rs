//! The store of a function that starts.

use aws_sdk_dynamodb::Client;
use aws_types::SdkConfig;
use ports::{InvalidSetting, Variables};

use crate::{Store, TableNames};

impl Store {
    /// The store in the tables that the settings name, reached as `config` says.
    ///
    /// # Errors
    /// The settings name no table at all.
    pub fn connect(config: &SdkConfig, settings: &Variables) -> Result<Self, InvalidSetting> {
        Ok(Self::new(Client::new(config), TableNames::from_settings(settings)?))
    }
}
