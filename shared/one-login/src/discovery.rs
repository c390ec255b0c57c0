//! The discovery document (OpenID Connect Discovery 1.0 section 3).

use https::ANSWER_LIMIT;
use jiff::SignedDuration;
use openidconnect::{
    AuthUrl, EndSessionUrl, IssuerUrl, ProviderMetadataWithLogout, TokenUrl, UserInfoUrl,
};
use shelf::{Readable, Unusable};
use url::Url;

use crate::settings::{Known, LAST_RESORT, LONGEST_LIFE};

/// Where GOV.UK One Login's endpoints are: all at its issuer's own origin.
#[derive(Debug)]
pub(crate) struct Discovery {
    pub(crate) issuer: IssuerUrl,
    pub(crate) authorize: AuthUrl,
    pub(crate) token: TokenUrl,
    pub(crate) user_info: UserInfoUrl,
    pub(crate) end_session: EndSessionUrl,
    pub(crate) keys: String,
}

impl Readable for Discovery {
    type Known = Known;

    const FETCHING: &'static str = "fetching the discovery document of GOV.UK One Login";
    const LIMIT: usize = ANSWER_LIMIT;
    const LONGEST_LIFE: SignedDuration = LONGEST_LIFE;
    const LAST_RESORT: SignedDuration = LAST_RESORT;

    fn read(body: &str, known: &Known) -> Result<Self, Unusable> {
        let metadata: ProviderMetadataWithLogout =
            serde_json::from_str(body).map_err(|_| Unusable("it is not provider metadata"))?;
        let issuer = metadata.issuer().clone();
        if issuer.as_str() != known.settings.issuer {
            return Err(Unusable("its issuer is not the configured one"));
        }
        let missing = || Unusable("an endpoint is missing");
        let end_session = metadata.additional_metadata().end_session_endpoint.clone();
        let discovery = Self {
            authorize: metadata.authorization_endpoint().clone(),
            token: metadata.token_endpoint().cloned().ok_or_else(missing)?,
            user_info: metadata.userinfo_endpoint().cloned().ok_or_else(missing)?,
            end_session: end_session.ok_or_else(missing)?,
            keys: metadata.jwks_uri().to_string(),
            issuer,
        };
        if discovery.urls(metadata.jwks_uri().url()).iter().any(|url| !discovery.is_home(url)) {
            return Err(Unusable("an endpoint is not at the issuer's origin"));
        }
        Ok(discovery)
    }
}

impl Discovery {
    fn urls<'a>(&'a self, keys: &'a Url) -> [&'a Url; 5] {
        [self.authorize.url(), self.token.url(), self.user_info.url(), self.end_session.url(), keys]
    }

    fn is_home(&self, url: &Url) -> bool {
        url.origin() == self.issuer.url().origin()
    }
}
