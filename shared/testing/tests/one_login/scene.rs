//! The stand-in, and somebody who talks to it.

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{
        Request, Response, StatusCode,
        header::{CONTENT_TYPE, LOCATION, USER_AGENT},
    },
};
use jose::{Algorithm, Digest, Jwks, Unsigned};
use ports::{Clock, Signer};
use serde_json::{Map, Value, json};
use signing::LocalKeys;
use testing::{
    MovableClock,
    one_login::{OneLoginStandIn, People, Persona, RelyingParty, Settings},
};
use tower::ServiceExt;
use url::{Url, form_urlencoded};

pub(crate) const ISSUER: &str = "http://localhost:3001/";
pub(crate) const BACK: &str = "http://localhost:3000/callback?known=1";
pub(crate) const OUT: &str = "http://localhost:3000/signed-out";
pub(crate) const NOTICES: &str = "http://localhost:3000/one-login/back-channel-logout";
pub(crate) const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";
pub(crate) const CREDENTIAL: &str = "https://vocab.account.gov.uk/v1/coreIdentityJWT";
pub(crate) const RETURN_CODE: &str = "https://vocab.account.gov.uk/v1/returnCode";

pub(crate) type Parameters = Vec<(&'static str, String)>;

pub(crate) struct Scene {
    pub(crate) stand_in: OneLoginStandIn,
    keys: LocalKeys,
    pub(crate) clock: MovableClock,
}

pub(crate) fn ada() -> Persona {
    let born = "1985-12-10".parse().unwrap();
    Persona::new("ada", "Ada", "<b>Lovelace</b>", born, "ada@example.com")
}

pub(crate) fn scene() -> Scene {
    let keys = LocalKeys::generate().unwrap();
    let published = keys.published().map(|key| key.public.clone()).collect();
    let party = RelyingParty {
        client_id: "us".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
        post_logout_redirect_uris: vec![OUT.to_owned()],
        back_channel_logout_uri: Some(NOTICES.to_owned()),
        jwks: Jwks::new(published).to_json(),
        id_token_alg: Algorithm::Es256,
    };
    let clock = MovableClock::default();
    let settings = Settings::at(ISSUER, vec![party]);
    let people = People::new(vec![ada()]);
    let stand_in = OneLoginStandIn::new(settings, people, Arc::new(clock.clone()));
    Scene { stand_in, keys, clock }
}

/// The parameters of a request that is right.
pub(crate) fn parameters() -> Parameters {
    let challenge = Digest::of(VERIFIER.as_bytes()).as_str().to_owned();
    [
        ("response_type", "code"),
        ("client_id", "us"),
        ("redirect_uri", BACK),
        ("scope", "openid email"),
        ("state", "our-state"),
        ("nonce", "our-nonce"),
        ("vtr", "[\"Cl.Cm\"]"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Those parameters with one changed, or left out if it is empty.
pub(crate) fn with(name: &'static str, value: &str) -> Parameters {
    let mut changed: Parameters =
        parameters().into_iter().filter(|(other, _)| *other != name).collect();
    if !value.is_empty() {
        changed.push((name, value.to_owned()));
    }
    changed
}

/// Those parameters asking for identity, with this claim.
pub(crate) fn identity(claim: &str) -> Parameters {
    let mut asked = with("vtr", "[\"Cl.Cm.P2\"]");
    asked.push(("claims", json!({ "userinfo": { claim: null } }).to_string()));
    asked
}

pub(crate) fn encoded(parameters: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

impl Scene {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.stand_in.router().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn authorize(&self, parameters: &[(&str, String)]) -> Response<Body> {
        self.get(&format!("/authorize?{}", encoded(parameters)), &[]).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, String)]) -> Response<Body> {
        let request = Request::post(path)
            .header(USER_AGENT, "a test")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(form))).unwrap()).await
    }

    /// A signed assertion with these claims changed.
    pub(crate) async fn assertion(&self, kid: Option<&str>, changes: Value) -> String {
        let now = self.clock.now().as_second();
        let mut claims: Map<String, Value> = serde_json::from_value(json!({
            "iss": "us", "sub": "us", "aud": format!("{ISSUER}token"),
            "jti": ports::token(&testing::SystemEntropy), "iat": now, "exp": now + 300,
        }))
        .unwrap();
        claims.extend(changes.as_object().unwrap().clone());
        let key = self.keys.current(Algorithm::Rs256).unwrap();
        let kid = kid.unwrap_or_else(|| key.kid());
        let unsigned = Unsigned::new(Algorithm::Rs256, kid, "JWT", &claims);
        let signature = self.keys.sign(key, unsigned.signing_input()).await.unwrap();
        unsigned.assemble(&signature)
    }

    /// Exchanges a code with this assertion.
    pub(crate) async fn exchange(&self, code: &str, assertion: String) -> (StatusCode, Value) {
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let form = [
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", BACK.to_owned()),
            ("code_verifier", VERIFIER.to_owned()),
            ("client_assertion_type", kind.to_owned()),
            ("client_assertion", assertion),
        ];
        let answer = self.post("/token", &form).await;
        (answer.status(), serde_json::from_str(&text(answer).await).unwrap())
    }

    pub(crate) async fn code(&self, parameters: &[(&str, String)]) -> String {
        self.stand_in.preselect(ada());
        query(&self.authorize(parameters).await).remove("code").unwrap()
    }
}

pub(crate) async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

/// The parameters that the browser is sent back with.
pub(crate) fn query(answer: &Response<Body>) -> HashMap<String, String> {
    let location = Url::parse(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    assert!(location.as_str().starts_with(BACK), "{location}");
    location.query_pairs().into_owned().collect()
}
