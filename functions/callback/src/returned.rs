//! A return from GOV.UK One Login: whose it is, that it is good, and what it brings.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};
use jose::Secret;
use journey::Setback;
use ports::{Fault, Journey, SignInRefused, Spend};
use web::{Browser, Failure, Visit, elsewhere, journey_in};

use crate::Callback;

/// What a return carries. One Login sends a code or an error, never both.
struct Returned {
    state: Secret,
    outcome: Outcome,
    issuer: Option<String>,
}

enum Outcome {
    Code(String),
    Error(String),
}

pub(crate) async fn come_back(
    State(app): State<Callback>,
    method: Method,
    headers: HeaderMap,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if web::is_speculative(&method, &headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let returned = read(&query.unwrap_or_default()).ok_or(Failure::StartAgain)?;
    let visit = Visit {
        journey: journey_in(returned.state.expose()).ok_or(Failure::StartAgain)?,
        session: browser.session.ok_or(Failure::StartAgain)?,
    };
    let journey = app.walk.open(&visit).await?;
    let state = returned.state.digest();
    if journey.spent.contains(&state) {
        // Pressing back repeats a return: nothing is left to do but to carry on.
        return Err(elsewhere(&journey));
    }
    if journey.attempt.as_ref().is_none_or(|attempt| !attempt.state.is(&state)) {
        return Err(Failure::StartAgain);
    }
    if returned.issuer.is_some_and(|issuer| issuer != app.one_login.issuer()) {
        return Err(Failure::NotBelieved("the issuer beside the code"));
    }

    let Spend::Spent { attempt, journey } = app.walk.journeys.spend(&journey, &state).await? else {
        return Err(elsewhere(&app.walk.open(&visit).await?));
    };
    let code = match returned.outcome {
        Outcome::Code(code) => code,
        Outcome::Error(error) => {
            let setback = attempt.trip.setback(&error);
            return match setback {
                Setback::SignedOut => app.sign_out_here(&visit, &journey, &attempt.trip).await,
                Setback::IdentityNotProved
                | Setback::SignInNotFinished
                | Setback::Busy
                | Setback::SwitchedOff
                | Setback::Unreachable
                | Setback::RequestRefused => app.turn_back(&journey, setback).await,
            };
        }
    };
    match app.one_login.finish(&attempt, &code, app.walk.deployment.now()).await {
        Ok(signed_in) => app.believe(&visit, &journey, (&attempt, signed_in)).await,
        Err(SignInRefused::Unreachable(fault)) => {
            log_unreachable(&fault);
            app.turn_back(&journey, Setback::Unreachable).await
        }
        Err(SignInRefused::CodeNotGood) => {
            app.turn_back(&journey, Setback::SignInNotFinished).await
        }
        Err(SignInRefused::NotBelieved(check)) => Err(Failure::NotBelieved(check)),
    }
}

fn log_unreachable(fault: &Fault) {
    let error = fault.in_full();
    tracing::warn!(error, "One Login did not answer");
}

/// Reads the query strictly: each parameter once, and exactly one of `code` and `error`.
fn read(query: &str) -> Option<Returned> {
    let pairs: Vec<(String, String)> =
        url_pairs(query).filter(|(name, _)| KNOWN.contains(&name.as_str())).collect();
    let once = |name: &str| {
        let mut values = pairs.iter().filter(|(each, _)| each == name).map(|(_, value)| value);
        match (values.next(), values.next()) {
            (Some(value), None) if value.len() <= 2048 => Ok(Some(value.clone())),
            (None, _) => Ok(None),
            (Some(_), _) => Err(()),
        }
    };
    let state = Secret::presented(once("state").ok()??);
    let outcome = match (once("code").ok()?, once("error").ok()?) {
        (Some(code), None) => Outcome::Code(code),
        (None, Some(error)) => Outcome::Error(error),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some(Returned { state, outcome, issuer: once("iss").ok()? })
}

const KNOWN: [&str; 4] = ["state", "code", "error", "iss"];

fn url_pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    form_urlencoded::parse(query.as_bytes()).into_owned()
}

impl Callback {
    /// The person came back without what we asked for: remembers it, and says what to do.
    pub(crate) async fn turn_back(
        &self,
        journey: &Journey,
        setback: Setback,
    ) -> Result<Response, Failure> {
        let moved = self.commit_plain(journey, journey::Event::TurnedBack(setback)).await?;
        match setback {
            Setback::IdentityNotProved => Err(elsewhere(&moved)),
            Setback::SignInNotFinished
            | Setback::SignedOut
            | Setback::Busy
            | Setback::SwitchedOff
            | Setback::Unreachable
            | Setback::RequestRefused => {
                Err(Failure::Setback { setback, ways: crate::pages_here::ways(&moved) })
            }
        }
    }
}
