//! The store of a function that starts.

use aws_sdk_dynamodb::Client;
use aws_types::SdkConfig;
use ports::{InvalidSetting, Variables};

use crate::{Store, Table, TableNames};

impl Store {
    /// The store in these tables, named by the settings and reached as `config` says. Any other table is
    /// out of reach.
    ///
    /// # Errors
    /// A table is not named.
    pub fn connect(
        config: &SdkConfig,
        settings: &Variables,
        tables: &[Table],
    ) -> Result<Self, InvalidSetting> {
        Ok(Self::new(Client::new(config), TableNames::from_settings(settings, tables)?))
    }
}
