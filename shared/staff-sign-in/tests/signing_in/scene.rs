//! A relying party, the stand-in over loopback, and a browser between them.

use std::{collections::HashMap, sync::Arc};

use jose::Secret;
use ports::{Fault, StaffMember, StaffRefused, StaffSignIn, StaffTrip};
use reqwest::{Client, Response, header::LOCATION, redirect::Policy};
use staff_sign_in::{IdTokenAlg, RoleValues, Settings, StaffSignInClient};
use testing::{
    MovableClock, SystemEntropy,
    staff::{self as stand_in, Persona, StaffStandIn},
};
use tokio::net::TcpListener;
use url::Url;

/// Where the support console is, as far as the tests are concerned.
pub(crate) const ORIGIN: &str = "http://localhost:3000";

/// Everything a sign-in needs.
pub(crate) struct Scene {
    /// The other side.
    pub(crate) stand_in: StaffStandIn,
    /// Our settings.
    pub(crate) settings: Settings,
    /// Moves both sides.
    pub(crate) clock: MovableClock,
    /// The process.
    pub(crate) client: StaffSignInClient,
    /// A browser that keeps no cookies, and follows nothing.
    pub(crate) browser: Client,
}

/// Why nobody is signed in.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The provider does not answer, on the way there or back.
    Fault(Fault),
    /// The browser came back with this error.
    TurnedBack(String),
    /// The return was refused.
    Refused(StaffRefused),
}

impl Scene {
    /// A stand-in at which Priya signs in without being asked, and nothing fetched yet.
    pub(crate) async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same, with other settings there; ours agree with them.
    pub(crate) async fn with(change: impl FnOnce(&mut stand_in::Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let mut there = stand_in::Settings::at(issuer.as_str(), ORIGIN);
        change(&mut there);
        let settings = Settings {
            issuer,
            client_id: there.client_id.parse().unwrap(),
            client_secret: Secret::presented(there.client_secret.as_str()),
            tenant: Some(there.tenant.clone()),
            roles: RoleValues {
                caseworker: stand_in::CASEWORKER_ROLE.to_owned(),
                viewer: stand_in::VIEWER_ROLE.to_owned(),
            },
            id_token_alg: IdTokenAlg::Rs256,
            origin: ORIGIN.to_owned(),
        };
        let clock = MovableClock::default();
        let stand_in = StaffStandIn::new(there, Arc::new(clock.clone()));
        stand_in.preselect(Persona::named("priya"));
        let router = stand_in.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = StaffSignInClient::new(settings.clone(), Arc::new(clock.clone())).unwrap();
        let browser = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { stand_in, settings, clock, client, browser }
    }

    /// Another process, with nothing cached.
    pub(crate) fn restart(&mut self) {
        let clock = Arc::new(self.clock.clone());
        self.client = StaffSignInClient::new(self.settings.clone(), clock).unwrap();
    }

    /// Another process with other settings.
    pub(crate) fn restart_with(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.restart();
    }

    /// A whole trip.
    pub(crate) async fn trip(&self) -> Result<StaffMember, Failed> {
        let trip = trip();
        let url = self.client.set_out(&trip).await.map_err(Failed::Fault)?;
        let answer = self.browser.get(url).send().await.unwrap();
        let code = back(&answer, &trip).map_err(Failed::TurnedBack)?;
        self.come_back(&code, &trip).await
    }

    /// Comes back with a code.
    pub(crate) async fn come_back(
        &self,
        code: &str,
        trip: &StaffTrip,
    ) -> Result<StaffMember, Failed> {
        let outcome = self.client.come_back(code, &trip.attempt()).await;
        outcome.map_err(Failed::Fault)?.map_err(Failed::Refused)
    }

    /// A code for this trip.
    pub(crate) async fn code(&self, trip: &StaffTrip) -> String {
        let url = self.client.set_out(trip).await.unwrap();
        back(&self.browser.get(url).send().await.unwrap(), trip).unwrap()
    }
}

/// A trip about to begin.
pub(crate) fn trip() -> StaffTrip {
    StaffTrip::new(&SystemEntropy)
}

/// How the browser was sent back: with a code, or with an error.
pub(crate) fn back(answer: &Response, trip: &StaffTrip) -> Result<String, String> {
    let location = Url::parse(&location(answer)).unwrap();
    assert!(location.as_str().starts_with(&format!("{ORIGIN}/sign-in/callback?")));
    let mut query: HashMap<String, String> = location.query_pairs().into_owned().collect();
    assert_eq!(query["state"], trip.state.expose());
    match query.remove("error") {
        Some(error) => Err(error),
        None => Ok(query.remove("code").unwrap()),
    }
}

/// Where an answer sends the browser.
pub(crate) fn location(answer: &Response) -> String {
    let status = answer.status();
    let location = answer.headers().get(LOCATION).unwrap_or_else(|| panic!("answered {status}"));
    location.to_str().unwrap().to_owned()
}
