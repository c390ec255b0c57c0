//! The store of a function that starts.

use aws_sdk_dynamodb::Client;
use aws_types::SdkConfig;
use ports::Variables;

use crate::{Store, TableNames};

impl Store {
    /// The store in the tables that the settings name, reached as `config` says.
    pub fn connect(config: &SdkConfig, settings: &Variables) -> Self {
        Self::new(Client::new(config), TableNames::from_settings(settings))
    }
}
