//! Anne, who reads where she is and does what it says, again and again if it fails.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use jose::Secret;
use journey::Stage;
use testing::{
    asking::{ask, get, in_session, post},
    journeys::{may_allocate, needs_a_record},
};

use web::csrf;

use super::{Walk, town::Town};

/// How often something is tried before Anne gives up.
const PATIENCE: usize = 60;

/// Where a visit ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arrived {
    /// Back at the calling service, with a code.
    AtTheService,
    /// At a page that says that support staff decide.
    Waiting,
}

pub(crate) struct Person<'a> {
    town: &'a Town,
    walk: Walk,
    session: Secret,
    path: String,
    /// The token of the forms of this journey.
    token: String,
    /// Whether there is something to add while she waits.
    adds: bool,
}

impl<'a> Person<'a> {
    /// Comes from her calling service. What she adds to what is being decided is her NINO, if she does.
    pub(crate) async fn sets_out(town: &'a Town, walk: Walk, adds: bool) -> Self {
        let mut person = Self {
            town,
            walk,
            session: Secret::presented(""),
            path: String::new(),
            token: String::new(),
            adds,
        };
        person.start_again().await;
        person
    }

    async fn start_again(&mut self) {
        let service = if self.walk.may_allocate() { may_allocate() } else { needs_a_record() };
        self.town.sabotage.pause(true);
        let visitor = self.town.world.visitor_from(service, Stage::SigningIn).await;
        self.town.sabotage.pause(false);
        self.path = visitor.path("/sign-in");
        self.token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
        self.session = visitor.session;
    }

    /// Goes on until she is back at the service, or waits.
    pub(crate) async fn arrives(mut self) -> Result<Arrived, String> {
        for _ in 0..PATIENCE {
            let request = self.next_request();
            let answer = ask(self.town.router(&self.path), request).await;
            if let Some(session) = answer.session() {
                self.session = session;
            }
            match answer.status {
                StatusCode::SEE_OTHER | StatusCode::FOUND => {
                    if let Some(arrived) = self.follow(answer.location()) {
                        return arrived;
                    }
                }
                StatusCode::OK => {
                    if let Some(arrived) = self.read() {
                        return Ok(arrived);
                    }
                }
                // "Try again in a minute", and "start again from the service".
                status if status.is_server_error() => {}
                StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                    self.start_again().await;
                }
                status => return Err(format!("{status} at {}", self.page())),
            }
        }
        Err(format!("never got past {}", self.page()))
    }

    /// The name of the page she is at.
    fn page(&self) -> &str {
        let path = self.path.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    /// What she does there.
    fn next_request(&self) -> Request<Body> {
        let fields: &[(&str, &str)] = match self.page() {
            "national-insurance-number" => self.walk.nino(),
            "trn" => Walk::TRN,
            "request-a-trn" | "check-answers" => &[],
            "more-information" => &[("nino", "AB123456C")],
            _ => return in_session(get(&self.path), &self.session),
        };
        let fields: Vec<_> =
            fields.iter().copied().chain([("csrf", self.token.as_str())]).collect();
        in_session(post(&self.path, &fields), &self.session)
    }

    fn follow(&mut self, location: &str) -> Option<Result<Arrived, String>> {
        if let Some((_, state)) = location.split_once("authorize?state=") {
            self.path = format!("/one-login/callback?code=c0de&state={state}");
        } else if let Some((_, query)) = location.split_once("npq.example/callback?") {
            let code = query.split('&').any(|pair| pair.starts_with("code="));
            return Some(if code { Ok(Arrived::AtTheService) } else { Err(query.to_owned()) });
        } else {
            location.clone_into(&mut self.path);
        }
        None
    }

    /// What a page that was shown leads to.
    fn read(&mut self) -> Option<Arrived> {
        let on = |page: &str| self.path.replace(self.page(), page);
        match self.page() {
            "checking-your-details" if self.adds => {
                self.path = on("more-information");
                self.adds = false;
                None
            }
            "checking-your-details" | "request-sent" => Some(Arrived::Waiting),
            "found" => {
                self.path = on("continue");
                None
            }
            "not-verified" | "sign-in-problem" | "callback" => {
                self.path = on("sign-in");
                None
            }
            _ => None,
        }
    }
}
