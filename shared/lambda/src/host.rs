//! What a function finds around it when it starts.

use std::sync::{Arc, OnceLock};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_types::{SdkConfig, region::Region};
use jose::Secret;
use ports::{Clock, Entropy, Fault, GivenKeys, InvalidSetting, MoreRoots, Variables};

use crate::{
    aws::Wire,
    nature::{SystemClock, SystemEntropy},
};

/// Where a stand-in for all of AWS answers, if there is one.
const ENDPOINT: &str = "AWS_ENDPOINT_URL";

/// The environment a function starts in.
#[derive(Debug)]
pub struct Host {
    variables: Variables,
    /// How AWS is called, once somebody wants to.
    wire: OnceLock<Wire>,
}

impl Host {
    pub(crate) fn from_environment() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        let variables = Variables::new(|name| std::env::var(name).ok());
        Self { variables, wire: OnceLock::new() }
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
    /// run through at a cold start. Whoever is configured by it shares connections with all others.
    /// `AWS_ENDPOINT_URL` points to a stand-in, whose certificates `MORE_ROOTS` may vouch for.
    ///
    /// # Errors
    /// Region or credentials are not in the environment, or `MORE_ROOTS` has no certificate.
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
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.wire()?.client());
        if let Some(endpoint) = self.variables.optional(ENDPOINT) {
            config = config.endpoint_url(endpoint);
        }
        Ok(config.build())
    }

    /// Opens a connection to DynamoDB if this function asks AWS for anything: then it asks that first.
    pub(crate) async fn open_connection(&self) {
        let (Some(wire), Some(region)) = (self.wire.get(), self.variables.optional("AWS_REGION"))
        else {
            return;
        };
        let stand_in = self.variables.optional(ENDPOINT);
        let theirs = || format!("https://dynamodb.{region}.amazonaws.com");
        wire.open(&stand_in.unwrap_or_else(theirs)).await;
    }

    fn wire(&self) -> Result<&Wire, InvalidSetting> {
        if self.wire.get().is_none() {
            // Whoever else has made one meanwhile has made the same.
            let wire = Wire::new(&MoreRoots::read(&self.variables)?);
            let odd = |fault: Fault| InvalidSetting::new(MoreRoots::SETTING, fault.in_full());
            let _ = self.wire.set(wire.map_err(odd)?);
        }
        Ok(self.wire.get().expect("it was set just now"))
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
