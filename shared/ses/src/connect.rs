//! SES, and how long it is waited for.

use std::time::Duration;

use aws_sdk_ses::{
    Client, Config,
    config::{retry::RetryConfig, timeout::TimeoutConfig},
};
use aws_types::SdkConfig;

use crate::Settings;

/// Sends email through SES.
#[derive(Debug, Clone)]
pub struct SesMailer {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
}

impl SesMailer {
    /// Sends as the settings say, reached as `config` says.
    pub fn new(config: &SdkConfig, settings: Settings) -> Self {
        let patience = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(Duration::from_secs(5))
            .build();
        let config = Config::from(config)
            .to_builder()
            .timeout_config(patience)
            // Trying again what may have been done sends an email twice: that is for whoever keeps account.
            .retry_config(RetryConfig::disabled())
            .build();
        Self { client: Client::from_conf(config), settings }
    }
}
