//! What a row of the table is, and how one is held against the provider.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use journey::Stage;
use oidc::Problem;
use ports::{Fault, SignInRefused, SignedIn, Trip};
use serde_json::Value;
use testing::{
    asking::{Answer, get},
    journeys::{CALLBACK, ISSUER, SIGNED_OUT},
};

use crate::door::{Before, CALLBACK_WITH_QUERY, Door, Request};

/// What nothing that we answer may repeat. Variants put it into whatever is wrong.
pub(crate) const CANARY: &str = "canary7";

/// A condition, and what every way to meet it is answered.
pub(crate) struct Row {
    pub(crate) number: u8,
    pub(crate) what: &'static str,
    pub(crate) variants: Vec<Variant>,
}

/// One way to meet a condition.
pub(crate) struct Variant {
    pub(crate) name: String,
    given: Given,
    meanwhile: Vec<Meanwhile>,
    ask: Box<dyn Fn(&Before) -> Request + Send + Sync>,
    then: Then,
}

/// What went before.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    /// Nothing.
    Nothing,
    /// Anne is there.
    At(Box<Stage>),
    /// Anne is at the holding page: support staff decide about her.
    Waiting,
    /// Anne is at the end, and her record was found.
    SignedIn,
    /// Anne has set out for GOV.UK One Login.
    OnATrip(Trip),
    /// Anne was sent back to the service with a code.
    Code,
    /// The service has exchanged the code.
    Token,
}

/// What happened since.
#[derive(Debug, Clone)]
pub(crate) enum Meanwhile {
    /// Time passed.
    Later(SignedDuration),
    /// After so many calls that go through, the store fails once.
    StoreFails(usize),
    /// GOV.UK One Login cannot be reached.
    OneLoginDown,
    /// What GOV.UK One Login makes of the next code.
    OneLoginSays(Said),
    /// The service presented the code.
    Exchanged,
    /// Anne signed out.
    SignedOut,
    /// Anne came back from GOV.UK One Login with an error.
    CameBack,
}

/// What GOV.UK One Login makes of a code.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Said {
    /// There is no answer.
    Nothing,
    /// It is not good.
    NotGood,
    /// Something that is not to be believed.
    ALie,
}

/// What is answered.
#[derive(Debug, Clone)]
pub(crate) enum Then {
    /// A page of ours, with this status and, if one is given, this heading: nobody is redirected.
    Page(u16, Option<&'static str>),
    /// Back to the service with this error, and this in front of its description.
    Back(&'static str, String),
    /// The same, without a state: theirs could not be read, or there was none.
    BackWithoutState(&'static str, String),
    /// JSON with this status, error and description.
    Json(u16, &'static str, String),
    /// JSON with this status and error, and words of no consequence.
    Worded(u16, &'static str),
    /// No token: nothing is said of an error.
    Challenged,
    /// On to an address that begins like this.
    Onward(&'static str),
    /// What was asked for.
    Good,
}

impl Said {
    /// As its client has it.
    pub(crate) fn outcome(self) -> Result<SignedIn, SignInRefused> {
        Err(match self {
            Self::Nothing => SignInRefused::Unreachable(Fault::new("asking", "it took too long")),
            Self::NotGood => SignInRefused::CodeNotGood,
            Self::ALie => SignInRefused::NotBelieved("ID token"),
        })
    }
}

impl Row {
    pub(crate) fn new(number: u8, what: &'static str, variants: Vec<Variant>) -> Self {
        Self { number, what, variants }
    }

    /// Holds every variant against the provider, and names each that does not hold.
    pub(crate) async fn hold(&self) {
        let shared = Door::new().await;
        for variant in &self.variants {
            let case = format!("row {} ({}), {}", self.number, self.what, variant.name);
            match &variant.given {
                Given::Nothing if variant.meanwhile.is_empty() => {
                    variant.hold(&shared, &Before::default(), &case).await;
                }
                given @ (Given::Nothing
                | Given::At(_)
                | Given::Waiting
                | Given::SignedIn
                | Given::OnATrip(_)
                | Given::Code
                | Given::Token) => {
                    let door = Door::new().await;
                    let before = door.given(given).await;
                    for happened in &variant.meanwhile {
                        door.meanwhile(happened, &before).await;
                    }
                    variant.hold(&door, &before, &case).await;
                }
            }
        }
    }
}

impl Variant {
    /// A request that nothing goes before.
    pub(crate) fn new(
        name: impl Into<String>,
        ask: impl Fn(&Before) -> Request + Send + Sync + 'static,
        then: Then,
    ) -> Self {
        let (given, meanwhile) = (Given::Nothing, Vec::new());
        Self { name: name.into(), given, meanwhile, ask: Box::new(ask), then }
    }

    /// The same, under another name.
    pub(crate) fn called(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The same, after this.
    pub(crate) fn after(self, given: Given) -> Self {
        Self { given, ..self }
    }

    /// The same, and then this happened.
    pub(crate) fn and(mut self, happened: Meanwhile) -> Self {
        self.meanwhile.push(happened);
        self
    }

    async fn hold(&self, door: &Door, before: &Before, case: &str) {
        let answer = door.ask((self.ask)(before)).await;
        is_proper(&answer, case);
        match &self.then {
            Then::Page(status, heading) => {
                assert_eq!(answer.status.as_u16(), *status, "{case}: {}", answer.body);
                assert_eq!(answer.location(), "", "{case}: nobody is redirected");
                let kind = answer.header("content-type").unwrap_or_default();
                assert!(kind.starts_with("text/html"), "{case}: {kind}");
                if let Some(heading) = heading {
                    assert_eq!(answer.heading(), *heading, "{case}");
                }
            }
            Then::Back(error, description) => {
                went_back(&answer, error, description, case);
                assert_eq!(answer.parameter("state").as_deref(), Some("their state"), "{case}");
                explained(door, answer.parameter("error_uri").as_deref(), case).await;
            }
            Then::BackWithoutState(error, description) => {
                went_back(&answer, error, description, case);
                assert_eq!(answer.parameter("state"), None, "{case}");
                explained(door, answer.parameter("error_uri").as_deref(), case).await;
            }
            Then::Json(status, error, description) => {
                assert_eq!(answer.status.as_u16(), *status, "{case}: {}", answer.body);
                let body = json(&answer, case);
                assert_eq!(body["error"], *error, "{case}: {body}");
                let said = body["error_description"].as_str().unwrap();
                describes(said, description, case);
                assert_eq!(body.as_object().unwrap().len(), 3, "{case}: {body}");
                explained(door, body["error_uri"].as_str(), case).await;
            }
            Then::Worded(status, error) => {
                assert_eq!(answer.status.as_u16(), *status, "{case}: {}", answer.body);
                let body: Value = serde_json::from_str(&answer.body).unwrap();
                assert_eq!(body["error"], *error, "{case}: {body}");
                assert_eq!(body.as_object().unwrap().len(), 2, "{case}: {body}");
            }
            Then::Challenged => {
                assert_eq!(answer.status, 401, "{case}: {}", answer.body);
                let challenge = format!("Bearer realm=\"{ISSUER}\"");
                assert_eq!(answer.header("www-authenticate"), Some(&*challenge), "{case}");
                assert_eq!(answer.body, "", "{case}");
            }
            Then::Onward(to) => {
                assert!(answer.status.is_redirection(), "{case}: {}", answer.status);
                assert!(answer.location().starts_with(to), "{case}: {}", answer.location());
            }
            Then::Good => assert_eq!(answer.status, 200, "{case}: {}", answer.body),
        }
    }
}

/// What holds of every answer.
fn is_proper(answer: &Answer, case: &str) {
    let status = answer.status.as_u16();
    let said = format!("{}\n{:?}", answer.body, answer.headers);
    assert!(!said.contains(CANARY), "{case}: what was sent is repeated: {said}");
    // Pages of ours and JSON: nothing that anybody keeps.
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{case}");
    let has = |name: &str| answer.headers.contains_key(name);
    assert_eq!(has("allow"), status == 405, "{case}: Allow");
    assert!(has("www-authenticate") || status != 401, "{case}: WWW-Authenticate");
    assert_eq!(has("retry-after"), matches!(status, 429 | 503), "{case}: Retry-After");
    if let Some(to) = answer.header("location") {
        assert!(is_on_the_list(to), "{case}: off the list: {to}");
    }
}

/// Whether somebody may be sent there: a registered address, GOV.UK One Login, or a path of ours.
pub(crate) fn is_on_the_list(to: &str) -> bool {
    let registered = [CALLBACK, CALLBACK_WITH_QUERY, SIGNED_OUT, "https://npq.example/bye?a=b"];
    let is_registered = registered.iter().any(|address| {
        to.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', '&']))
    });
    let is_ours = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
    is_registered || is_ours || to.starts_with("https://oidc.one-login.example/")
}

fn went_back(answer: &Answer, error: &str, description: &str, case: &str) {
    assert_eq!(answer.status, 302, "{case}: {}", answer.body);
    assert!(answer.location().starts_with(&format!("{CALLBACK}?")), "{case}");
    assert_eq!(answer.parameter("error").as_deref(), Some(error), "{case}: {}", answer.location());
    describes(&answer.parameter("error_description").unwrap(), description, case);
    assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER), "{case}");
    assert_eq!(answer.parameter("code"), None, "{case}");
}

/// A description is one of ours: a code, the name of a parameter, an error reference.
fn describes(said: &str, expected: &str, case: &str) {
    let start = said.split(" ref=").next().unwrap();
    assert_eq!(start, expected, "{case}: {said}");
    let allowed = |byte: u8| matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E);
    assert!(said.bytes().all(allowed), "{case}: {said}");
    let codes: BTreeSet<&str> = Problem::ALL.iter().map(|problem| problem.code()).collect();
    assert!(codes.contains(start.split(' ').next().unwrap()), "{case}: {said}");
    if let Some((_, reference)) = said.split_once(" ref=") {
        let is_one = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(reference.len() == 9 && reference.bytes().all(is_one), "{case}: {said}");
    }
}

/// The page for engineers that an `error_uri` names is there.
async fn explained(door: &Door, uri: Option<&str>, case: &str) {
    let uri = uri.unwrap_or_else(|| panic!("{case}: there is no error_uri"));
    let path = uri.strip_prefix(ISSUER).unwrap_or_else(|| panic!("{case}: {uri}"));
    assert_eq!(door.ask(get(path)).await.status, 200, "{case}: {uri}");
}

/// The body, as what it says it is.
pub(crate) fn json(answer: &Answer, case: &str) -> Value {
    assert_eq!(answer.header("content-type"), Some("application/json"), "{case}");
    assert_eq!(answer.header("pragma"), Some("no-cache"), "{case}");
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{case}: {}", answer.body))
}

/// A token endpoint's 400.
pub(crate) fn invalid_request(description: impl Into<String>) -> Then {
    Then::Json(400, "invalid_request", description.into())
}
