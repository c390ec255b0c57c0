//! Starts a journey: judges a calling service's request and sends the person to GOV.UK One Login.
//!
//! Until the client and its redirect URI are known to belong together, nobody is redirected anywhere.

mod begin;
mod straight_on;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use oidc::{
    Client, ErrorResponse, LARGEST_REQUEST, Parameters, Prompt,
    authorize::{self, Judgement, PageError},
    endpoints,
};
use ports::{Clients, OneLogin, PublishedKeys, Sessions};
use web::{Browser, Failure, Walk};

/// What this function needs.
#[derive(Clone)]
pub struct Authorize {
    /// Journeys, and how they begin.
    pub walk: Walk,
    /// The browser's session, which another service may have begun.
    pub sessions: Arc<dyn Sessions>,
    /// The calling services.
    pub clients: Arc<dyn Clients>,
    /// GOV.UK One Login.
    pub one_login: Arc<dyn OneLogin>,
    /// Our keys, to know an ID token of ours again.
    pub keys: Arc<dyn PublishedKeys>,
}

/// The paths this function serves.
pub fn router(app: Authorize) -> Router {
    let deployment = app.walk.deployment.clone();
    web::serve(
        Router::new().route(endpoints::AUTHORIZE, get(start).post(start_again)).with_state(app),
        &deployment,
    )
}

async fn start(
    State(app): State<Authorize>,
    method: Method,
    headers: HeaderMap,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let query = query.unwrap_or_default();
    let parameters =
        Parameters::read(query.as_bytes()).map_err(|_| Failure::BadLink("invalid_request"))?;
    let id = authorize::client_id(&parameters).map_err(bad_link)?;
    let client =
        app.clients.client(&id).await?.ok_or_else(|| bad_link(PageError::UnknownClient))?;
    let now = app.walk.deployment.now();
    let keys = ports::keys_of_hint(&*app.keys, &parameters, now).await?;
    let request = match authorize::judge(&parameters, &client, app.issuer(), &keys) {
        Judgement::Accept(request) => *request,
        Judgement::Page(error) => return Err(bad_link(error)),
        Judgement::Redirect(answer) => return Ok(app.answer(&client, &answer)),
    };
    let asked = format!("{}?{query}", endpoints::AUTHORIZE);
    match request.prompt {
        Prompt::None => app.answer_without_a_page(&client, request, &browser, &asked).await,
        Prompt::Unspecified | Prompt::Login => {
            let login_hint = parameters.optional("login_hint", 254).ok().flatten();
            app.sign_in(&client, request, (&browser, login_hint), &asked).await
        }
    }
}

/// A form from another site comes without our cookies: the same request is asked for again as a `GET`,
/// which brings them (RFC 9700 section 4.12: never 307).
async fn start_again(headers: HeaderMap, body: Body) -> Result<Response, Failure> {
    if !web::is_form(&headers) {
        return Err(Failure::NotAForm);
    }
    let body = axum::body::to_bytes(body, LARGEST_REQUEST).await.map_err(|_| Failure::TooLong)?;
    let form = str::from_utf8(&body).map_err(|_| Failure::BadLink("invalid_request"))?;
    if form.bytes().all(|b| b.is_ascii_graphic()) {
        Ok(web::see_other(&format!("{}?{form}", endpoints::AUTHORIZE)))
    } else {
        Err(Failure::BadLink("invalid_request"))
    }
}

fn bad_link(error: PageError) -> Failure {
    Failure::BadLink(match error {
        PageError::UnknownClient => "unknown_client",
        PageError::UnknownRedirectUri => "unknown_redirect_uri",
    })
}

impl Authorize {
    fn issuer(&self) -> &str {
        self.walk.deployment.issuer()
    }

    /// Back to the service with an error.
    fn answer(&self, client: &Client, answer: &ErrorResponse) -> Response {
        tracing::info!(client = client.service.id.as_str(), "an authorization request was refused");
        web::leave_for(&answer.url(self.issuer()))
    }
}
