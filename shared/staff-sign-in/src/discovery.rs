//! The discovery document (OpenID Connect Discovery 1.0 section 3).

use https::ANSWER_LIMIT;
use jiff::SignedDuration;
use jose::strict_object;
use openidconnect::{
    AuthType, AuthUrl, EndSessionUrl, IssuerUrl, ProviderMetadataWithLogout, TokenUrl,
    core::CoreClientAuthMethod,
};
use shelf::{Readable, Unusable};
use url::Url;

use crate::settings::{FRESH, Known, LAST_RESORT};

/// Where the provider's endpoints are: all at its issuer's own origin.
#[derive(Debug)]
pub(crate) struct Discovery {
    pub(crate) issuer: IssuerUrl,
    pub(crate) authorize: AuthUrl,
    pub(crate) token: TokenUrl,
    pub(crate) end_session: Option<EndSessionUrl>,
    pub(crate) keys: String,
    /// How to say our secret.
    pub(crate) auth_type: AuthType,
}

impl Readable for Discovery {
    type Known = Known;

    const FETCHING: &'static str = "fetching the discovery document of the staff sign-in";
    const LIMIT: usize = ANSWER_LIMIT;
    const LONGEST_LIFE: SignedDuration = FRESH;
    const LAST_RESORT: SignedDuration = LAST_RESORT;

    fn read(body: &str, known: &Known) -> Result<Self, Unusable> {
        const MALFORMED: Unusable = Unusable("it is not provider metadata");
        // The library takes the last of two.
        strict_object(body.as_bytes()).ok_or(MALFORMED)?;
        let metadata: ProviderMetadataWithLogout =
            serde_json::from_str(body).map_err(|_| MALFORMED)?;
        if metadata.issuer().as_str() != known.settings.issuer {
            return Err(Unusable("its issuer is not the configured one"));
        }
        let discovery = Self {
            issuer: metadata.issuer().clone(),
            authorize: metadata.authorization_endpoint().clone(),
            token: metadata
                .token_endpoint()
                .cloned()
                .ok_or(Unusable("its token endpoint is missing"))?,
            end_session: metadata.additional_metadata().end_session_endpoint.clone(),
            keys: metadata.jwks_uri().to_string(),
            auth_type: auth_type(metadata.token_endpoint_auth_methods_supported())?,
        };
        let end_session = discovery.end_session.as_ref().map(EndSessionUrl::url);
        let urls = [discovery.authorize.url(), discovery.token.url(), metadata.jwks_uri().url()];
        let is_home = |url: &Url| url.origin().ascii_serialization() == known.home;
        if urls.into_iter().chain(end_session).all(is_home) {
            Ok(discovery)
        } else {
            Err(Unusable("an endpoint is not at the issuer's origin"))
        }
    }
}

/// A secret goes into the header, as every provider takes it unless it says otherwise, or into the body.
fn auth_type(offered: Option<&Vec<CoreClientAuthMethod>>) -> Result<AuthType, Unusable> {
    let Some(offered) = offered else { return Ok(AuthType::BasicAuth) };
    if offered.contains(&CoreClientAuthMethod::ClientSecretBasic) {
        Ok(AuthType::BasicAuth)
    } else if offered.contains(&CoreClientAuthMethod::ClientSecretPost) {
        Ok(AuthType::RequestBody)
    } else {
        Err(Unusable("it takes no client secret"))
    }
}
