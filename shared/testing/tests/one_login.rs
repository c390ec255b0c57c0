//! The stand-in holds relying parties to the rules of GOV.UK One Login.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{
        Request, Response, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE, USER_AGENT},
    },
};
use jiff::SignedDuration;
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

const ISSUER: &str = "http://localhost:3001/";
const BACK: &str = "http://localhost:3000/callback?known=1";
const OUT: &str = "http://localhost:3000/signed-out";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";
const CREDENTIAL: &str = "https://vocab.account.gov.uk/v1/coreIdentityJWT";
const RETURN_CODE: &str = "https://vocab.account.gov.uk/v1/returnCode";

type Parameters = Vec<(&'static str, String)>;

struct Scene {
    stand_in: OneLoginStandIn,
    keys: LocalKeys,
    clock: MovableClock,
}

fn ada() -> Persona {
    let born = "1985-12-10".parse().unwrap();
    Persona::new("ada", "Ada", "<b>Lovelace</b>", born, "ada@example.com")
}

fn scene() -> Scene {
    let keys = LocalKeys::generate().unwrap();
    let published = keys.published().iter().map(|key| key.public.clone()).collect();
    let party = RelyingParty {
        client_id: "us".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
        post_logout_redirect_uris: vec![OUT.to_owned()],
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
fn parameters() -> Parameters {
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
fn with(name: &'static str, value: &str) -> Parameters {
    let mut changed: Parameters =
        parameters().into_iter().filter(|(other, _)| *other != name).collect();
    if !value.is_empty() {
        changed.push((name, value.to_owned()));
    }
    changed
}

/// Those parameters asking for identity, with this claim.
fn identity(claim: &str) -> Parameters {
    let mut asked = with("vtr", "[\"Cl.Cm.P2\"]");
    asked.push(("claims", json!({ "userinfo": { claim: null } }).to_string()));
    asked
}

fn encoded(parameters: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

impl Scene {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.stand_in.router().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn authorize(&self, parameters: &[(&str, String)]) -> Response<Body> {
        self.get(&format!("/authorize?{}", encoded(parameters)), &[]).await
    }

    async fn post(&self, path: &str, form: &[(&str, String)]) -> Response<Body> {
        let request = Request::post(path)
            .header(USER_AGENT, "a test")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(form))).unwrap()).await
    }

    /// A signed assertion with these claims changed.
    async fn assertion(&self, kid: Option<&str>, changes: Value) -> String {
        let now = self.clock.now().as_second();
        let mut claims: Map<String, Value> = serde_json::from_value(json!({
            "iss": "us", "sub": "us", "aud": format!("{ISSUER}token"),
            "jti": ports::token(&testing::SystemEntropy), "iat": now, "exp": now + 300,
        }))
        .unwrap();
        claims.extend(changes.as_object().unwrap().clone());
        let key = self.keys.current(Algorithm::Rs256).unwrap();
        let kid = kid.unwrap_or_else(|| key.public.kid.as_deref().unwrap());
        let unsigned = Unsigned::new(Algorithm::Rs256, kid, "JWT", &claims);
        let signature = self.keys.sign(Algorithm::Rs256, unsigned.signing_input()).await.unwrap();
        unsigned.assemble(&signature)
    }

    /// Exchanges a code with this assertion.
    async fn exchange(&self, code: &str, assertion: String) -> (StatusCode, Value) {
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

    async fn code(&self, parameters: &[(&str, String)]) -> String {
        self.stand_in.preselect(ada());
        query(&self.authorize(parameters).await).remove("code").unwrap()
    }
}

async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

/// The parameters that the browser is sent back with.
fn query(answer: &Response<Body>) -> HashMap<String, String> {
    let location = Url::parse(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    assert!(location.as_str().starts_with(BACK), "{location}");
    location.query_pairs().into_owned().collect()
}

#[tokio::test]
async fn an_unknown_client_or_redirect_uri_is_never_redirected() {
    let scene = scene();
    let rows = [
        ("client_id", ""),
        ("client_id", "another"),
        ("redirect_uri", ""),
        ("redirect_uri", "http://localhost:3000/callback"),
        ("redirect_uri", "https://evil.example/"),
        ("response_mode", "form_post"),
    ];
    for (name, value) in rows {
        let answer = scene.authorize(&with(name, value)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{name}={value}");
        assert!(!answer.headers().contains_key(LOCATION), "{name}={value}");
    }
}

#[tokio::test]
async fn a_request_that_is_wrong_goes_back_with_the_error_one_login_gives() {
    let scene = scene();
    let ours = Some("our-state");
    let rows = [
        ("response_type", "token", "unsupported_response_type", None),
        ("scope", "email", "invalid_scope", None),
        ("scope", "openid wallet", "invalid_scope", ours),
        ("state", "", "invalid_request", None),
        ("nonce", "", "invalid_request", ours),
        ("vtr", "Cl.Cm", "invalid_request", ours),
        ("vtr", "[\"Cl.Cm.P9\"]", "invalid_request", ours),
        ("vtr", "[\"Cl.Cm\",\"Cl.Cm.P2\"]", "invalid_request", ours),
        ("claims", "{", "invalid_request", ours),
        ("claims", "{\"userinfo\":{\"unknown\":null}}", "invalid_request", ours),
        ("code_challenge", "", "invalid_request", ours),
        ("code_challenge", "short", "invalid_request", ours),
        ("code_challenge_method", "plain", "invalid_request", ours),
    ];
    for (name, value, error, state) in rows {
        let answer = scene.authorize(&with(name, value)).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{name}={value}");
        let query = query(&answer);
        assert_eq!(query["error"], error, "{name}={value}");
        assert_eq!(query.get("state").map(String::as_str), state, "{name}={value}");
    }
    let mut twice = parameters();
    twice.push(("nonce", "another".to_owned()));
    assert_eq!(query(&scene.authorize(&twice).await)["error"], "invalid_request");
}

#[tokio::test]
async fn the_firewall_lets_no_long_query_through() {
    let scene = scene();
    for (path, longest) in [("/authorize", 4096), ("/logout", 2048)] {
        for (length, forbidden) in [(longest, false), (longest + 1, true)] {
            let query = format!("x={}", "a".repeat(length - 2));
            let answer = scene.get(&format!("{path}?{query}"), &[]).await;
            assert_eq!(answer.status() == StatusCode::FORBIDDEN, forbidden, "{path} {length}");
        }
    }
}

#[tokio::test]
async fn a_direct_call_without_a_user_agent_is_forbidden() {
    let scene = scene();
    let documents = ["openid-configuration", "jwks.json", "did.json"];
    let paths = documents.map(|name| format!("/.well-known/{name}"));
    for path in paths.iter().map(String::as_str).chain(["/userinfo"]) {
        let unnamed = scene.get(path, &[]).await;
        let empty = scene.get(path, &[(USER_AGENT.as_str(), "")]).await;
        let named = scene.get(path, &[(USER_AGENT.as_str(), "a test")]).await;
        assert_eq!(unnamed.status(), StatusCode::FORBIDDEN, "{path}");
        assert_eq!(empty.status(), StatusCode::FORBIDDEN, "{path}");
        assert_ne!(named.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(scene.stand_in.nameless_calls(), 8);
}

#[tokio::test]
async fn the_page_lists_everybody_as_text_and_a_request_is_answered_once() {
    let scene = scene();
    let page = text(scene.authorize(&parameters()).await).await;
    assert!(page.contains("value=\"ada\"") && page.contains("Ada &lt;b&gt;Lovelace&lt;/b&gt;"));
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let choose = async |request: &str, persona: &str| {
        let form = [("request", request.to_owned()), ("persona", persona.to_owned())];
        scene.post("/authorize/choose", &form).await.status()
    };

    assert_eq!(choose("unknown", "ada").await, StatusCode::BAD_REQUEST);
    assert_eq!(choose(id, "nobody").await, StatusCode::BAD_REQUEST);
    assert_eq!(choose(id, "ada").await, StatusCode::SEE_OTHER);
    assert_eq!(choose(id, "ada").await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_session_lasts_an_hour_from_when_it_was_last_used() {
    let scene = scene();
    scene.stand_in.preselect(ada());
    let answer = scene.authorize(&parameters()).await;
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap();
    scene.stand_in.ask();
    let path = format!("/authorize?{}", encoded(&parameters()));
    let again = async || scene.get(&path, &[(COOKIE.as_str(), cookie)]).await.status();

    for (minutes, status) in
        [(50, StatusCode::FOUND), (50, StatusCode::FOUND), (61, StatusCode::OK)]
    {
        scene.clock.advance(SignedDuration::from_mins(minutes));
        assert_eq!(again().await, status);
    }
}

#[tokio::test]
async fn only_a_new_assertion_by_a_registered_key_gets_tokens() {
    let scene = scene();
    let now = scene.clock.now().as_second();
    let rows = [
        (None, json!({}), None),
        (None, json!({ "aud": ISSUER }), None),
        (None, json!({ "exp": now - 20 }), None),
        (None, json!({ "exp": now - 31 }), Some("invalid_grant")),
        (None, json!({ "aud": "https://evil.example/token" }), Some("invalid_client")),
        (None, json!({ "sub": "another", "iss": "another" }), Some("invalid_client")),
        (None, json!({ "iss": "another" }), Some("invalid_client")),
        (None, json!({ "jti": 1 }), Some("invalid_request")),
        (Some("another"), json!({}), Some("invalid_client")),
    ];
    for (kid, changes, error) in rows {
        let code = scene.code(&parameters()).await;
        let assertion = scene.assertion(kid, changes.clone()).await;
        let (status, answer) = scene.exchange(&code, assertion).await;
        assert_eq!(answer["error"].as_str(), error, "{changes}");
        assert_eq!(status == StatusCode::OK, error.is_none(), "{changes}");
    }

    let assertion = scene.assertion(None, json!({})).await;
    let (start, _) = assertion.rsplit_once('.').unwrap();
    let forged = format!("{start}.{}", "A".repeat(342));
    let codes = [scene.code(&parameters()).await, scene.code(&parameters()).await];
    assert_eq!(scene.exchange(&codes[0], forged).await.1["error"], "invalid_client");
    assert_eq!(scene.exchange(&codes[0], assertion.clone()).await.0, StatusCode::OK);
    assert_eq!(scene.exchange(&codes[1], assertion).await.1["error"], "invalid_client");
}

#[tokio::test]
async fn identity_comes_only_when_it_was_asked_for_and_while_the_token_lives() {
    let scene = scene();
    let mut without_level = parameters();
    without_level.push(("claims", json!({ "userinfo": { CREDENTIAL: null } }).to_string()));
    let without_claim = with("vtr", "[\"Cl.Cm.P2\"]");
    let rows = [(identity(CREDENTIAL), true), (without_level, false), (without_claim, false)];
    for (parameters, proved) in rows {
        let code = scene.code(&parameters).await;
        let (_, tokens) = scene.exchange(&code, scene.assertion(None, json!({})).await).await;
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let headers = [(USER_AGENT.as_str(), "a test"), (AUTHORIZATION.as_str(), bearer.as_str())];

        let answer = text(scene.get("/userinfo", &headers).await).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer[CREDENTIAL].is_string(), proved);
        assert_eq!(answer["email"], "ada@example.com");

        scene.clock.advance(SignedDuration::from_secs(181));
        assert_eq!(scene.get("/userinfo", &headers).await.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn who_cannot_prove_identity_is_turned_back_unless_return_codes_were_asked_for() {
    let scene = scene();
    let provable = with("vtr", "[\"Cl.Cm.P2\"]");

    scene.stand_in.preselect(Persona { provable: false, return_codes: vec!['A'], ..ada() });
    assert_eq!(query(&scene.authorize(&provable).await)["error"], "access_denied");
    assert!(query(&scene.authorize(&identity(RETURN_CODE)).await).contains_key("code"));

    scene.stand_in.preselect(Persona { turned_back: Some("login_required".into()), ..ada() });
    assert_eq!(query(&scene.authorize(&provable).await)["error"], "login_required");
    assert!(query(&scene.authorize(&parameters()).await).contains_key("code"));
}

#[tokio::test]
async fn a_sign_out_goes_on_only_to_a_registered_address_with_a_token_of_ours() {
    let scene = scene();
    let code = scene.code(&parameters()).await;
    let (_, tokens) = scene.exchange(&code, scene.assertion(None, json!({})).await).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let rows = [
        (hint, OUT, Some("http://localhost:3000/signed-out?state=s")),
        (hint, "https://evil.example/", None),
        ("another", OUT, None),
    ];
    for (hint, back, location) in rows {
        let query = [("id_token_hint", hint), ("post_logout_redirect_uri", back), ("state", "s")];
        let query = query.map(|(name, value)| (name, value.to_owned()));
        let answer = scene.get(&format!("/logout?{}", encoded(&query)), &[]).await;
        let there = answer.headers().get(LOCATION).map(|there| there.to_str().unwrap());
        assert_eq!(there, location);
    }
}

#[test]
fn the_did_is_derived_from_the_address() {
    let settings = Settings::at(ISSUER, Vec::new());
    assert_eq!(settings.did(), "did:web:localhost%3A3001");
    assert_eq!(settings.did_url(), "http://localhost:3001/.well-known/did.json");
    assert_ne!(settings.identity_issuer, settings.issuer);
}
