//! What stands in for AWS where an adapter is tried: [`MiniStack`], a local engine that behaves like SQS, SES and KMS,
//! and [`Scripted`], which answers what it was told to. DynamoDB has an engine of its own in `testing`.

mod ministack;
mod scripted;

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_types::{SdkConfig, region::Region};

pub use ministack::MiniStack;
pub use scripted::{Asked, Scripted};

/// Where everything is.
const REGION: &str = "eu-west-2";

/// How to reach a stand-in at this address.
fn config(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::from_keys("test", "test", None);
    SdkConfig::builder()
        .region(Region::from_static(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https())
        .endpoint_url(endpoint)
        .build()
}
