//! Nobody is ever sent to an address that is not on the list, whatever stands in whichever parameter or header.

use testing::{
    asking::{get, with},
    journeys::{CALLBACK, ISSUER, SIGNED_OUT},
};

use crate::{
    door::{Door, Request, asked, form, logout, logout_form, theirs},
    table::{Given, is_on_the_list},
};

/// What a browser might take for a registered address, or for one of ours.
#[expect(clippy::too_many_lines, reason = "a list of everything that was thought of")]
fn hostile() -> Vec<String> {
    let mut urls = Vec::new();
    let evil = "evil.example";
    for good in [CALLBACK, SIGNED_OUT, ISSUER] {
        let (scheme, rest) = good.split_once("://").unwrap();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        for url in [
            format!("{scheme}://{evil}/{path}"),
            format!("{scheme}://{host}.{evil}/{path}"),
            format!("{scheme}://{evil}.{host}/{path}"),
            format!("{scheme}://{host}@{evil}/{path}"),
            format!("{scheme}://{host}:x@{evil}/{path}"),
            format!("{scheme}://{host}%40{evil}/{path}"),
            format!("{scheme}://{evil}#{host}/{path}"),
            format!("{scheme}://{evil}?{host}/{path}"),
            format!("{scheme}://{evil}\\@{host}/{path}"),
            format!("{scheme}://{evil}%23@{host}/{path}"),
            format!("{scheme}://{evil}%2f@{host}/{path}"),
            format!("{scheme}:{evil}/{path}"),
            format!("{scheme}:/{evil}/{path}"),
            format!("{scheme}:///{evil}/{path}"),
            format!("{scheme}:\\\\{evil}\\{path}"),
            format!("http://{host}/{path}"),
            format!("ftp://{host}/{path}"),
            format!("{scheme}://{host}:8443/{path}"),
            format!("{scheme}://{host}/{path}/../../{evil}"),
            format!("{scheme}://{host}/{path}%2f..%2f..%2f{evil}"),
            format!("{scheme}://{host}/{path}//{evil}"),
            format!("{scheme}://{host}//{evil}/%2e%2e"),
            format!("{good}?next=https://{evil}/"),
            format!("{good}#https://{evil}/"),
            format!("{good};https://{evil}/"),
            format!("{good}%0d%0alocation:%20https://{evil}/"),
            format!("{good}\r\nlocation: https://{evil}/"),
            format!("{good} https://{evil}/"),
            format!("{good}\thttps://{evil}/"),
            format!("{good}\0https://{evil}/"),
            format!("{good},https://{evil}/"),
            format!(" {good}"),
            format!("\u{feff}{good}"),
            format!("\u{200b}{good}"),
            good.to_uppercase(),
            good.replace('/', "\\"),
            good.replace("//", "///"),
            good.replace("example", "examp\u{2113}e"),
            good.replace('.', "\u{3002}"),
            good.replace('e', "%65"),
        ] {
            urls.push(url);
        }
    }
    for bare in [
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "/%5cevil.example",
        "/%2fevil.example",
        "/.evil.example",
        "/evil.example",
        "evil.example",
        "http:evil.example",
        "https:evil.example",
        "https:/\\evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://evil.example/x",
        "file:///etc/passwd",
        "about:blank",
        "view-source:https://evil.example",
        "intent://evil.example#Intent;end",
        "ws://evil.example",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://[::1]/",
        "https://127.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://evil%E3%80%82example",
        "https://evil.example%00.npq.example",
        "%68%74%74%70%73%3a%2f%2fevil.example",
        "http%3A%2F%2Fevil.example",
        "?next=https://evil.example",
        "#evil",
        ".",
        "..",
        "/",
        "//",
        "https://",
        "https:",
        ":",
        "*",
        "https://*.example/callback",
        "null",
    ] {
        urls.push(bare.to_owned());
    }
    urls
}

/// Every parameter that holds an address, or that something might take for one, at every endpoint.
fn requests(url: &str) -> Vec<(&'static str, Request)> {
    let authorize =
        |changes: &[(&str, &str)]| get(&format!("/oauth2/authorize?{}", asked(changes)));
    let path = |path: &str, name: &str| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, url).finish();
        get(&format!("{path}?{query}"))
    };
    vec![
        ("redirect_uri", authorize(&[("redirect_uri", url)])),
        ("redirect_uri of an error", authorize(&[("redirect_uri", url), ("scope", "openid")])),
        ("redirect_uri without a page", authorize(&[("redirect_uri", url), ("prompt", "none")])),
        ("redirect_uri in a form", form("/oauth2/authorize", asked(&[("redirect_uri", url)]))),
        ("client_id", authorize(&[("client_id", url)])),
        ("state of an error", authorize(&[("state", url), ("scope", "openid")])),
        ("state without a page", authorize(&[("state", url), ("prompt", "none")])),
        ("login_hint", authorize(&[("login_hint", url)])),
        ("nonce", authorize(&[("nonce", url), ("prompt", "none")])),
        ("request_uri", authorize(&[("request_uri", url)])),
        ("registration", authorize(&[("registration", url)])),
        ("ui_locales", authorize(&[("ui_locales", url), ("prompt", "none")])),
        ("post_logout_redirect_uri", logout(&[("post_logout_redirect_uri", url)])),
        ("post_logout_redirect_uri in a form", logout_form(&[("post_logout_redirect_uri", url)])),
        ("state of a sign-out", path("/signed-out", "state")),
        ("next", path("/sign-out", "next")),
        ("returnUrl", path("/", "returnUrl")),
        ("iss of a return", path("/one-login/callback", "iss")),
    ]
}

#[tokio::test]
async fn no_hostile_address_is_ever_led_to() {
    let door = Door::new().await;
    let urls = hostile();
    let mut asked = 0;
    for url in &urls {
        for (parameter, request) in requests(url) {
            let answer = door.ask(request).await;

            let to = answer.location();
            assert!(to.is_empty() || is_on_the_list(to), "{parameter}={url:?} leads to {to:?}");
            // In a state it comes back to the registered address, and nowhere else.
            let before_query = to.split('?').next().unwrap();
            assert!(!before_query.contains("evil"), "{parameter}={url:?} leads to {to:?}");
            assert!(!answer.body.contains("href=\"https://evil"), "{parameter}={url:?}");
            asked += 1;
        }
    }
    assert!(urls.len() >= 160 && asked >= 2800, "{} addresses, {asked} requests", urls.len());
}

#[tokio::test]
async fn a_good_hint_opens_the_way_to_no_hostile_address() {
    let door = Door::new().await;
    let before = door.given(&Given::SignedIn).await;
    let keys = testing::id_tokens::keys();
    let hint = crate::door::signed(&keys, &crate::door::header(&keys), &before.claims());
    for url in hostile().iter().filter(|url| *url != SIGNED_OUT) {
        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", url.as_str())];

        let mut to = door.ask(theirs(logout(&pairs), &before)).await;
        if let Some(state) = to.parameter("state") {
            to = door.ask(get(&format!("/signed-out?state={state}"))).await;
        }

        let to = to.location();
        assert!(to.is_empty() || to == "/signed-out", "{url:?} leads to {to:?}");
    }
}

#[tokio::test]
async fn no_header_moves_the_issuer_or_a_link() {
    let plain = Door::new().await;
    let headers = [
        "host",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-port",
        "x-forwarded-prefix",
        "x-forwarded-server",
        "x-original-url",
        "x-rewrite-url",
        "x-host",
        "forwarded",
        "origin",
        "referer",
        "via",
        "x-real-ip",
        "true-client-ip",
    ];
    let values = [
        "evil.example",
        "evil.example:443",
        "host=evil.example;proto=http",
        "http",
        "https://evil.example/",
    ];
    let paths = [
        "/.well-known/openid-configuration".to_owned(),
        "/.well-known/oauth-authorization-server".to_owned(),
        "/.well-known/jwks.json".to_owned(),
        format!("/oauth2/authorize?{}", asked(&[("scope", "openid")])),
        format!("/oauth2/authorize?{}", asked(&[("prompt", "none")])),
        "/oauth2/userinfo".to_owned(),
        "/errors/invalid_scope".to_owned(),
        "/".to_owned(),
        "/nothing-here".to_owned(),
    ];
    for path in &paths {
        let as_it_is = plain.ask_openly(get(path)).await;
        for name in headers {
            for value in values {
                let answer = plain.ask_openly(with(get(path), name, value)).await;

                assert_eq!(answer.status, as_it_is.status, "{name}: {value}, {path}");
                assert_eq!(answer.body, as_it_is.body, "{name}: {value}, {path}");
                assert_eq!(answer.location(), as_it_is.location(), "{name}: {value}, {path}");
                let challenge = as_it_is.header("www-authenticate");
                assert_eq!(answer.header("www-authenticate"), challenge, "{name}: {value}, {path}");
            }
        }
    }
}
