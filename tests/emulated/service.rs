//! Calling services nobody runs: their people never arrive, and a test reads what they would have brought.

use jose::{Algorithm, Compact, Jwks, Secret};
use reqwest::Method;
use serde_json::Value;
use url::Url;

use crate::{
    browser::{Browser, Page},
    deployment::{Deployment, ISSUER},
};

/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const SECRET: &str = "a-secret-for-the-emulator-alone-0123456789";
/// Where people of both come back to.
pub(crate) const CALLBACK: &str = "https://service.example.com/callback";

/// A calling service.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Service {
    /// Its people need an existing record.
    Existing,
    /// Its people may be given a TRN.
    Allocate,
}

/// Both, as `cargo ops clients apply` reads them.
pub(crate) fn registrations() -> String {
    let hash = Secret::presented(SECRET).digest();
    let both = [Service::Existing, Service::Allocate].map(|service| {
        format!(
            r#"
[[client]]
client_id = "{0}-of-the-emulator"
name = "Service of the emulator"
redirect_uris = ["{CALLBACK}"]
initiate_login_uri = "https://service.example.com/sign-in"
auth_method = "client_secret_post"
client_secret_hash = "{1}"
record_policy = "{0}"
"#,
            service.policy(),
            hash.as_str(),
        )
    });
    both.concat()
}

impl Service {
    fn policy(self) -> &'static str {
        match self {
            Self::Existing => "existing",
            Self::Allocate => "allocate",
        }
    }

    fn client_id(self) -> String {
        format!("{}-of-the-emulator", self.policy())
    }

    /// Where it sends people.
    pub(crate) fn authorize(self) -> String {
        let mut url = Url::parse(&format!("{ISSUER}/oauth2/authorize")).unwrap();
        url.query_pairs_mut()
            .append_pair("client_id", &self.client_id())
            .append_pair("redirect_uri", CALLBACK)
            .append_pair("response_type", "code")
            .append_pair("scope", "openid teaching_record")
            .append_pair("state", "a-state")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256");
        url.into()
    }

    /// Somebody sets out from it, and is at the first page of ours after GOV.UK One Login.
    pub(crate) async fn arrive(self, browser: &mut Browser, persona: &str) -> Page {
        browser.stop_before = Some(CALLBACK.to_owned());
        let picker = browser.open(&self.authorize()).await;
        assert_eq!(picker.status, 200, "{:?} {}", picker.way, picker.body);
        browser.send(&picker, &[("persona", persona)]).await
    }

    /// What it is told about somebody who comes back like this: the claims of userinfo. The ID token has to be one that is signed by
    /// what we publish.
    pub(crate) async fn told(self, deployment: &Deployment, back: &Page) -> Value {
        let back = back.location().unwrap();
        assert!(back.as_str().starts_with(CALLBACK), "{back}");
        let said =
            |name: &str| back.query_pairs().find(|(each, _)| each == name).unwrap().1.into_owned();
        assert_eq!((&*said("state"), &*said("iss")), ("a-state", ISSUER));
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", &said("code"))
            .append_pair("redirect_uri", CALLBACK)
            .append_pair("code_verifier", VERIFIER)
            .append_pair("client_id", &self.client_id())
            .append_pair("client_secret", SECRET)
            .finish();
        let mut service = deployment.browser();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let tokens = format!("{ISSUER}/oauth2/token");
        let tokens = answer(&service.raw(Method::POST, &tokens, &kind, Some(form)).await);
        let published = service.open(&format!("{ISSUER}/.well-known/jwks.json")).await;
        let keys = Jwks::parse(&published.body).unwrap();
        let id_token = Compact::parse(tokens["id_token"].as_str().unwrap()).unwrap();
        id_token.verify_by(&keys, &[Algorithm::Rs256]).unwrap();
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let claims = format!("{ISSUER}/oauth2/userinfo");
        answer(&service.raw(Method::GET, &claims, &[("authorization", &bearer)], None).await)
    }
}

fn answer(page: &Page) -> Value {
    assert_eq!(page.status, 200, "{}", page.body);
    serde_json::from_str(&page.body).unwrap()
}
