//! Parameters that are repeated, longer than they may be, or not UTF-8: seen as that at every endpoint, and
//! never as one of their readings.

use testing::asking::get;

use crate::{
    door::{BY_POST, SECRET, asked, basic, exchange_form, form},
    table::{CANARY, Then, Variant, invalid_request},
};

/// How a parameter can be wrong, whatever its value means.
#[derive(Debug, Clone, Copy)]
enum Wrong {
    Repeated,
    RepeatedWithAnother,
    TooLong,
    NotUtf8,
}

impl Wrong {
    const ALL: [Self; 4] =
        [Self::Repeated, Self::RepeatedWithAnother, Self::TooLong, Self::NotUtf8];

    fn code(self) -> &'static str {
        match self {
            Self::Repeated | Self::RepeatedWithAnother => "repeated_parameter",
            Self::TooLong => "parameter_too_long",
            Self::NotUtf8 => "malformed_parameter",
        }
    }

    /// What follows a form without the parameter.
    fn pairs(self, name: &str, longest: usize) -> String {
        match self {
            Self::Repeated => format!("&{name}=x&{name}=x"),
            Self::RepeatedWithAnother => format!("&{name}=&{name}={CANARY}"),
            Self::TooLong => format!("&{name}={}", "x".repeat(longest + 1)),
            Self::NotUtf8 => format!("&{name}={CANARY}%C0%80"),
        }
    }
}

/// Every parameter of an authorization request but those that decide whose it is, and the most bytes each may
/// have.
const OF_AUTHORIZE: [(&str, usize); 19] = [
    ("request", usize::MAX),
    ("request_uri", usize::MAX),
    ("registration", usize::MAX),
    ("state", 1024),
    ("response_type", 64),
    ("response_mode", 64),
    ("scope", 256),
    ("code_challenge", 128),
    ("code_challenge_method", 64),
    ("nonce", 512),
    ("prompt", 64),
    ("max_age", 64),
    ("ui_locales", 256),
    ("id_token_hint", 4096),
    ("login_hint", 254),
    ("display", 64),
    ("claims_locales", 256),
    ("acr_values", 256),
    ("claims", 4096),
];

/// The same of a token request. Those of the credential are wrong before anybody is known.
const OF_TOKEN: [(&str, usize); 5] = [
    ("grant_type", 128),
    ("code", 512),
    ("redirect_uri", 2048),
    ("code_verifier", 512),
    ("client_id", 128),
];

/// Row 10.
pub(crate) fn authorize() -> Vec<Variant> {
    let mut variants = Vec::new();
    for (name, longest) in OF_AUTHORIZE {
        for wrong in Wrong::ALL {
            if matches!(wrong, Wrong::TooLong) && longest == usize::MAX {
                continue;
            }
            let query = format!("{}{}", asked(&[(name, "")]), wrong.pairs(name, longest));
            let description = format!("{} {name}", wrong.code());
            // A state that cannot be read is not handed back.
            let then = match name {
                "state" => Then::BackWithoutState("invalid_request", description),
                _ => Then::Back("invalid_request", description),
            };
            let ask = move |_: &_| get(&format!("/oauth2/authorize?{query}"));
            variants.push(Variant::new(format!("{name} {wrong:?}"), ask, then));
        }
    }
    // As long as they may be, they are read.
    for (name, longest) in [("state", 1024), ("nonce", 512), ("login_hint", 254)] {
        let query = format!("{}&{name}={}", asked(&[(name, "")]), "x".repeat(longest));
        let ask = move |_: &_| get(&format!("/oauth2/authorize?{query}"));
        let then = Then::Onward("https://oidc.one-login.example/authorize");
        variants.push(Variant::new(format!("{name} as long as it may be"), ask, then));
    }
    variants
}

/// A part of row 28.
pub(crate) fn token() -> Vec<Variant> {
    let mut variants = Vec::new();
    for (name, longest) in OF_TOKEN {
        for wrong in Wrong::ALL {
            let form_body =
                format!("{}{}", exchange_form("c0de", &[(name, "")]), wrong.pairs(name, longest));
            let ask = move |_: &_| {
                basic(form("/oauth2/token", form_body.clone()), "register-for-npq", SECRET)
            };
            let then = invalid_request(format!("{} {name}", wrong.code()));
            variants.push(Variant::new(format!("{name} {wrong:?}"), ask, then));
        }
    }
    for (name, longest) in
        [("client_secret", 512), ("client_assertion", 65_536), ("client_assertion_type", 256)]
    {
        for wrong in Wrong::ALL {
            // No form is long enough for an assertion that is too long.
            if matches!(wrong, Wrong::TooLong) && longest > 8192 {
                continue;
            }
            let changes = [("client_id", BY_POST)];
            let pairs = wrong.pairs(name, longest);
            let form_body = format!("{}{pairs}", exchange_form("c0de", &changes));
            let ask = move |_: &_| form("/oauth2/token", form_body.clone());
            let then = invalid_request(format!("{} {name}", wrong.code()));
            variants.push(Variant::new(format!("{name} {wrong:?}"), ask, then));
        }
    }
    variants
}

/// A part of row 34.
pub(crate) fn userinfo() -> Vec<Variant> {
    let variant = |wrong: Wrong| {
        let body = wrong.pairs("access_token", 512);
        let ask = move |_: &_| form("/oauth2/userinfo", body.clone());
        let then = invalid_request(format!("{} access_token", wrong.code()));
        Variant::new(format!("access_token {wrong:?}"), ask, then)
    };
    Wrong::ALL.into_iter().map(variant).collect()
}

/// Parts of row 38: a logout request that has one of these wrong, beside what else it says.
pub(crate) fn of_logout(name: &'static str, longest: usize) -> Vec<(String, String)> {
    Wrong::ALL
        .into_iter()
        .map(|wrong| (format!("{name} {wrong:?}"), wrong.pairs(name, longest)))
        .collect()
}
