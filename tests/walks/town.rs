//! The whole stack, and the ways through it that many walks begin with.

use std::sync::OnceLock;

use jiff::SignedDuration;
use local::{Options, Stack};
use serde_json::Value;
use signing::LocalKeys;
use testing::{Log, one_login::Persona, queues::InProcessQueue};

use crate::{
    browser::{Browser, Page},
    canaries,
};

/// The whole product, running for one test. When that is over, what was logged (every address that was asked for is), what was
/// put on queues and what was measured is searched for everything that does not belong there.
pub(crate) struct Town {
    pub(crate) stack: Stack,
    log: Log,
}

/// Which sample service somebody comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum From {
    /// Its people need an existing record.
    Existing,
    /// Its people may be given a TRN.
    Allocate,
}

impl Drop for Town {
    fn drop(&mut self) {
        // A test that has failed already says why.
        if !std::thread::panicking() {
            let messages = &self.stack.messages;
            let ours = [&messages.review, &messages.email, &messages.logout, &messages.webhook];
            let queued = ours.into_iter().flat_map(InProcessQueue::bodies);
            let told = messages.feedback.bodies().into_iter();
            let told = told.map(|told| canaries::but_addresses(&told));
            canaries::none_in(self.log.lines(), queued.chain(told));
        }
    }
}

impl Town {
    pub(crate) async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(mut options: Options) -> Self {
        // Making RSA keys takes longer than everything else together.
        for name in ["ONE_LOGIN_PRIVATE_KEY", "SIGNING_KEYS"] {
            if !options.settings.iter().any(|(given, _)| given == name) {
                options.settings.push((name.to_owned(), keys().to_owned()));
            }
        }
        let log = Log::here();
        Self { stack: Stack::start(options).await.unwrap(), log }
    }

    pub(crate) fn service(&self, from: From) -> &str {
        match from {
            From::Existing => &self.stack.addresses.existing,
            From::Allocate => &self.stack.addresses.allocate,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stack.addresses.issuer)
    }

    /// The addresses that were asked for, by whomever: what functions and workers call is among them.
    pub(crate) fn asked_for(&self) -> Vec<String> {
        let address = |fields: Value| fields["address"].as_str().map(str::to_owned);
        self.log.fields().into_iter().filter_map(address).collect()
    }

    /// From the service to GOV.UK One Login, as the person with this key in the picker, and back to
    /// wherever that leads.
    pub(crate) async fn arrive(&self, browser: &mut Browser, from: From, persona: &str) -> Page {
        let picker = browser.open(&format!("{}/sign-in", self.service(from))).await;
        browser.send(&picker, &[("persona", persona)]).await
    }

    /// The same, with the NINO question answered with a number.
    pub(crate) async fn arrive_with_nino(
        &self,
        browser: &mut Browser,
        from: From,
        persona: &str,
        nino: &str,
    ) -> Page {
        let question = self.arrive(browser, from, persona).await;
        browser.send(&question, &[("have_nino", "yes"), ("nino", nino)]).await
    }

    /// The same, with the TRN question in front.
    pub(crate) async fn arrive_at_trn(
        &self,
        browser: &mut Browser,
        from: From,
        persona: &str,
    ) -> Page {
        let question = self.arrive(browser, from, persona).await;
        browser.send(&question, &[("have_nino", "no")]).await
    }

    /// Somebody in the picker.
    pub(crate) fn preselect(&self, persona: Persona) {
        self.stack.one_login.as_ref().unwrap().preselect(persona);
    }

    /// Time passes.
    pub(crate) fn wait(&self, duration: SignedDuration) {
        self.stack.clock.advance(duration);
    }
}

fn keys() -> &'static str {
    static KEYS: OnceLock<String> = OnceLock::new();
    KEYS.get_or_init(|| LocalKeys::generate().unwrap().to_pem().unwrap())
}
