//! What a function finds around it when it starts.

use std::sync::Arc;

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_types::{SdkConfig, region::Region};
use jose::Secret;
use ports::{Clock, Entropy, GivenKeys, InvalidSetting, Variables};

use crate::nature::{SystemClock, SystemEntropy};

/// The environment a function starts in.
#[derive(Debug)]
pub struct Host {
    variables: Variables,
}

impl Host {
    pub(crate) fn from_environment() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        let variables = Variables::new(|name| std::env::var(name).ok());
        Self { variables }
    }

    /// The settings.
    pub fn variables(&self) -> &Variables {
        &self.variables
    }

    /// What time it is.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    /// Randomness fit for secrets.
    pub fn entropy(&self) -> Arc<dyn Entropy> {
        Arc::new(SystemEntropy)
    }

    /// How to reach AWS, from what Lambda puts in the environment and nothing else: no provider chain to
    /// run through at a cold start. `AWS_ENDPOINT_URL` points to a stand-in.
    ///
    /// # Errors
    /// Region or credentials are not in the environment.
    pub fn aws(&self) -> Result<SdkConfig, InvalidSetting> {
        let credentials = Credentials::new(
            self.variables.required("AWS_ACCESS_KEY_ID")?,
            self.variables.required("AWS_SECRET_ACCESS_KEY")?,
            self.variables.optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let mut config = SdkConfig::builder()
            .behavior_version(aws_sdk_secretsmanager::config::BehaviorVersion::latest())
            .region(Region::new(self.variables.required("AWS_REGION")?))
            .credentials_provider(SharedCredentialsProvider::new(credentials));
        if let Some(endpoint) = self.variables.optional("AWS_ENDPOINT_URL") {
            config = config.endpoint_url(endpoint);
        }
        Ok(config.build())
    }

    /// Private keys that a setting gives as PEM, as the path of a file, or as the ARN of a secret in
    /// Secrets Manager.
    ///
    /// # Errors
    /// The setting is missing, or what it names cannot be read.
    pub async fn private_keys(&self, setting: &'static str) -> Result<GivenKeys, InvalidSetting> {
        let value = self.variables.required(setting)?;
        if value.trim_start().starts_with("-----BEGIN") {
            return Ok(GivenKeys { setting, pem: value });
        }
        if value.starts_with("arn:") {
            return Ok(GivenKeys { setting, pem: self.kept_secret(setting, value).await? });
        }
        let pem = std::fs::read_to_string(&value).map_err(|_| {
            InvalidSetting::new(setting, "is neither PEM, nor a file, nor the ARN of a secret")
        })?;
        Ok(GivenKeys { setting, pem })
    }

    /// A secret that a setting gives as it is, or as the ARN of a secret in Secrets Manager; the spaces and
    /// lines around it are nobody's secret.
    ///
    /// # Errors
    /// The setting is missing, or what it names cannot be read.
    pub async fn secret(&self, setting: &'static str) -> Result<Secret, InvalidSetting> {
        let value = self.variables.required(setting)?;
        let kept = value.starts_with("arn:");
        let text = if kept { self.kept_secret(setting, value).await? } else { value };
        Ok(Secret::presented(text.trim()))
    }

    /// The text of a secret in Secrets Manager.
    async fn kept_secret(
        &self,
        setting: &'static str,
        arn: String,
    ) -> Result<String, InvalidSetting> {
        let secrets = aws_sdk_secretsmanager::Client::new(&self.aws()?);
        let secret = secrets.get_secret_value().secret_id(arn).send().await;
        let text = secret.ok().and_then(|secret| secret.secret_string);
        text.ok_or_else(|| InvalidSetting::new(setting, "the secret it names cannot be read"))
    }
}
