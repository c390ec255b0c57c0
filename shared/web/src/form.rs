//! Forms, whose fields nobody sees before the form is known to be ours.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use identity::{BrowserId, JourneyId};
use jose::Digest;
use ports::{Journey, Journeys};

use crate::{Deployment, Failure, Visit};

/// The longest form we read, in bytes.
const MAX_BYTES: usize = 8 * 1024;

/// The fields of a form that came from a page of ours.
#[derive(Debug, Clone)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// What was sent under `name`, or empty text. The first one counts when there are several.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Reads a form body: at most 8 KB of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// A page for each: too long, not a form, broken off.
    pub async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Failure> {
        let is_form = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| {
                kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
            });
        if !is_form {
            return Err(Failure::NotAForm);
        }
        let bytes = Limited::new(body, MAX_BYTES)
            .collect()
            .await
            .map_err(|error| {
                if error.is::<LengthLimitError>() { Failure::TooLong } else { Failure::NotAForm }
            })?
            .to_bytes();
        let fields = form_urlencoded::parse(&bytes).into_owned().collect();
        Ok(Self { fields })
    }
}

/// A form that was posted to a page of a journey, not yet known to be ours. [`Posted::open`] is the only
/// way to its fields.
#[derive(Debug)]
pub struct Posted {
    visit: Visit,
    headers: HeaderMap,
    form: Form,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let form = Form::read(&parts.headers, body).await?;
        Ok(Self { visit, headers: parts.headers, form })
    }
}

impl Posted {
    /// The journey the form belongs to, and its fields, if it came from our own page.
    ///
    /// # Errors
    /// "Start again" when the journey is gone, or the form is not from the page we gave this browser.
    pub async fn open(
        self,
        journeys: &dyn Journeys,
        deployment: &Deployment,
    ) -> Result<(Visit, Journey, Form), Failure> {
        let journey = journeys
            .open(&self.visit.journey, &self.visit.session, deployment.now())
            .await?
            .ok_or(Failure::StartAgain)?;
        let expected = csrf_token(&journey.browser, Some(&journey.id));
        if !is_from_us(&self.headers, &deployment.origin()) || self.form.field("csrf") != expected {
            return Err(Failure::StartAgain);
        }
        Ok((self.visit, journey, self.form))
    }
}

/// The token that says a form came from the page we gave this browser: it is made from an id that never
/// leaves the store, so no other site can know it.
pub(crate) fn csrf_token(browser: &BrowserId, journey: Option<&JourneyId>) -> String {
    let journey = journey.map_or("", JourneyId::as_str);
    Digest::of(format!("csrf:{}:{journey}", browser.as_str()).as_bytes()).as_str().to_owned()
}

/// Whether the browser says that the form comes from our own page. Both headers are set by the browser
/// alone; one that sends neither is judged by the token.
pub(crate) fn is_from_us(headers: &HeaderMap, origin: &str) -> bool {
    let says = |name: &str| headers.get(name).map(|value| value.as_bytes().to_ascii_lowercase());
    let site = says("sec-fetch-site").is_none_or(|site| site == b"same-origin" || site == b"none");
    let origin = says("origin").is_none_or(|said| said == origin.to_ascii_lowercase().as_bytes());
    site && origin
}
