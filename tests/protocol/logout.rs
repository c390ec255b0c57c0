//! Rows 37 to 39: signing out at a service's request.

use serde_json::{Value, json};
use testing::{
    asking::{get, request, with},
    id_tokens,
    journeys::SIGNED_OUT,
};

use crate::{
    collector,
    door::{
        Before, CLIENT, Door, OTHER, Request, foreign_keys, form, header, logout, logout_form,
        signed, theirs,
    },
    table::{CANARY, Given, Meanwhile, Row, Then, Variant},
};

const ONE_LOGIN: &str = "https://oidc.one-login.example/logout";
const ASK_FIRST: &str = "/sign-out";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(37, "a good hint and a registered address", good()),
        Row::new(38, "no good hint, or an address that is not registered", bad()),
        Row::new(39, "no parameters, or only a state", bare()),
    ]
}

/// A hint that was given for their sign-in.
fn hint(before: &Before) -> String {
    let keys = id_tokens::keys();
    signed(&keys, &header(&keys), &before.claims())
}

/// A request with a good hint and this beside it, in the browser that is signed in.
fn hinted(
    name: &'static str,
    more: &'static [(&'static str, &'static str)],
    then: Then,
) -> Variant {
    let ask = move |before: &Before| theirs(logout(&with_hint(before, more)), before);
    Variant::new(name, ask, then).after(Given::SignedIn)
}

fn with_hint<'a>(before: &Before, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let hint: &'static str = Box::leak(hint(before).into_boxed_str());
    [&[("id_token_hint", hint)], more].concat()
}

fn good() -> Vec<Variant> {
    let to = [("post_logout_redirect_uri", SIGNED_OUT)];
    let onward = || Then::Onward(ONE_LOGIN);
    vec![
        hinted("by link", &[("post_logout_redirect_uri", SIGNED_OUT)], onward()),
        hinted(
            "with a state",
            &[("post_logout_redirect_uri", SIGNED_OUT), ("state", "s t")],
            onward(),
        ),
        hinted(
            "with the client's ID",
            &[("post_logout_redirect_uri", SIGNED_OUT), ("client_id", CLIENT)],
            onward(),
        ),
        hinted(
            "to its other address",
            &[("post_logout_redirect_uri", "https://npq.example/bye?a=b")],
            onward(),
        ),
        hinted(
            "with parameters of no consequence",
            &[("post_logout_redirect_uri", SIGNED_OUT), ("ui_locales", "cy"), ("logout_hint", "x")],
            onward(),
        ),
        Variant::new("by form", move |before| logout_form(&with_hint(before, &to)), onward())
            .after(Given::SignedIn),
        Variant::new(
            "of a sign-in that is over",
            move |before| logout(&with_hint(before, &to)),
            Then::Onward(SIGNED_OUT),
        )
        .after(Given::SignedIn)
        .and(Meanwhile::SignedOut),
    ]
}

/// Makes a hint of somebody's sign-in.
type Forged = fn(&Before) -> String;

/// Hints that are none, as something makes them of a good one.
const NO_HINTS: [(&str, Forged); 11] = [
    ("text", |_| CANARY.to_owned()),
    ("signed by somebody else", |before| {
        signed(foreign_keys(), &header(foreign_keys()), &before.claims())
    }),
    ("signed by somebody else in the name of our key", |before| {
        signed(foreign_keys(), &header(&id_tokens::keys()), &before.claims())
    }),
    ("not signed", |before| {
        let good = hint(before);
        format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap())
    }),
    ("cut off", |before| hint(before)[..100].to_owned()),
    ("changed since", |before| {
        let (good, other) = (hint(before), of(before, "sub", json!("urn:fdc:gov.uk:2022:bea")));
        let [mine, theirs] = [&good, &other].map(|token| token.split('.').collect::<Vec<_>>());
        format!("{}.{}.{}", mine[0], theirs[1], mine[2])
    }),
    ("of another issuer", |before| of(before, "iss", json!("https://canary7.example"))),
    ("for two", |before| of(before, "aud", json!([CLIENT, OTHER]))),
    ("for nobody we know", |before| of(before, "aud", json!(CANARY))),
    ("without a sign-in", |before| of(before, "sid", Value::Null)),
    ("an access token's", |_| "ctr_at_canary7".to_owned()),
];

/// A token of ours whose claims are right but for this one.
fn of(before: &Before, name: &str, value: Value) -> String {
    let keys = id_tokens::keys();
    let mut claims = before.claims();
    claims[name] = value;
    signed(&keys, &header(&keys), &claims)
}

#[expect(clippy::too_many_lines, reason = "a list of everything that is refused")]
fn bad() -> Vec<Variant> {
    let asked = || Then::Onward(ASK_FIRST);
    let mut variants: Vec<Variant> = NO_HINTS
        .into_iter()
        .map(|(name, hint)| {
            let ask = move |before: &Before| {
                let hint = hint(before);
                let pairs =
                    [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", SIGNED_OUT)];
                theirs(logout(&pairs), before)
            };
            Variant::new(format!("a hint {name}"), ask, asked()).after(Given::SignedIn)
        })
        .collect();
    // A good hint signs out; whatever is wrong with the address, the person stays on our page after it.
    let not_there = "https://canary7.example/";
    for (name, uri) in [
        ("somebody else's", not_there),
        ("with a query", "https://npq.example/signed-out?canary7"),
        ("with an empty query", "https://npq.example/signed-out?"),
        ("with a slash", "https://npq.example/signed-out/"),
        ("with a fragment", "https://npq.example/signed-out#x"),
        ("of another case", "https://npq.example/Signed-Out"),
        ("with the port it has anyhow", "https://npq.example:443/signed-out"),
        ("registered for signing in alone", "https://npq.example/callback"),
        ("without a scheme", "//npq.example/signed-out"),
        ("a script", "javascript:alert(1)"),
    ] {
        let ask = move |before: &Before| {
            theirs(logout(&with_hint(before, &[("post_logout_redirect_uri", uri)])), before)
        };
        variants.push(
            Variant::new(format!("an address {name}"), ask, Then::Onward(ONE_LOGIN))
                .after(Given::SignedIn),
        );
    }
    for (name, longest) in [("id_token_hint", 4096), ("client_id", 128)] {
        for (wrong, pairs) in collector::of_logout(name, longest) {
            let ask = move |before: &Before| {
                let hint = if name == "id_token_hint" { String::new() } else { hint(before) };
                let hint = if hint.is_empty() { hint } else { format!("id_token_hint={hint}") };
                theirs(
                    get(&format!(
                        "/oauth2/logout?{hint}{pairs}&post_logout_redirect_uri={SIGNED_OUT}"
                    )),
                    before,
                )
            };
            variants.push(Variant::new(wrong, ask, asked()).after(Given::SignedIn));
        }
    }
    for (name, longest) in [("post_logout_redirect_uri", 2048), ("state", 1024)] {
        for (wrong, pairs) in collector::of_logout(name, longest) {
            let ask = move |before: &Before| {
                let path = format!("/oauth2/logout?id_token_hint={}{pairs}", hint(before));
                theirs(get(&path), before)
            };
            variants.push(Variant::new(wrong, ask, Then::Onward(ONE_LOGIN)).after(Given::SignedIn));
        }
    }
    let alone =
        |before: &Before| theirs(logout(&[("post_logout_redirect_uri", SIGNED_OUT)]), before);
    let json = |_: &_| {
        with(
            request("POST", "/oauth2/logout", Some("{}".to_owned())),
            "content-type",
            "application/json",
        )
    };
    let in_capitals = |_: &_| {
        with(form("/oauth2/logout", ""), "content-type", "Application/X-WWW-Form-Urlencoded")
    };
    variants.extend([
        Variant::new("a registered address alone", alone, asked()).after(Given::SignedIn),
        hinted(
            "an ID of another client",
            &[("client_id", OTHER), ("post_logout_redirect_uri", SIGNED_OUT)],
            asked(),
        ),
        Variant::new("JSON", json, Then::Page(415, None)),
        Variant::new(
            "a form by another name",
            |_| {
                with(
                    form("/oauth2/logout", ""),
                    "content-type",
                    "application/x-www-form-urlencodedx",
                )
            },
            Then::Page(415, None),
        ),
        Variant::new("a form whose name is in capitals", in_capitals, asked()),
        Variant::new(
            "longer than any form",
            |_| form("/oauth2/logout", "x".repeat(8193)),
            Then::Page(413, None),
        ),
        Variant::new(
            "longer than any query",
            |_| get(&format!("/oauth2/logout?{}", "x".repeat(8193))),
            Then::Page(413, None),
        ),
        Variant::new("PUT", |_| request("PUT", "/oauth2/logout", None), Then::Page(405, None)),
    ]);
    variants
}

fn bare() -> Vec<Variant> {
    let asked = || Then::Onward(ASK_FIRST);
    vec![
        Variant::new("nothing", |_| get("/oauth2/logout"), asked()),
        Variant::new(
            "nothing, of somebody signed in",
            |before| theirs(get("/oauth2/logout"), before),
            asked(),
        )
        .after(Given::SignedIn),
        Variant::new("only a state", |_| logout(&[("state", CANARY)]), asked()),
        Variant::new("only a client's ID", |_| logout(&[("client_id", CLIENT)]), asked()),
        Variant::new("an empty form", |_| form("/oauth2/logout", ""), asked()),
        Variant::new(
            "and then the question",
            |before| theirs(get("/sign-out"), before),
            Then::Good,
        )
        .after(Given::SignedIn),
        Variant::new("and then nobody to ask", |_| get("/sign-out"), Then::Good),
    ]
}

#[tokio::test]
async fn a_request_to_sign_out_is_answered_as_the_table_says() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn only_a_good_hint_signs_out_and_only_a_registered_address_is_led_to() {
    for (uri, lands) in [
        (SIGNED_OUT, "https://npq.example/signed-out?state=s+t"),
        ("https://npq.example/bye?a=b", "https://npq.example/bye?a=b&state=s+t"),
        ("https://npq.example/signed-out/", ""),
    ] {
        let door = Door::new().await;
        let before = door.given(&Given::SignedIn).await;
        let pairs = with_hint(&before, &[("post_logout_redirect_uri", uri), ("state", "s t")]);

        let away = door.ask(theirs(logout(&pairs), &before)).await;
        let state = away.parameter("state").unwrap();
        let back = door.ask(get(&format!("/signed-out?state={state}"))).await;

        assert_eq!(back.location(), lands, "{uri}");
    }
}

#[tokio::test]
async fn whoever_has_no_good_hint_signs_nobody_out() {
    for (name, hint) in NO_HINTS {
        let door = Door::new().await;
        let before = door.given(&Given::SignedIn).await;
        let hint = hint(&before);

        door.ask(theirs(logout(&[("id_token_hint", &hint)]), &before)).await;

        let question: Request = theirs(get("/sign-out"), &before);
        assert_eq!(door.ask(question).await.heading(), "Sign out?", "{name}");
    }
}
