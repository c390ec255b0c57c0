//! Rows 1 to 4: nobody is redirected.

use testing::{
    asking::{get, request, with},
    journeys::{CALLBACK, SIGNED_OUT},
};

use crate::{
    door::{CLIENT, asked, authorize, form},
    table::{CANARY, Row, Then, Variant},
};

const BAD_LINK: &str = "There is a problem with the link you used";
const WRONG_WAY: &str = "You cannot open this page in that way";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(1, "the client is not known", unknown_clients()),
        Row::new(2, "the redirect URI is not registered", unknown_addresses()),
        Row::new(3, "the method is neither GET nor POST", other_methods()),
        Row::new(4, "the form is too long, or none", forms()),
    ]
}

fn page(name: impl Into<String>, query: String) -> Variant {
    let ask = move |_: &_| get(&format!("/oauth2/authorize?{query}"));
    Variant::new(name, ask, Then::Page(400, Some(BAD_LINK)))
}

fn unknown_clients() -> Vec<Variant> {
    let long = "x".repeat(129);
    let mut variants: Vec<Variant> = [
        ("missing", ""),
        ("nobody's", "canary7-nobody"),
        ("of another case", "REGISTER-FOR-NPQ"),
        ("with a space behind it", "register-for-npq "),
        ("with a zero behind it", "register-for-npq\0"),
        ("with a line end behind it", "register-for-npq\r\n"),
        ("markup", "<script>canary7</script>"),
        ("a path", "../register-for-npq"),
        ("too long", &long),
    ]
    .into_iter()
    .map(|(name, id)| page(name, asked(&[("client_id", id)])))
    .collect();
    let without = asked(&[("client_id", "")]);
    variants.extend([
        page("empty", format!("{without}&client_id=")),
        page("twice the same", format!("{}&client_id={CLIENT}", asked(&[]))),
        page("and another", format!("{}&client_id={CANARY}", asked(&[]))),
        page("another, and", format!("client_id={CANARY}&{}", asked(&[]))),
        page("not UTF-8", format!("{without}&client_id=%ff%fe")),
        page("in brackets", format!("{without}&client_id[]={CLIENT}")),
        page("under a name of another case", format!("{without}&CLIENT_ID={CLIENT}")),
        page("nothing at all", String::new()),
        Variant::new("no query", |_| get("/oauth2/authorize"), Then::Page(400, Some(BAD_LINK))),
    ]);
    variants
}

fn unknown_addresses() -> Vec<Variant> {
    let long = format!("{CALLBACK}?{}", "x".repeat(2048));
    let mut variants: Vec<Variant> = [
        ("missing, with one registered", ""),
        ("somebody else's", "https://canary7.example/"),
        ("of another case in its path", "https://npq.example/Callback"),
        ("of another case in its host", "https://NPQ.example/callback"),
        ("of another case in its scheme", "HTTPS://npq.example/callback"),
        ("with a slash behind it", "https://npq.example/callback/"),
        ("with two slashes in it", "https://npq.example//callback"),
        ("with a query", "https://npq.example/callback?canary7"),
        ("with an empty query", "https://npq.example/callback?"),
        ("with more query", "https://npq.example/cb?env=1&canary7"),
        ("with another query", "https://npq.example/cb?env=2"),
        ("without its query", "https://npq.example/cb"),
        ("with a fragment", "https://npq.example/callback#canary7"),
        ("with an empty fragment", "https://npq.example/callback#"),
        ("with the port it has anyhow", "https://npq.example:443/callback"),
        ("with another port", "https://npq.example:8443/callback"),
        ("with another scheme", "http://npq.example/callback"),
        ("without a scheme", "//npq.example/callback"),
        ("a path alone", "/callback"),
        ("with a letter encoded", "https://npq.example/c%61llback"),
        ("encoded twice", "https%3A%2F%2Fnpq.example%2Fcallback"),
        ("with a dot segment", "https://npq.example/x/../callback"),
        ("with a user name", "https://npq.example@canary7.example/callback"),
        ("with a password", "https://u:p@npq.example/callback"),
        ("with backslashes", "https:\\\\npq.example\\callback"),
        ("on a subdomain", "https://canary7.npq.example/callback"),
        ("with a longer host", "https://npq.example.canary7.example/callback"),
        ("with a dot behind its host", "https://npq.example./callback"),
        ("with a space behind it", "https://npq.example/callback "),
        ("with a space before it", " https://npq.example/callback"),
        ("with a zero behind it", "https://npq.example/callback\0"),
        ("with a line end behind it", "https://npq.example/callback\r\nlocation: x"),
        ("a script", "javascript:alert('canary7')"),
        ("registered for signing out alone", SIGNED_OUT),
        ("too long", &long),
    ]
    .into_iter()
    .map(|(name, uri)| page(name, asked(&[("redirect_uri", uri)])))
    .collect();
    let without = asked(&[("redirect_uri", "")]);
    variants.extend([
        page("empty", format!("{without}&redirect_uri=")),
        page("twice the same", format!("{}&redirect_uri={CALLBACK}", asked(&[]))),
        page("and another", format!("{}&redirect_uri=https://{CANARY}.example/", asked(&[]))),
        page("another, and", format!("redirect_uri=https://{CANARY}.example/&{}", asked(&[]))),
        page("not UTF-8", format!("{without}&redirect_uri=%ff")),
        page("longer than any query", asked(&[("padding", &"x".repeat(9000))])),
    ]);
    variants
}

fn other_methods() -> Vec<Variant> {
    ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
        .into_iter()
        .map(|method| {
            let ask =
                move |_: &_| request(method, &format!("/oauth2/authorize?{}", asked(&[])), None);
            Variant::new(method, ask, Then::Page(405, Some(WRONG_WAY)))
        })
        .collect()
}

fn forms() -> Vec<Variant> {
    let padded = |length: usize| {
        let body = asked(&[]);
        format!("{body}&padding={}", "x".repeat(length - body.len() - 9))
    };
    let long = padded(8193);
    let longest = padded(8192);
    let mut variants = vec![
        Variant::new(
            "longer than any form",
            move |_| form("/oauth2/authorize", long.clone()),
            Then::Page(413, None),
        ),
        Variant::new(
            "as long as a form may be",
            move |_| form("/oauth2/authorize", longest.clone()),
            Then::Onward("/oauth2/authorize?"),
        ),
        Variant::new(
            "no content type",
            |_| request("POST", "/oauth2/authorize", Some(asked(&[]))),
            Then::Page(415, None),
        ),
        Variant::new(
            "bytes that no form has",
            |_| form("/oauth2/authorize", format!("{}&state=<{CANARY}> \r\n", asked(&[]))),
            Then::Page(400, Some(BAD_LINK)),
        ),
        Variant::new(
            "good, and the same is asked for as a link",
            |_| form("/oauth2/authorize", asked(&[])),
            Then::Onward("/oauth2/authorize?"),
        ),
    ];
    let kind = |kind: &'static str, then| {
        let ask = move |_: &_| with(form("/oauth2/authorize", asked(&[])), "content-type", kind);
        Variant::new(format!("sent as {kind}"), ask, then)
    };
    for refused in [
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencodedx",
        "application/x-www-form-urlencoded+json",
        "",
    ] {
        variants.push(kind(refused, Then::Page(415, None)));
    }
    for taken in [
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded ;charset=utf-8",
        "Application/X-WWW-Form-Urlencoded",
    ] {
        variants.push(kind(taken, Then::Onward("/oauth2/authorize?")));
    }
    variants
}

#[tokio::test]
async fn nobody_is_redirected_for_an_unknown_client_or_address() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn a_form_leads_to_the_same_judgement_as_a_link() {
    let door = crate::door::Door::new().await;
    for changes in [("client_id", "nobody"), ("scope", "openid"), ("prompt", "x"), ("nonce", "n")] {
        let by_link = door.ask(authorize(&[changes])).await;

        let sent_on = door.ask(form("/oauth2/authorize", asked(&[changes]))).await;
        let by_form = door.ask(get(sent_on.location())).await;

        assert_eq!(sent_on.status, 303, "never 307, which would send the form again");
        assert_eq!(by_form.status, by_link.status, "{changes:?}");
        assert_eq!(by_form.parameter("error"), by_link.parameter("error"), "{changes:?}");
    }
}
