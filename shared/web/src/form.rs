//! Forms, whose fields nobody sees before the form is known to be ours.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use ports::{Journey, Journeys};

use crate::{Deployment, Failure, Visit, csrf};

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

    /// Everything that was sent under `name`, in order.
    pub fn fields(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Reads a form body: at most 8 KB of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// A page for each: too long, not a form, broken off.
    pub async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Failure> {
        if !is_form(headers) {
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

/// Whether a body is said to be a form, `application/x-www-form-urlencoded`. Media types are written in any
/// case, with parameters behind them (RFC 9110 section 8.3.1).
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
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
        let token = csrf::of_journey(&journey.browser, &journey.id);
        csrf::check(&self.headers, deployment, &self.form, &token)?;
        Ok((self.visit, journey, self.form))
    }
}
