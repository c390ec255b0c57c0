//! Brings the notices of the stand-in for GOV.UK One Login, over HTTP.

use async_trait::async_trait;
use testing::one_login::Courier;

/// A courier.
pub(crate) struct Post(reqwest::Client);

impl Post {
    pub(crate) fn new() -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("one-login-stand-in")
            .build();
        Self(client.expect("the platform has TLS"))
    }
}

#[async_trait]
impl Courier for Post {
    async fn bring(&self, uri: &str, token: &str) -> u16 {
        let sent = self.0.post(uri).form(&[("logout_token", token)]).send().await;
        sent.map_or(0, |answer| answer.status().as_u16())
    }
}
