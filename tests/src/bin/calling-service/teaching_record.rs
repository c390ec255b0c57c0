//! Signs people in with their teaching record.

use std::{
    collections::HashMap,
    error::Error,
    fs,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdToken, IdTokenClaims, IdTokenFields, IssuerUrl, JsonWebTokenType,
    LogoutRequest, Nonce, NonceVerifier, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, RefreshToken, Scope,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, SubjectIdentifier,
    TokenResponse, UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
        CoreGenderClaim, CoreIdTokenVerifier, CoreJsonWebKey, CoreJsonWebKeySet,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::sync::RwLock;

pub(crate) type Trouble = Box<dyn Error + Send + Sync>;
pub(crate) type Claims = IdTokenClaims<TeachingRecord, CoreGenderClaim>;
pub(crate) type UserInfo = UserInfoClaims<TeachingRecord, CoreGenderClaim>;

/// What you are told besides the claims that the library knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TeachingRecord {
    trn: Option<String>,
    trn_status: String,
    trn_request_id: Option<String>,
    trn_previous: Option<String>,
    verified_name: Vec<String>,
    verified_date_of_birth: String,
    sid: Option<String>,
}

impl AdditionalClaims for TeachingRecord {}

/// What a logout token says besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SignOut {
    sid: String,
    jti: String,
    events: HashMap<String, Map<String, Value>>,
}

impl AdditionalClaims for SignOut {}

// The library's own names for these are without claims of ours.
type Token<C> =
    IdToken<C, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Fields = IdTokenFields<
    TeachingRecord,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Client = openidconnect::Client<
    TeachingRecord,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What to keep in the session until the browser is back.
#[derive(Serialize, Deserialize)]
pub(crate) struct Started {
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// What to keep in the session then.
#[derive(Serialize, Deserialize)]
pub(crate) struct SignedIn {
    pub(crate) sub: SubjectIdentifier,
    pub(crate) sid: Option<String>,
    id_token: Token<TeachingRecord>,
    access_token: AccessToken,
    refresh_token: RefreshToken,
}

/// Your service, as one that we know.
pub(crate) struct RelyingParty {
    http: reqwest::Client,
    provider: ProviderMetadataWithLogout,
    keys: RwLock<CoreJsonWebKeySet>,
    client: Client,
    key: Option<EcdsaKeyPair>,
    signed_out_uri: PostLogoutRedirectUrl,
}

impl RelyingParty {
    pub(crate) async fn discover(environment: &HashMap<String, String>) -> Result<Self, Trouble> {
        let set = |name: &str| environment.get(name).cloned().ok_or(format!("{name} is not set"));
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let issuer = IssuerUrl::new(set("ISSUER")?)?;
        let call = |request| send(http.clone(), request);
        let provider = ProviderMetadataWithLogout::discover_async(issuer, &call).await?;
        let key = environment.get("CLIENT_KEY").map(|file| private_key(file)).transpose()?;
        let secret = if key.is_some() { None } else { Some(set("CLIENT_SECRET")?) };
        let (id, secret) = (ClientId::new(set("CLIENT_ID")?), secret.map(ClientSecret::new));
        let client = Client::from_provider_metadata(provider.clone(), id, secret)
            .set_redirect_uri(RedirectUrl::new(set("REDIRECT_URI")?)?);
        let keys = RwLock::new(provider.jwks().clone());
        let signed_out_uri = PostLogoutRedirectUrl::new(set("SIGNED_OUT_URI")?)?;
        Ok(Self { http, provider, keys, client, key, signed_out_uri })
    }

    /// Where to send the browser.
    pub(crate) fn sign_in(&self) -> (Url, Started) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = ["teaching_record", "email", "profile", "offline_access"];
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = self
            .client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        (url, Started { state, nonce, verifier })
    }

    /// What you are told. `answer` is the query that the browser came back with.
    pub(crate) async fn callback(
        &self,
        started: Started,
        answer: &HashMap<String, String>,
    ) -> Result<(SignedIn, Claims), Trouble> {
        // The library looks at neither of these.
        if answer.get("state") != Some(started.state.secret()) {
            return Err("we: the answer is to another question".into());
        }
        if answer.get("iss").map(String::as_str) != Some(self.provider.issuer().as_str()) {
            return Err("we: the answer is from another issuer".into()); // RFC 9207
        }
        if let Some(error) = answer.get("error") {
            let description = answer.get("error_description").map_or("", String::as_str);
            return Err(format!("{error}: {description}").into());
        }
        let code = AuthorizationCode::new(answer.get("code").ok_or("there is no code")?.clone());
        let mut request = self.client.exchange_code(code)?.set_pkce_verifier(started.verifier);
        for (name, value) in self.assertion()? {
            request = request.add_extra_param(name, value);
        }
        let tokens = request.request_async(&|request| send(self.http.clone(), request)).await?;
        self.believe(&tokens, &started.nonce).await
    }

    /// The same, as it stands now; as long as the access token lives.
    pub(crate) async fn now(&self, signed_in: &SignedIn) -> Result<UserInfo, Trouble> {
        // With the subject, the library refuses what is said of somebody else.
        let (token, sub) = (signed_in.access_token.clone(), signed_in.sub.clone());
        let request = self.client.user_info(token, Some(sub))?;
        Ok(request.request_async(&|request| send(self.http.clone(), request)).await?)
    }

    /// The same, later: each refresh token works once and brings the next, so let nobody do this twice at a time.
    pub(crate) async fn refresh(&self, before: &SignedIn) -> Result<(SignedIn, Claims), Trouble> {
        let mut request = self.client.exchange_refresh_token(&before.refresh_token)?;
        for (name, value) in self.assertion()? {
            request = request.add_extra_param(name, value);
        }
        let tokens = request.request_async(&|request| send(self.http.clone(), request)).await?;
        let (signed_in, claims) = self.believe(&tokens, |_: Option<&Nonce>| Ok(())).await?;
        if signed_in.sub != before.sub {
            return Err("we: the ID token is about somebody else".into());
        }
        Ok((signed_in, claims))
    }

    /// Where to send the browser to sign out, once your own session is over, and the state it comes back with.
    pub(crate) fn sign_out(&self, signed_in: &SignedIn) -> Result<(Url, CsrfToken), Trouble> {
        let state = CsrfToken::new_random();
        let endpoint = self.provider.additional_metadata().end_session_endpoint.clone();
        let request = LogoutRequest::from(endpoint.ok_or("there is nowhere to sign out")?)
            .set_id_token_hint(&signed_in.id_token)
            .set_post_logout_redirect_uri(self.signed_out_uri.clone())
            .set_state(state.clone());
        Ok((request.http_get_url(), state))
    }

    /// Which sign-in (`sid`) is over: end every session of yours that came from it.
    pub(crate) async fn signed_out_elsewhere(&self, token: &str) -> Result<String, Trouble> {
        const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
        let token: Token<SignOut> = token.parse()?;
        let typ = JsonWebTokenType::new("logout+jwt".to_owned()).normalize()?;
        let verifier = self.verifier(&token).await?.set_allowed_jose_types([typ]);
        let verifier = verifier.set_issue_time_verifier_fn(|issued| {
            let age = SystemTime::from(issued).elapsed().unwrap_or_default();
            if age > Duration::from_secs(150) { Err("it is too old".to_owned()) } else { Ok(()) }
        });
        let none = |nonce: Option<&Nonce>| match nonce {
            Some(_) => Err("a logout token has none".to_owned()),
            None => Ok(()),
        };
        let said = token.claims(&verifier, none)?.additional_claims();
        if !said.events.contains_key(EVENT) {
            return Err("we: this is no logout token".into());
        }
        Ok(said.sid.clone())
    }

    async fn believe(
        &self,
        tokens: &Tokens,
        nonce: impl NonceVerifier + Send,
    ) -> Result<(SignedIn, Claims), Trouble> {
        let id_token = tokens.id_token().ok_or("there is no ID token")?;
        let verifier = self.verifier(id_token).await?;
        let claims = id_token.claims(&verifier, nonce)?;
        // The library does not look at `at_hash` by itself.
        let (algorithm, key) = (id_token.signing_alg()?, id_token.signing_key(&verifier)?);
        let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)?;
        if claims.access_token_hash() != Some(&hash) {
            return Err("we: the access token is another".into());
        }
        let signed_in = SignedIn {
            sub: claims.subject().clone(),
            sid: claims.additional_claims().sid.clone(),
            id_token: id_token.clone(),
            access_token: tokens.access_token().clone(),
            refresh_token: tokens.refresh_token().ok_or("there is no refresh token")?.clone(),
        };
        Ok((signed_in, claims.clone()))
    }

    /// What verifies this token. The library fetches keys once: a key that it does not know yet is fetched here.
    async fn verifier<C: AdditionalClaims>(
        &self,
        token: &Token<C>,
    ) -> Result<CoreIdTokenVerifier<'static>, Trouble> {
        let known = self.verifier_with(self.keys.read().await.clone());
        if token.signing_key(&known) != Err(SignatureVerificationError::NoMatchingKey) {
            return Ok(known);
        }
        let call = |request| send(self.http.clone(), request);
        let keys = CoreJsonWebKeySet::fetch_async(self.provider.jwks_uri(), &call).await?;
        *self.keys.write().await = keys.clone();
        Ok(self.verifier_with(keys))
    }

    fn verifier_with(&self, keys: CoreJsonWebKeySet) -> CoreIdTokenVerifier<'static> {
        // To the library a public client is one whose tokens are never signed with its secret.
        let (id, issuer) = (self.client.client_id().clone(), self.provider.issuer().clone());
        CoreIdTokenVerifier::new_public_client(id, issuer, keys)
            .set_allowed_algs(self.provider.id_token_signing_alg_values_supported().clone())
    }

    /// What says who you are if you have a key (RFC 7523): the library knows secrets alone. Good for four minutes, and
    /// at most five are accepted.
    fn assertion(&self) -> Result<Vec<(&'static str, String)>, Trouble> {
        let Some(key) = &self.key else { return Ok(Vec::new()) };
        let now = UNIX_EPOCH.elapsed()?.as_secs();
        let (id, issuer) = (self.client.client_id(), self.provider.issuer());
        let claims = json!({
            "iss": id, "sub": id, "aud": issuer, "jti": CsrfToken::new_random().secret(),
            "iat": now, "exp": now + 240,
        });
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": "ES256" })), part(&claims));
        let signature = key.sign(&SystemRandom::new(), signed.as_bytes())?;
        let assertion = format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature));
        let jwt_bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned();
        Ok(vec![("client_assertion_type", jwt_bearer), ("client_assertion", assertion)])
    }
}

fn private_key(file: &str) -> Result<EcdsaKeyPair, Trouble> {
    let pem = fs::read_to_string(file)?;
    let content: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let content = BASE64_STANDARD.decode(content)?;
    Ok(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &content)?)
}

/// Makes one call for the library.
async fn send(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let mut answer = http.execute(request.try_into()?).await?;
    let mut response = HttpResponse::default();
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    *response.body_mut() = answer.bytes().await?.to_vec();
    Ok(response)
}
