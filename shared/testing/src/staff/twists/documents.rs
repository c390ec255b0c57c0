//! Discovery and keys, for somebody who has nothing cached.

use crate::{
    one_login::{
        Endpoint,
        change::Change,
        twist::{Answer, Lie},
    },
    staff::twist::{End, Twist},
};

const METHODS: &str = "/token_endpoint_auth_methods_supported";

pub(in super::super) static DOCUMENTS: &[Twist] = &[
    answer("discovery: 500", Endpoint::Discovery, Answer::Status(500)),
    answer("discovery: a page", Endpoint::Discovery, Answer::Page),
    answer("discovery: a redirect", Endpoint::Discovery, Answer::Redirect),
    answer("discovery: too slow", Endpoint::Discovery, Answer::Slow),
    answer("discovery: garbage", Endpoint::Discovery, Answer::Text("garbage")),
    answer("discovery: truncated", Endpoint::Discovery, Answer::Truncated),
    answer("discovery: oversized", Endpoint::Discovery, Answer::Oversized),
    discovery("discovery: another issuer", Change::Set("/issuer", "\"https://evil.example\"")),
    discovery("discovery: issuer with one more slash", Change::Set("/issuer", "\"$ISSUER/\"")),
    discovery("discovery: two issuers", Change::Repeat("/issuer", "\"$ISSUER\"")),
    discovery(
        "discovery: evil authorization endpoint",
        Change::Set("/authorization_endpoint", "\"https://evil.example/authorize\""),
    ),
    discovery(
        "discovery: evil token endpoint",
        Change::Set("/token_endpoint", "\"https://evil.example/token\""),
    ),
    discovery("discovery: evil keys", Change::Set("/jwks_uri", "\"https://evil.example/jwks\"")),
    discovery(
        "discovery: evil sign-out",
        Change::Set("/end_session_endpoint", "\"https://evil.example/logout\""),
    ),
    discovery("discovery: no token endpoint", Change::Remove("/token_endpoint")),
    discovery("discovery: no keys", Change::Remove("/jwks_uri")),
    discovery("discovery: no way to say a secret", Change::Set(METHODS, "[\"private_key_jwt\"]")),
    right(
        "discovery: a secret in the body alone",
        Change::Set(METHODS, "[\"client_secret_post\"]"),
    ),
    right("discovery: nobody says how to say a secret", Change::Remove(METHODS)),
    right("discovery: no sign-out", Change::Remove("/end_session_endpoint")),
    right("discovery: something unknown besides", Change::Set("/unknown", "{\"a\":[1]}")),
    answer("keys: 500", Endpoint::Keys, Answer::Status(500)),
    answer("keys: a page", Endpoint::Keys, Answer::Page),
    answer("keys: a redirect", Endpoint::Keys, Answer::Redirect),
    answer("keys: too slow", Endpoint::Keys, Answer::Slow),
    answer("keys: truncated", Endpoint::Keys, Answer::Truncated),
    answer("keys: oversized", Endpoint::Keys, Answer::Oversized),
    keys("keys: empty", End::Unreachable, Change::Set("/keys", "[]")),
    keys("keys: not a list", End::Unreachable, Change::Set("/keys", "{}")),
    keys("keys: two of one id", End::NotBelieved, Change::Set("/keys", "[$ID_KEY,$ID_KEY]")),
    keys("keys: without our own", End::NotBelieved, Change::Set("/keys", "[$ANOTHER_KEY]")),
    keys(
        "keys: one of an unknown kind besides",
        End::SignedIn,
        Change::Set("/keys", "[{\"kty\":\"oct\",\"k\":\"AA\"},$ID_KEY]"),
    ),
];

const fn answer(name: &'static str, endpoint: Endpoint, answer: Answer) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Answer(endpoint, answer) }
}

const fn discovery(name: &'static str, change: Change) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Member(Endpoint::Discovery, change) }
}

const fn right(name: &'static str, change: Change) -> Twist {
    Twist { name, end: End::SignedIn, lie: Lie::Member(Endpoint::Discovery, change) }
}

const fn keys(name: &'static str, end: End, change: Change) -> Twist {
    Twist { name, end, lie: Lie::Member(Endpoint::Keys, change) }
}
