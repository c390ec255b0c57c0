//! Calling services that nobody runs: what they would ask for is made here.

use base64::{Engine, engine::general_purpose::STANDARD};
use jose::Secret;
use url::Url;

use crate::{
    Trouble,
    browser::{Browser, Page},
    event::Request,
    person::Person,
    scene::Scene,
};

/// RFC 7636 appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) const SECRET: &str = "a-secret-for-this-alone-0123456789";
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

/// Both, as an operator registers them.
pub(crate) fn registrations() -> String {
    let hash = Secret::presented(SECRET).digest();
    let both = [Service::Existing, Service::Allocate].map(|service| {
        format!(
            r#"
[[client]]
client_id = "{0}"
name = "Access your teaching qualifications"
redirect_uris = ["{CALLBACK}"]
initiate_login_uri = "https://service.example.com/sign-in"
auth_method = "client_secret_basic"
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
    /// What it allows, which is its `client_id` too.
    fn policy(self) -> &'static str {
        match self {
            Self::Existing => "existing",
            Self::Allocate => "allocate",
        }
    }

    /// Where it sends people.
    pub(crate) fn authorize(self, scene: &Scene) -> Result<Url, Trouble> {
        let mut url = Url::parse(&format!("{}/oauth2/authorize", scene.issuer))?;
        url.query_pairs_mut()
            .append_pair("client_id", self.policy())
            .append_pair("redirect_uri", CALLBACK)
            .append_pair("response_type", "code")
            .append_pair("scope", "openid email profile teaching_record")
            .append_pair("state", "a-state-of-thirty-two-letters-000")
            .append_pair("nonce", "a-nonce-of-thirty-two-letters-000")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256");
        Ok(url)
    }

    /// Somebody sets out from it, and is asked at GOV.UK One Login who they are.
    pub(crate) async fn set_out(self, scene: &Scene) -> Result<(Browser, Page), Trouble> {
        let mut browser = scene.browser();
        browser.stop_before = Some(CALLBACK.to_owned());
        let picker = browser.open(self.authorize(scene)?.as_str()).await;
        Ok((browser, picker))
    }

    /// Somebody sets out from it, and is at the first page of ours after GOV.UK One Login.
    pub(crate) async fn arrive(
        self,
        scene: &Scene,
        person: &Person,
    ) -> Result<(Browser, Page), Trouble> {
        let (mut browser, picker) = self.set_out(scene).await?;
        let page = browser.send(&picker, &person.fields()).await;
        Ok((browser, page))
    }

    /// What it asks for when somebody comes back like this.
    pub(crate) fn exchange(self, scene: &Scene, back: &Page) -> Result<Request, Trouble> {
        let lost = || Trouble::Scene(format!("nobody came back: {}", back.text()));
        let back = back.location().ok_or_else(lost)?;
        let code = back.query_pairs().find(|(name, _)| name == "code").ok_or_else(lost)?.1;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", &code)
            .append_pair("redirect_uri", CALLBACK)
            .append_pair("code_verifier", VERIFIER)
            .finish();
        let url = Url::parse(&format!("{}/oauth2/token", scene.issuer))?;
        let basic = STANDARD.encode(format!("{}:{SECRET}", self.policy()));
        Ok(Request {
            authorization: Some(format!("Basic {basic}")),
            ..Request::post(&url, "", form)
        })
    }
}
