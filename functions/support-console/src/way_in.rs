//! The way in and out: the sign-in of their organisation.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::Markup;
use pages::staff::sign_in::{self, NotAllowed};
use ports::{Fault, STAFF_TRIP, StaffAttempt, StaffMember, StaffRefused, StaffSession, StaffTrip};
use web::{Failure, FormAction, no_cookie, presented, secret_cookie, see_other};

use crate::{
    Console,
    brought::Brought,
    paths,
    signed_in::{COOKIE, Posted, SignedIn},
};

/// What tells a browser that comes back from the sign-in from all others.
const TRIP_COOKIE: &str = "__Host-staff-sign-in";

/// The first page, for whoever is not signed in.
pub(crate) async fn start(
    State(console): State<Console>,
    signed_in: Result<SignedIn, Response>,
) -> Response {
    match signed_in {
        Ok(_) => see_other(paths::TASKS),
        Err(_) => sign_in::start(&console.frame(), paths::SIGN_IN).into_response(),
    }
}

/// Off to the sign-in of their organisation.
pub(crate) async fn set_out(
    State(console): State<Console>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let trip = StaffTrip::new(console.desk.deployment.entropy());
    let url = match console.sign_in.set_out(&trip).await {
        Ok(url) => url,
        Err(fault) => return Ok(console.out_of_reach(&fault)),
    };
    let browser = ports::secret(console.desk.deployment.entropy());
    let until = console.desk.deployment.now() + STAFF_TRIP;
    console.sessions.set_out(&browser.digest(), &trip.attempt(), until).await?;

    let mut response = web::leave_for(&url);
    response.headers_mut().append(header::SET_COOKIE, secret_cookie(TRIP_COOKIE, &browser));
    Ok(response)
}

/// Back from there: of any number of returns with one `state`, one counts.
pub(crate) async fn come_back(
    State(console): State<Console>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let brought = Brought::read(query.as_deref().unwrap_or_default());
    let Some(attempt) = console.attempt(&headers, &brought).await? else {
        return Ok(console.not_finished("no sign-in of this browser is under way"));
    };
    let signed_in = match console.signed_in(&brought, &attempt).await {
        Ok(signed_in) => signed_in,
        Err(fault) => return Ok(console.out_of_reach(&fault)),
    };
    match signed_in {
        Ok(member) => console.let_in(&headers, member).await,
        Err(why) => Ok(console.turned_away(why)),
    }
}

/// Ends the session, here and at their organisation.
pub(crate) async fn sign_out(
    State(console): State<Console>,
    Posted { signed_in, .. }: Posted,
) -> Result<Response, Failure> {
    console.sessions.end(signed_in.session()).await?;
    // Whoever cannot be signed out there is signed out here all the same.
    let onward = console.sign_in.sign_out_address().await.ok().flatten();
    let mut response = match onward {
        Some(url) => web::leave_for(&url),
        None => see_other(paths::SIGNED_OUT),
    };
    response.headers_mut().append(header::SET_COOKIE, no_cookie(COOKIE));
    Ok(response)
}

/// Whoever asks for the address of signing out.
pub(crate) async fn to_start() -> Response {
    see_other(paths::START)
}

/// Signing out ends here.
pub(crate) async fn signed_out(State(console): State<Console>) -> Markup {
    sign_in::signed_out(&console.frame(), paths::SIGN_IN)
}

impl Console {
    /// A page with the form that signs out: it may lead to the sign-in of their organisation.
    pub(crate) fn with_sign_out(&self, page: impl IntoResponse) -> Response {
        let mut response = page.into_response();
        response.extensions_mut().insert(FormAction(vec![self.sign_in.sign_out_origin()]));
        response
    }

    /// Who came back with this, if it is to be believed.
    async fn signed_in(
        &self,
        brought: &Brought,
        attempt: &StaffAttempt,
    ) -> Result<Result<StaffMember, StaffRefused>, Fault> {
        match (&brought.issuer, &brought.error, &brought.code) {
            (Some(issuer), _, _) if issuer != self.sign_in.issuer() => {
                Ok(Err(StaffRefused::NotBelieved("iss beside the code")))
            }
            (_, Some(error), _) => Ok(Err(StaffRefused::by_error(error))),
            (_, None, None) => Ok(Err(StaffRefused::NotBelieved("neither code nor error"))),
            (_, None, Some(code)) => self.sign_in.come_back(code, attempt).await,
        }
    }

    fn turned_away(&self, why: StaffRefused) -> Response {
        match why {
            StaffRefused::NoRole => {
                let page = sign_in::not_allowed(&self.frame(), NotAllowed::NoRole);
                (StatusCode::FORBIDDEN, page).into_response()
            }
            StaffRefused::Unavailable => {
                self.out_of_reach(&Fault::new("signing support staff in", why))
            }
            StaffRefused::Denied
            | StaffRefused::NotSignedIn
            | StaffRefused::CodeNotGood
            | StaffRefused::RequestRefused
            | StaffRefused::NotBelieved(_) => self.not_finished(&why.to_string()),
        }
    }

    async fn attempt(
        &self,
        headers: &HeaderMap,
        brought: &Brought,
    ) -> Result<Option<StaffAttempt>, Fault> {
        let (Some(browser), Some(state)) = (presented(headers, TRIP_COOKIE), &brought.state) else {
            return Ok(None);
        };
        let state = jose::Secret::presented(state.clone()).digest();
        self.sessions.spend(&browser, &state, self.desk.deployment.now()).await
    }

    /// A new session, in place of any that the browser had.
    async fn let_in(&self, headers: &HeaderMap, member: StaffMember) -> Result<Response, Failure> {
        if let Some(before) = presented(headers, COOKIE) {
            self.sessions.end(&before).await?;
        }
        let session = ports::secret(self.desk.deployment.entropy());
        let now = self.desk.deployment.now();
        let staff = StaffSession { member, since: now, seen: now };
        self.sessions.keep(&session.digest(), &staff).await?;
        let mut response = see_other(paths::TASKS);
        let cookies = response.headers_mut();
        cookies.append(header::SET_COOKIE, secret_cookie(COOKIE, &session));
        cookies.append(header::SET_COOKIE, no_cookie(TRIP_COOKIE));
        Ok(response)
    }

    fn not_finished(&self, why: &str) -> Response {
        let reference = self.desk.deployment.error_reference();
        tracing::warn!(error.reference = reference, why, "a staff sign-in did not finish");
        let page = sign_in::not_finished(&self.frame(), paths::SIGN_IN, &reference);
        (StatusCode::BAD_REQUEST, page).into_response()
    }

    /// Their organisation's sign-in does not answer. What they brought is not asked for again: it was used
    /// up, and does not belong in a link.
    fn out_of_reach(&self, fault: &Fault) -> Response {
        let reference = self.desk.deployment.error_reference();
        let error = fault.in_full();
        tracing::error!(error.reference = reference, error, "the staff sign-in is out of reach");
        let page = sign_in::not_finished(&self.frame(), paths::SIGN_IN, &reference);
        let retry = [(header::RETRY_AFTER, "60")];
        (StatusCode::SERVICE_UNAVAILABLE, retry, page).into_response()
    }
}
