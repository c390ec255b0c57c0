//! One whole sign-in, each request timed.

use std::time::{Duration, Instant};

use url::Url;

use crate::{
    browser::{Browser, Page},
    person::Person,
    product::Product,
};

/// What one step took, by its name.
pub(crate) type Taken = (String, Duration);

/// Where somebody was whose sign-in went wrong.
#[derive(Debug)]
pub(crate) struct Lost(pub(crate) String);

/// Somebody signs in for the first time: from the service, by way of GOV.UK One Login and their National Insurance number, back to the service.
pub(crate) async fn sign_in(product: &Product, person: &Person) -> Result<Vec<Taken>, Lost> {
    let mut way = Way { product, browser: Browser::new(), taken: Vec::new() };
    let picker = way.open(format!("{}/sign-in", product.service)).await;
    let asked = way.send(&picker, &person.fields()).await;
    let found = way.send(&asked, &[("have_nino", "yes"), ("nino", &person.nino)]).await;
    if found.heading() != FOUND {
        return Err(Lost(found.heading()));
    }
    let back = way.open(found.link("Continue to").to_string()).await;
    if !back.text().contains("You are signed in") {
        return Err(Lost(back.heading()));
    }
    Ok(way.taken)
}

const FOUND: &str = "We found your teaching record";

struct Way<'a> {
    product: &'a Product,
    browser: Browser,
    taken: Vec<Taken>,
}

impl Way<'_> {
    async fn open(&mut self, url: String) -> Page {
        let since = Instant::now();
        let page = self.browser.open_without_following(&url).await;
        self.note("GET", &page.url, since);
        self.follow(page).await
    }

    async fn send(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let since = Instant::now();
        let page = self.browser.send_without_following(page, fields).await;
        self.note("POST", &page.url, since);
        self.follow(page).await
    }

    async fn follow(&mut self, mut page: Page) -> Page {
        while let Some(next) = page.location() {
            let since = Instant::now();
            page = self.browser.open_without_following(next.as_str()).await;
            self.note("GET", &next, since);
        }
        page
    }

    /// Steps of ours, and what a service does with a code. What stands in for GOV.UK One Login is not.
    fn note(&mut self, method: &str, url: &Url, since: Instant) {
        let origin = url.origin().ascii_serialization();
        let first = url.path_segments().and_then(|mut parts| parts.next_back());
        let step = if origin == self.product.issuer {
            self.ours(method, url.path())
        } else if origin == self.product.service && first == Some("callback") {
            "token and userinfo, as the service asks for them".to_owned()
        } else {
            return;
        };
        self.taken.push((step, since.elapsed()));
    }

    /// A step of ours, without the journey in its path.
    fn ours(&self, method: &str, path: &str) -> String {
        let journey = path.strip_prefix("/j/").and_then(|rest| rest.split_once('/'));
        let step = format!("{method} {}", journey.map_or(path, |(_, step)| step));
        let again = format!("{step}, second trip");
        let before = self.taken.iter().any(|(taken, _)| *taken == step);
        if path.ends_with("/callback") && before { again } else { step }
    }
}
