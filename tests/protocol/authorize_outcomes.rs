//! Rows 13 and 17 to 19: the request is good, and there is no code all the same.

use jiff::SignedDuration;
use journey::{ReviewKind, Setback, Stage};
use serde_json::json;
use testing::{
    asking::in_session,
    id_tokens::{self, claims},
    journeys::{anne, asking_nino, held, support_asked, task, turned_away},
};

use crate::{
    authorize_redirects::{ONE_LOGIN, back, changed},
    door::{Before, CLIENT, authorize, foreign_keys, header, signed, theirs},
    table::{Given, Meanwhile, Row, Then, Variant},
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(13, "no page may be shown", without_a_page()),
        Row::new(17, "the hint is not an ID token of this client", hints()),
        Row::new(18, "the person goes back without a code", denials()),
        Row::new(19, "our store or GOV.UK One Login cannot be reached", down()),
    ]
}

/// A request that shows no page, from the browser there is.
fn silent(name: &str, given: Given, then: Then) -> Variant {
    Variant::new(name, |before| theirs(authorize(&[("prompt", "none")]), before), then).after(given)
}

/// The same of somebody who is known, with more that is asked.
fn silently(name: &str, more: (&'static str, &'static str), then: Then) -> Variant {
    let ask = move |before: &Before| theirs(authorize(&[("prompt", "none"), more]), before);
    Variant::new(name, ask, then).after(Given::SignedIn)
}

fn without_a_page() -> Vec<Variant> {
    let login = || back("login_required", "login_required");
    let interaction = || back("interaction_required", "interaction_required");
    let nobody = |_: &_| authorize(&[("prompt", "none")]);
    let stranger = |_: &_| {
        let session = jose::Secret::presented("nobody's");
        in_session(authorize(&[("prompt", "none")]), &session)
    };
    let at = |stage| Given::At(Box::new(stage));
    vec![
        Variant::new("no session", nobody, login()),
        Variant::new("a session of nobody", stranger, login()),
        silent("somebody who has not signed in yet", at(Stage::SigningIn), login()),
        silent("somebody at a question", at(asking_nino()), interaction()),
        silent("somebody whose request waits", Given::Waiting, interaction()),
        silent("somebody who signed out", Given::SignedIn, login()).and(Meanwhile::SignedOut),
        silent("somebody whose session is over", Given::SignedIn, login())
            .and(Meanwhile::Later(SignedDuration::from_hours(3))),
        silently("somebody who signed in too long ago", ("max_age", "30"), login()),
        silently("somebody who signed in just now", ("max_age", "600"), Then::Onward("/j/")),
        silently("somebody who is known", ("nonce", "n"), Then::Onward("/j/")),
    ]
}

fn hints() -> Vec<Variant> {
    let wrong = || back("invalid_request", "invalid_id_token_hint");
    let subject = anne().user.subject;
    let ours = claims(CLIENT, subject.as_str(), "sid");
    let with = |name: &str, value: serde_json::Value| {
        let mut claims = ours.clone();
        claims[name] = value;
        claims
    };
    let keys = id_tokens::keys();
    let good_header = header(&keys);
    let no_typ = json!({ "alg": "ES256", "kid": good_header["kid"] });
    let of_other_typ = json!({ "alg": "ES256", "kid": good_header["kid"], "typ": "logout+jwt" });
    let good = signed(&keys, &good_header, &ours);
    let tampered = {
        let other = signed(&keys, &good_header, &with("sub", json!("urn:fdc:gov.uk:2022:other")));
        let middle = other.split('.').nth(1).unwrap().to_owned();
        let parts: Vec<&str> = good.split('.').collect();
        format!("{}.{middle}.{}", parts[0], parts[2])
    };
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap());
    let foreign = foreign_keys();
    let somebody_else = signed(&keys, &good_header, &with("sub", json!("urn:fdc:gov.uk:2022:bea")));
    let of = |name: &str, hint: String, then| changed(name, &[("id_token_hint", &hint)], then);
    vec![
        of("no token", "canary7".to_owned(), wrong()),
        of(
            "for another client",
            signed(&keys, &good_header, &with("aud", json!("other"))),
            wrong(),
        ),
        of("for two", signed(&keys, &good_header, &with("aud", json!([CLIENT, "other"]))), wrong()),
        of(
            "of another issuer",
            signed(&keys, &good_header, &with("iss", json!("https://canary7.example"))),
            wrong(),
        ),
        of("signed by somebody else", signed(foreign, &header(foreign), &ours), wrong()),
        of(
            "signed by somebody else in the name of our key",
            signed(foreign, &good_header, &ours),
            wrong(),
        ),
        of("not signed", unsigned, wrong()),
        of("changed since", tampered, wrong()),
        of("without its type", signed(&keys, &no_typ, &ours), wrong()),
        of("of another type of token", signed(&keys, &of_other_typ, &ours), wrong()),
        of("with more to it", format!("{good}.x"), wrong()),
        of("good, and expired long ago", good.clone(), Then::Onward(ONE_LOGIN)),
        Variant::new(
            "of somebody else, without a page",
            move |before| {
                let changes = [("prompt", "none"), ("id_token_hint", somebody_else.as_str())];
                theirs(authorize(&changes), before)
            },
            back("login_required", "login_required"),
        )
        .after(Given::SignedIn),
        Variant::new(
            "of whoever is there, without a page",
            move |before| {
                let changes = [("prompt", "none"), ("id_token_hint", good.as_str())];
                theirs(authorize(&changes), before)
            },
            Then::Onward("/j/"),
        )
        .after(Given::SignedIn),
    ]
}

/// What a service is told of whoever follows the way back to it.
fn denials() -> Vec<Variant> {
    let user = anne().user;
    [
        ("at a question", asking_nino(), "access_denied", "user_cancelled"),
        ("before signing in", Stage::SigningIn, "access_denied", "user_cancelled"),
        (
            "before proving identity",
            Stage::ProvingIdentity { user },
            "access_denied",
            "user_cancelled",
        ),
        (
            "sign-in not finished",
            turned_away(Setback::SignInNotFinished),
            "access_denied",
            "user_cancelled",
        ),
        ("signed out there", turned_away(Setback::SignedOut), "access_denied", "user_cancelled"),
        (
            "identity not proved",
            turned_away(Setback::IdentityNotProved),
            "access_denied",
            "identity_not_verified",
        ),
        ("support asked", support_asked(), "access_denied", "record_requested"),
        ("still open", held(task(ReviewKind::TwoRecords)), "access_denied", "record_pending"),
        (
            "GOV.UK One Login busy",
            turned_away(Setback::Busy),
            "temporarily_unavailable",
            "upstream_busy",
        ),
        (
            "GOV.UK One Login gone",
            turned_away(Setback::Unreachable),
            "temporarily_unavailable",
            "upstream_busy",
        ),
        (
            "we are switched off there",
            turned_away(Setback::SwitchedOff),
            "temporarily_unavailable",
            "upstream_busy",
        ),
        ("our fault", turned_away(Setback::RequestRefused), "server_error", "internal"),
    ]
    .into_iter()
    .map(|(name, stage, error, code)| {
        let ask = |before: &Before| before.visitor.as_ref().unwrap().get("/continue");
        Variant::new(name, ask, back(error, code)).after(Given::At(Box::new(stage)))
    })
    .collect()
}

fn down() -> Vec<Variant> {
    let ask = |_: &_| authorize(&[]);
    let silent = |before: &Before| theirs(authorize(&[("prompt", "none")]), before);
    let page = || Then::Page(503, None);
    vec![
        Variant::new("before the client is known", ask, page()).and(Meanwhile::StoreFails(0)),
        Variant::new("when the journey is written", ask, page()).and(Meanwhile::StoreFails(1)),
        Variant::new("GOV.UK One Login was never reached", ask, page())
            .and(Meanwhile::OneLoginDown),
        Variant::new("before the client is known, without a page", silent, page())
            .after(Given::SignedIn)
            .and(Meanwhile::StoreFails(0)),
        Variant::new(
            "when the session is read, without a page",
            silent,
            back("server_error", "internal"),
        )
        .after(Given::SignedIn)
        .and(Meanwhile::StoreFails(1)),
        Variant::new(
            "when the user is read, without a page",
            silent,
            back("server_error", "internal"),
        )
        .after(Given::SignedIn)
        .and(Meanwhile::StoreFails(2)),
    ]
}

#[tokio::test]
async fn a_known_service_is_told_why_there_is_no_code() {
    for row in rows() {
        row.hold().await;
    }
}
