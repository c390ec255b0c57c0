//! What is measured: each step of a journey, each endpoint, each worker, and events for all of these.

use ports::Destination;
use url::Url;

use crate::{
    Trouble,
    browser::Page,
    event::{Request, message},
    person::OnRecord,
    scene::Scene,
    service::Service,
};

/// One thing that a function does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing but saying hello: what the others are compared with.
    Hello,
    /// A service sends somebody.
    Authorize,
    /// Somebody comes back from GOV.UK One Login and has signed in.
    FirstTrip,
    /// Somebody comes back and has proved who they are.
    SecondTrip,
    NinoPage,
    NinoMatch,
    TrnPage,
    TrnMatch,
    /// The page that asks whether the answers are right.
    CheckAnswers,
    /// A TRN is given.
    Allocated,
    HoldingPage,
    /// The page that says what was found.
    Found,
    /// The way from there to the service.
    BackToService,
    /// A code for tokens.
    Token,
    UserInfo,
    /// Our keys, as others see them.
    PublishedKeys,
    /// The page at the root.
    Root,
    /// A message becomes a task of support staff.
    TaskOpened,
    /// A message becomes an email.
    EmailSent,
    /// An event of the folder `events`, where nothing that it is about is there.
    File {
        function: &'static str,
        case: &'static str,
    },
}

/// Every step, in the order of a journey.
pub(crate) const ALL: [Step; 26] = [
    Step::Authorize,
    Step::FirstTrip,
    Step::SecondTrip,
    Step::NinoPage,
    Step::NinoMatch,
    Step::TrnPage,
    Step::TrnMatch,
    Step::CheckAnswers,
    Step::Allocated,
    Step::HoldingPage,
    Step::Found,
    Step::BackToService,
    Step::Token,
    Step::UserInfo,
    Step::PublishedKeys,
    Step::Root,
    Step::TaskOpened,
    Step::EmailSent,
    Step::File { function: "sign-out", case: "signed-out" },
    Step::File { function: "trn-requests", case: "no-token" },
    Step::File { function: "back-channel-logout", case: "notice-of-nobody" },
    Step::File { function: "support-console", case: "start" },
    Step::File { function: "email-feedback", case: "bounce-complaint-delivery" },
    Step::File { function: "logout-sender", case: "two-sign-outs" },
    Step::File { function: "outbox-relay", case: "sweep" },
    Step::File { function: "webhook-sender", case: "two-events" },
];

impl Step {
    /// Which function it is a step of.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Hello => "hello",
            Self::Authorize => "authorize",
            Self::FirstTrip | Self::SecondTrip => "callback",
            Self::NinoPage | Self::NinoMatch => "nino-lookup",
            Self::TrnPage | Self::TrnMatch => "trn-lookup",
            Self::CheckAnswers => "record-not-found",
            Self::Allocated => "allocation-request",
            Self::HoldingPage => "holding-page",
            Self::Found | Self::BackToService => "found",
            Self::Token => "token",
            Self::UserInfo => "userinfo",
            Self::PublishedKeys => "provider-metadata",
            Self::Root => "site",
            Self::TaskOpened => "review-intake",
            Self::EmailSent => "email-sender",
            Self::File { function, .. } => function,
        }
    }

    /// What it is called in tables.
    pub(crate) fn name(self) -> String {
        let function = self.function();
        let which = match self {
            Self::Hello => return "`lambda_http` hello".to_owned(),
            Self::FirstTrip => "first trip",
            Self::SecondTrip => "second trip",
            Self::NinoPage
            | Self::TrnPage
            | Self::CheckAnswers
            | Self::HoldingPage
            | Self::Found => "`GET`",
            Self::NinoMatch | Self::TrnMatch => "`POST`, match",
            Self::Allocated => "`POST`, allocated",
            Self::BackToService => "back to the service",
            Self::PublishedKeys => "keys",
            Self::Root => "root",
            Self::File { case, .. } => return format!("{function}, {}", case.replace('-', " ")),
            Self::Authorize | Self::Token | Self::UserInfo | Self::TaskOpened | Self::EmailSent => {
                return function.to_owned();
            }
        };
        format!("{function}, {which}")
    }

    /// Whether somebody looks at a page, and nothing changes.
    pub(crate) fn is_page(self) -> bool {
        matches!(
            self,
            Self::NinoPage
                | Self::TrnPage
                | Self::CheckAnswers
                | Self::Found
                | Self::HoldingPage
                | Self::Root
        )
    }

    /// So many events of it: each finds what it is about as if nobody else had come.
    pub(crate) async fn events(self, scene: &Scene, count: usize) -> Result<Vec<String>, Trouble> {
        if self.may_be_repeated() {
            let event = self.event(scene).await?;
            return Ok(vec![event; count]);
        }
        let mut events = Vec::new();
        for _ in 0..count {
            events.push(self.event(scene).await?);
        }
        Ok(events)
    }

    /// Whether the same event may come again and finds things as they were.
    fn may_be_repeated(self) -> bool {
        match self {
            Self::FirstTrip
            | Self::SecondTrip
            | Self::NinoMatch
            | Self::TrnMatch
            | Self::Allocated
            | Self::BackToService
            | Self::Token
            | Self::TaskOpened
            | Self::EmailSent => false,
            Self::Hello
            | Self::Authorize
            | Self::NinoPage
            | Self::TrnPage
            | Self::CheckAnswers
            | Self::HoldingPage
            | Self::Found
            | Self::UserInfo
            | Self::PublishedKeys
            | Self::Root
            | Self::File { .. } => true,
        }
    }

    async fn event(self, scene: &Scene) -> Result<String, Trouble> {
        let at = |path: &str| Url::parse(&format!("{}{path}", scene.issuer));
        let request = match self {
            Self::Hello | Self::Root => Request::get(&at("/")?, ""),
            Self::PublishedKeys => Request::get(&at("/.well-known/jwks.json")?, ""),
            Self::Authorize => Request::get(&Service::Existing.authorize(scene)?, ""),
            Self::FirstTrip | Self::SecondTrip => self.back_from_one_login(scene).await?,
            Self::NinoPage
            | Self::NinoMatch
            | Self::TrnPage
            | Self::TrnMatch
            | Self::Found
            | Self::BackToService
            | Self::Token
            | Self::UserInfo => self.to_a_record(scene).await?,
            Self::CheckAnswers | Self::Allocated | Self::HoldingPage => {
                self.without_a_record(scene).await?
            }
            Self::TaskOpened | Self::EmailSent => return self.message(scene).await,
            Self::File { function, case } => {
                let file = crate::root().join("events").join(function).join(format!("{case}.json"));
                return std::fs::read_to_string(&file).map_err(Trouble::file(&file));
            }
        };
        Ok(request.event())
    }

    async fn back_from_one_login(self, scene: &Scene) -> Result<Request, Trouble> {
        let person = scene.somebody(OnRecord::Numbers).await?;
        let (mut browser, picker) = Service::Existing.set_out(scene).await?;
        let mut back = browser.send_without_following(&picker, &person.fields()).await;
        if self == Self::SecondTrip {
            let again = browser.open_without_following(led(&back)?.as_str()).await;
            back = browser.open_without_following(led(&again)?.as_str()).await;
        }
        Ok(Request::get(&led(&back)?, &browser.cookie()))
    }

    async fn to_a_record(self, scene: &Scene) -> Result<Request, Trouble> {
        let person = scene.somebody(OnRecord::Numbers).await?;
        let (mut browser, nino) = Service::Existing.arrive(scene, &person).await?;
        if self == Self::NinoPage {
            return Ok(Request::get(&nino.url, &browser.cookie()));
        }
        let with_nino = [("have_nino", "yes"), ("nino", person.nino.as_str())];
        if self == Self::NinoMatch {
            let (url, form) = nino.filled(&with_nino);
            return Ok(Request::post(&url, &browser.cookie(), form));
        }
        if self == Self::TrnPage || self == Self::TrnMatch {
            let trn = browser.send(&nino, &[("have_nino", "no")]).await;
            if self == Self::TrnPage {
                return Ok(Request::get(&trn.url, &browser.cookie()));
            }
            let (url, form) = trn.filled(&[("have_trn", "yes"), ("trn", person.trn.as_str())]);
            return Ok(Request::post(&url, &browser.cookie(), form));
        }
        let found = browser.send(&nino, &with_nino).await;
        if self == Self::Found {
            return Ok(Request::get(&found.url, &browser.cookie()));
        }
        let onwards = found.link("Continue to");
        if self == Self::BackToService {
            return Ok(Request::get(&onwards, &browser.cookie()));
        }
        let back = browser.open_without_following(onwards.as_str()).await;
        let exchange = Service::Existing.exchange(scene, &back)?;
        if self == Self::Token {
            return Ok(exchange);
        }
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("authorization", exchange.authorization.as_deref().unwrap_or_default()),
        ];
        let mut service = scene.browser();
        let tokens = service
            .raw(reqwest::Method::POST, exchange.url.as_str(), &headers, exchange.form)
            .await;
        let tokens: serde_json::Value = serde_json::from_str(&tokens.body).unwrap_or_default();
        let token = tokens["access_token"].as_str();
        let token = token.ok_or_else(|| Trouble::Scene(format!("no token in {tokens}")))?;
        let url = Url::parse(&format!("{}/oauth2/userinfo", scene.issuer))?;
        Ok(Request { authorization: Some(format!("Bearer {token}")), ..Request::get(&url, "") })
    }

    async fn without_a_record(self, scene: &Scene) -> Result<Request, Trouble> {
        let on_record =
            if self == Self::HoldingPage { OnRecord::NameAlone } else { OnRecord::Nothing };
        let service =
            if self == Self::CheckAnswers { Service::Existing } else { Service::Allocate };
        let person = scene.somebody(on_record).await?;
        let (mut browser, nino) = service.arrive(scene, &person).await?;
        let trn = browser.send(&nino, &[("have_nino", "no")]).await;
        let ask = browser.send(&trn, &[("have_trn", "no")]).await;
        if self == Self::CheckAnswers {
            return Ok(Request::get(&ask.url, &browser.cookie()));
        }
        if self == Self::Allocated {
            let (url, form) = ask.filled(&[]);
            return Ok(Request::post(&url, &browser.cookie(), form));
        }
        let holding = browser.send(&ask, &[]).await;
        Ok(Request::get(&holding.url, &browser.cookie()))
    }

    /// A message of the outbox, as it comes from the queue: whoever has to wait causes one of each kind.
    async fn message(self, scene: &Scene) -> Result<String, Trouble> {
        Self::HoldingPage.without_a_record(scene).await?;
        let outbox = scene.store.outbox();
        let mut found = None;
        for pending in outbox.waiting(jiff::Timestamp::MAX, 1000).await? {
            let wanted = match pending.message.destination() {
                Destination::Reviews => self == Self::TaskOpened,
                Destination::Emails => self == Self::EmailSent,
                Destination::Logouts | Destination::Webhooks => false,
            };
            if wanted && found.is_none() {
                found = Some(message(pending.id.as_str()));
            }
            // It does not wait any more, so that the next one is another one.
            outbox.relayed(&[pending.id]).await?;
        }
        found.ok_or_else(|| Trouble::Scene("the outbox has no such message".to_owned()))
    }
}

/// Where an answer leads.
fn led(page: &Page) -> Result<Url, Trouble> {
    page.location().ok_or_else(|| Trouble::Scene(format!("it leads nowhere: {}", page.text())))
}
