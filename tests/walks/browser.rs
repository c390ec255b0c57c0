//! A browser without scripts that keeps its cookies, follows redirects and fills in forms.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
};

use reqwest::{Method, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use scraper::{ElementRef, Html, Selector};
use url::{Position, Url};

use crate::canaries;

/// The cookies of what is not ours: the stand-ins, the sample services, and the services of four libraries.
const OF_OTHERS: [&str; 6] =
    ["one-login-stand-in=", "staff-stand-in=", "sample-", "service=", "session=", "rack.session="];

/// A browser of one person.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    http: reqwest::Client,
    /// Cookies by name: `localhost` is one host, whatever the port.
    pub(crate) cookies: BTreeMap<String, String>,
    /// Who is reached elsewhere than their name says: by their origin, the address of whoever answers for them.
    pub(crate) doors: BTreeMap<String, Door>,
    /// It does not follow whoever sends it to an address that begins like this.
    pub(crate) stop_before: Option<String>,
}

/// Who answers for an origin.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    /// Their address.
    pub(crate) address: String,
    /// What whoever stands in front of them says with each request, which no browser knows.
    pub(crate) header: (&'static str, String),
}

/// A page somebody looks at.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: String,
    /// Every address on the way here, the first one first.
    pub(crate) way: Vec<Url>,
}

impl Browser {
    pub(crate) fn new() -> Self {
        // What browsers know by themselves: a name that ends with `localhost` is this machine.
        let this = ("machine.localhost", SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let http = reqwest::Client::builder().redirect(Policy::none()).resolve(this.0, this.1);
        let http = http.build().unwrap();
        Self { http, cookies: BTreeMap::new(), doors: BTreeMap::new(), stop_before: None }
    }

    /// Opens an address, and goes wherever it leads.
    pub(crate) async fn open(&mut self, url: &str) -> Page {
        self.follow(Method::GET, Url::parse(url).unwrap(), None, usize::MAX).await
    }

    /// Opens an address, and stays where it says to go on.
    pub(crate) async fn open_without_following(&mut self, url: &str) -> Page {
        self.follow(Method::GET, Url::parse(url).unwrap(), None, 0).await
    }

    /// Follows the link with this text.
    pub(crate) async fn click(&mut self, page: &Page, text: &str) -> Page {
        let url = page.link(text);
        self.follow(Method::GET, url, None, usize::MAX).await
    }

    /// Fills in the form of a page and sends it, with what is hidden in it.
    pub(crate) async fn send(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let (url, body) = page.filled(fields);
        self.follow(Method::POST, url, Some(body), usize::MAX).await
    }

    /// The same, staying where the answer says to go on.
    pub(crate) async fn send_without_following(
        &mut self,
        page: &Page,
        fields: &[(&str, &str)],
    ) -> Page {
        let (url, body) = page.filled(fields);
        self.follow(Method::POST, url, Some(body), 0).await
    }

    /// Fills in the form of a page that posts to this path, and sends it: a page may have several.
    pub(crate) async fn send_to(
        &mut self,
        page: &Page,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let (url, body) = page.filled_in(&format!("form[method=post][action='{path}']"), fields);
        self.follow(Method::POST, url, Some(body), usize::MAX).await
    }

    /// One request, as it stands, without what a browser would make of the answer.
    pub(crate) async fn raw(
        &mut self,
        method: Method,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Page {
        let url = Url::parse(url).unwrap();
        let mut request = self.request(method, &url).header("cookie", self.cookie());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body.unwrap_or_default()).send().await.unwrap();
        self.page(url.clone(), response, vec![url]).await
    }

    async fn follow(
        &mut self,
        method: Method,
        url: Url,
        body: Option<String>,
        mut redirects: usize,
    ) -> Page {
        let (mut method, mut url, mut body, mut way) = (method, url, body, Vec::new());
        loop {
            assert!(way.len() < 15, "redirected for ever: {way:?}");
            way.push(url.clone());
            let mut request = self.request(method.clone(), &url);
            request = request.header(header::COOKIE, self.cookie());
            if let Some(body) = body.take() {
                request = request
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header(header::ORIGIN, url.origin().ascii_serialization())
                    .body(body);
            }
            let response = request.send().await.unwrap();
            let page = self.page(url.clone(), response, way.clone()).await;
            match page.location() {
                Some(next) if redirects > 0 && !self.stops_before(&next) => {
                    redirects -= 1;
                    (method, url) = (Method::GET, next);
                }
                Some(_) | None => return page,
            }
        }
    }

    fn request(&self, method: Method, url: &Url) -> RequestBuilder {
        let Some(door) = self.doors.get(&url.origin().ascii_serialization()) else {
            return self.http.request(method, url.clone());
        };
        let asked = &url[Position::BeforePath..Position::AfterQuery];
        let request = self.http.request(method, format!("{}{asked}", door.address));
        let (name, said) = &door.header;
        let host = &url[Position::BeforeHost..Position::AfterPort];
        request.header(header::HOST, host).header(*name, said)
    }

    fn stops_before(&self, url: &Url) -> bool {
        self.stop_before.as_ref().is_some_and(|end| url.as_str().starts_with(end))
    }

    async fn page(&mut self, url: Url, response: Response, way: Vec<Url>) -> Page {
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            if !OF_OTHERS.iter().any(|other| cookie.starts_with(other)) {
                testing::asking::is_host_cookie(cookie);
            }
            self.keep(cookie);
        }
        for url in &way {
            canaries::none_in_address(url);
        }
        Page { url, status, headers, body: response.text().await.unwrap(), way }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            canaries::remember(value);
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// What it says in `Cookie`.
    pub(crate) fn cookie(&self) -> String {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}

impl Page {
    /// What the page is about.
    pub(crate) fn heading(&self) -> String {
        self.texts("h1").into_iter().next().unwrap_or_default()
    }

    pub(crate) fn title(&self) -> String {
        self.texts("title").into_iter().next().unwrap_or_default()
    }

    /// Everything there is to read, on one line.
    pub(crate) fn text(&self) -> String {
        self.texts("body").join(" ")
    }

    /// The messages of the error summary.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.texts(".govuk-error-summary__list li")
    }

    /// The value of the field with this name.
    pub(crate) fn value(&self, name: &str) -> String {
        let html = Html::parse_document(&self.body);
        let inputs = select(&format!("input[name={name}]"));
        html.select(&inputs)
            .find(|input| input.attr("type") != Some("radio"))
            .and_then(|input| input.attr("value"))
            .unwrap_or_default()
            .to_owned()
    }

    /// The radio that is chosen.
    pub(crate) fn chosen(&self, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.body);
        html.select(&select(&format!("input[name={name}][checked]")))
            .next()
            .and_then(|input| input.attr("value"))
            .map(str::to_owned)
    }

    /// Where the link with this text leads.
    pub(crate) fn link(&self, text: &str) -> Url {
        let html = Html::parse_document(&self.body);
        let href = html
            .select(&select("a"))
            .find(|link| words(*link).contains(text))
            .and_then(|link| link.attr("href"))
            .unwrap_or_else(|| panic!("no link {text:?} on {:?}", self.heading()))
            .to_owned();
        self.url.join(&href).unwrap()
    }

    /// Where the answer says to go on.
    pub(crate) fn location(&self) -> Option<Url> {
        let location = self.headers.get(header::LOCATION)?.to_str().unwrap();
        Some(self.url.join(location).unwrap())
    }

    /// The form with what is hidden in it and these fields, and where it posts to.
    pub(crate) fn filled(&self, fields: &[(&str, &str)]) -> (Url, String) {
        self.filled_in("form[method=post]", fields)
    }

    /// The first of these forms with what is hidden in it and these fields, and where it posts to.
    fn filled_in(&self, forms: &str, fields: &[(&str, &str)]) -> (Url, String) {
        let html = Html::parse_document(&self.body);
        let form = html
            .select(&select(forms))
            .next()
            .unwrap_or_else(|| panic!("no {forms} on {:?}", self.heading()));
        let mut body = form_urlencoded::Serializer::new(String::new());
        for hidden in form.select(&select("input[type=hidden]")) {
            body.append_pair(hidden.attr("name").unwrap(), hidden.attr("value").unwrap_or(""));
        }
        for (_, typed) in fields.iter().filter(|(name, _)| ["nino", "trn"].contains(name)) {
            canaries::remember(typed);
        }
        body.extend_pairs(fields);
        let action = form.attr("action").map_or(self.url.clone(), |to| self.url.join(to).unwrap());
        (action, body.finish())
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        html.select(&select(selector)).map(words).collect()
    }
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
