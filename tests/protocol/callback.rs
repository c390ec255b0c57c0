//! Rows 20 to 26 and 40: back from GOV.UK One Login, and what it tells us by itself.

use jiff::SignedDuration;
use jose::Secret;
use ports::Trip;
use testing::asking::{get, in_session, request, with};

use crate::{
    door::{Before, form, theirs},
    table::{CANARY, Given, Meanwhile, Row, Said, Then, Variant},
};

const START_AGAIN: &str = "You need to start again";
const BUSY: &str = "GOV.UK One Login is busy";
const UNREACHABLE: &str = "We could not reach GOV.UK One Login";
const NOT_FINISHED: &str = "You are not signed in yet";
const PROBLEM: &str = "Sorry, there is a problem with the service";
const UNAVAILABLE: &str = "Sorry, the service is unavailable";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(20, "the state is not this browser's", states()),
        Row::new(21, "there is not exactly one of code and error", contradictions()),
        Row::new(22, "access_denied", denied()),
        Row::new(23, "GOV.UK One Login is busy, fails or does not answer", failing()),
        Row::new(24, "unauthorized_client", errors("unauthorized_client", 503, UNAVAILABLE)),
        Row::new(25, "login_required", errors("login_required", 200, NOT_FINISHED)),
        Row::new(26, "what it sent is not to be believed", lies()),
        Row::new(40, "what it tells of a sign-out is not to be believed", notices()),
    ]
}

/// A return in the browser that set out, with this query; `{state}` stands for the state.
fn back(name: impl Into<String>, trip: Trip, query: impl Into<String>, then: Then) -> Variant {
    let query = query.into();
    let ask = move |before: &Before| {
        let query = query.replace("{state}", &before.state);
        theirs(get(&format!("/one-login/callback?{query}")), before)
    };
    Variant::new(name, ask, then).after(Given::OnATrip(trip))
}

fn again() -> Then {
    Then::Page(400, Some(START_AGAIN))
}

fn states() -> Vec<Variant> {
    let path = |before: &Before| format!("/one-login/callback?code=c&state={}", before.state);
    let on_a_trip = || Given::OnATrip(Trip::SignIn);
    let mut variants: Vec<Variant> = [
        ("missing", "code=c".to_owned()),
        ("empty", "code=c&state=".to_owned()),
        ("nobody's", format!("code=c&state={CANARY}")),
        ("of a journey that is none", "code=c&state=x.secret".to_owned()),
        ("with more to it", "code=c&state={state}x".to_owned()),
        ("with more before it", "code=c&state=x{state}".to_owned()),
        ("twice the same", "code=c&state={state}&state={state}".to_owned()),
        ("too long", format!("code=c&state={{state}}{}", "x".repeat(2048))),
        ("not UTF-8", "code=c&state=%ff".to_owned()),
        ("with a zero", "code=c&state={state}%00".to_owned()),
        ("as an error's", format!("error=access_denied&state={CANARY}")),
    ]
    .into_iter()
    .map(|(name, query)| back(name, Trip::SignIn, query, again()))
    .collect();
    variants.extend([
        Variant::new("in a browser without a session", move |before| get(&path(before)), again())
            .after(on_a_trip()),
        Variant::new(
            "in another browser",
            move |before| in_session(get(&path(before)), &Secret::presented("another")),
            again(),
        )
        .after(on_a_trip()),
        back("too late", Trip::SignIn, "code=c&state={state}", again())
            .and(Meanwhile::Later(SignedDuration::from_hours(3))),
        // Pressing back repeats a return: the person is led to where they are.
        back(
            "used before, in the same browser",
            Trip::SignIn,
            "code=c&state={state}",
            Then::Onward("/j/"),
        )
        .and(Meanwhile::CameBack),
        Variant::new("used before, in another browser", move |before| get(&path(before)), again())
            .after(on_a_trip())
            .and(Meanwhile::CameBack),
        Variant::new(
            "as a form",
            move |before| theirs(request("POST", &path(before), None), before),
            Then::Page(405, None),
        )
        .after(on_a_trip()),
    ]);
    variants
}

fn contradictions() -> Vec<Variant> {
    [
        ("both", "code=c&error=access_denied&state={state}"),
        ("neither", "state={state}"),
        ("a code twice", "code=c&code=d&state={state}"),
        ("an error twice", "error=access_denied&error=server_error&state={state}"),
        ("an issuer twice", "code=c&iss=x&iss=x&state={state}"),
    ]
    .into_iter()
    .map(|(name, query)| back(name, Trip::SignIn, query, again()))
    .collect()
}

fn denied() -> Vec<Variant> {
    let page = Then::Page(200, Some(NOT_FINISHED));
    vec![
        back("on the first trip", Trip::SignIn, "error=access_denied&state={state}", page.clone()),
        back(
            "with a description",
            Trip::SignIn,
            "error=access_denied&error_description=canary7&state={state}",
            page,
        ),
        back(
            "on the second trip",
            Trip::ProveIdentity,
            "error=access_denied&state={state}",
            Then::Onward("/j/"),
        ),
        Variant::new(
            "on the second trip, and then back to the service",
            |before| before.visitor.as_ref().unwrap().get("/continue"),
            Then::Back("access_denied", "identity_not_verified".to_owned()),
        )
        .after(Given::OnATrip(Trip::ProveIdentity))
        .and(Meanwhile::CameBack),
    ]
}

/// This error, on both trips.
fn errors(error: &'static str, status: u16, heading: &'static str) -> Vec<Variant> {
    [("on the first trip", Trip::SignIn), ("on the second trip", Trip::ProveIdentity)]
        .into_iter()
        .map(|(name, trip)| {
            let query = format!("error={error}&error_description=canary7&state={{state}}");
            back(name, trip, query, Then::Page(status, Some(heading)))
        })
        .collect()
}

fn failing() -> Vec<Variant> {
    let mut variants = Vec::new();
    for (error, heading) in [("temporarily_unavailable", BUSY), ("server_error", UNREACHABLE)] {
        for variant in errors(error, 503, heading) {
            let name = format!("{error} {}", variant.name);
            variants.push(variant.called(name));
        }
    }
    let code = "code=c&state={state}";
    variants.extend([
        back("no answer to the code", Trip::SignIn, code, Then::Page(503, Some(UNREACHABLE)))
            .and(Meanwhile::OneLoginSays(Said::Nothing)),
        back("no answer at all", Trip::SignIn, code, Then::Page(503, Some(UNREACHABLE)))
            .and(Meanwhile::OneLoginDown),
        back("a code it does not take", Trip::SignIn, code, Then::Page(200, Some(NOT_FINISHED)))
            .and(Meanwhile::OneLoginSays(Said::NotGood)),
        back(
            "an error nobody has heard of",
            Trip::SignIn,
            "error=canary7&state={state}",
            Then::Page(500, Some(PROBLEM)),
        ),
    ]);
    variants
}

fn lies() -> Vec<Variant> {
    let page = || Then::Page(400, Some(PROBLEM));
    let other_issuer = "code=c&iss=https://canary7.example/&state={state}";
    vec![
        back("on the first trip", Trip::SignIn, "code=c&state={state}", page())
            .and(Meanwhile::OneLoginSays(Said::ALie)),
        back("on the second trip", Trip::ProveIdentity, "code=c&state={state}", page())
            .and(Meanwhile::OneLoginSays(Said::ALie)),
        back("another issuer beside the code", Trip::SignIn, other_issuer, page()),
    ]
}

/// What is wrong with a token itself is tried where tokens are read: here nobody is believed.
fn notices() -> Vec<Variant> {
    const PATH: &str = "/one-login/back-channel-logout";
    let mut variants: Vec<Variant> = [
        ("no token", String::new()),
        ("an empty token", "logout_token=".to_owned()),
        ("two tokens", "logout_token=a.b.c&logout_token=a.b.c".to_owned()),
        ("not UTF-8", "logout_token=%ff".to_owned()),
        ("longer than any token", format!("logout_token={}", "x".repeat(4097))),
        ("longer than any form", "x".repeat(8193)),
        ("a token of nobody", "logout_token=canary7.b.c".to_owned()),
    ]
    .into_iter()
    .map(|(name, body)| {
        let ask = move |_: &_| form(PATH, body.clone());
        Variant::new(name, ask, Then::Worded(400, "invalid_request"))
    })
    .collect();
    let in_json = |_: &_| {
        let body = Some("{\"logout_token\":\"a.b.c\"}".to_owned());
        with(request("POST", PATH, body), "content-type", "application/json")
    };
    variants.extend([
        Variant::new("JSON", in_json, Then::Worded(400, "invalid_request")),
        Variant::new("GET", |_| get(PATH), Then::Page(405, None)),
    ]);
    variants
}

#[tokio::test]
async fn a_return_from_one_login_is_answered_as_the_table_says() {
    for row in rows() {
        row.hold().await;
    }
}
