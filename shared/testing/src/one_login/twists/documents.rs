//! The documents that are kept: discovery, keys, DID (R-50 onwards: what is kept survives an outage, so
//! the ends here are those of somebody who has nothing yet).

use super::super::{
    change::Change,
    twist::{Answer, End, Endpoint, Lie, Twist},
};

pub(in super::super) static DOCUMENTS: &[Twist] = &[
    answer("discovery: 500", Endpoint::Discovery, Answer::Status(500)),
    answer("discovery: a page", Endpoint::Discovery, Answer::Page),
    answer("discovery: a redirect", Endpoint::Discovery, Answer::Redirect),
    answer("discovery: too slow", Endpoint::Discovery, Answer::Slow),
    answer("discovery: garbage", Endpoint::Discovery, Answer::Text("garbage")),
    answer("discovery: truncated", Endpoint::Discovery, Answer::Truncated),
    answer("discovery: oversized", Endpoint::Discovery, Answer::Oversized),
    discovery("discovery: another issuer", Change::Set("/issuer", "\"https://evil.example/\"")),
    discovery("discovery: issuer with one more slash", Change::Set("/issuer", "\"$ISSUER/\"")),
    discovery(
        "discovery: evil authorization endpoint",
        Change::Set("/authorization_endpoint", "\"https://evil.example/authorize\""),
    ),
    discovery(
        "discovery: evil token endpoint",
        Change::Set("/token_endpoint", "\"https://evil.example/token\""),
    ),
    discovery(
        "discovery: evil userinfo endpoint",
        Change::Set("/userinfo_endpoint", "\"https://evil.example/userinfo\""),
    ),
    discovery("discovery: evil keys", Change::Set("/jwks_uri", "\"https://evil.example/jwks\"")),
    discovery(
        "discovery: evil sign-out",
        Change::Set("/end_session_endpoint", "\"https://evil.example/logout\""),
    ),
    discovery("discovery: no token endpoint", Change::Remove("/token_endpoint")),
    discovery("discovery: no userinfo endpoint", Change::Remove("/userinfo_endpoint")),
    discovery("discovery: no keys", Change::Remove("/jwks_uri")),
    discovery("discovery: no sign-out", Change::Remove("/end_session_endpoint")),
    discovery(
        "discovery: two token endpoints",
        Change::Repeat("/token_endpoint", "\"$ISSUERevil\""),
    ),
    Twist {
        name: "discovery: something unknown besides",
        end: End::Proved,
        lie: Lie::Member(Endpoint::Discovery, Change::Set("/unknown", "{\"a\":[1]}")),
    },
    answer("keys: 500", Endpoint::Keys, Answer::Status(500)),
    answer("keys: a page", Endpoint::Keys, Answer::Page),
    answer("keys: a redirect", Endpoint::Keys, Answer::Redirect),
    answer("keys: too slow", Endpoint::Keys, Answer::Slow),
    answer("keys: garbage", Endpoint::Keys, Answer::Text("garbage")),
    answer("keys: truncated", Endpoint::Keys, Answer::Truncated),
    answer("keys: oversized", Endpoint::Keys, Answer::Oversized),
    keys("keys: empty", End::Unreachable, Change::Set("/keys", "[]")),
    keys("keys: not a list", End::Unreachable, Change::Set("/keys", "{}")),
    keys("keys: a list of text", End::Unreachable, Change::Set("/keys", "[\"key\"]")),
    keys("keys: two of one id", End::NotBelieved, Change::Set("/keys", "[$ID_KEY,$ID_KEY]")),
    keys(
        "keys: one of an unknown kind besides",
        End::Proved,
        Change::Set("/keys", "[{\"kty\":\"oct\",\"k\":\"AA\"},$ID_KEY]"),
    ),
    keys("keys: without our own", End::NotBelieved, Change::Set("/keys", "[$ANOTHER_KEY]")),
    keep("keys: to be kept, nobody says for how long", "public"),
    keep("keys: to be kept for no time at all", "max-age=0"),
    keep("keys: to be kept for a year", "public, Max-Age=31536000, immutable"),
    keep("keys: to be kept for a malformed time", "max-age=soon"),
    answer("DID: 500", Endpoint::Did, Answer::Status(500)),
    answer("DID: a page", Endpoint::Did, Answer::Page),
    answer("DID: a redirect", Endpoint::Did, Answer::Redirect),
    answer("DID: too slow", Endpoint::Did, Answer::Slow),
    answer("DID: garbage", Endpoint::Did, Answer::Text("garbage")),
    answer("DID: truncated", Endpoint::Did, Answer::Truncated),
    answer("DID: oversized", Endpoint::Did, Answer::Oversized),
    did("DID: another id", End::Unreachable, Change::Set("/id", "\"did:web:evil.example\"")),
    did("DID: no id", End::Unreachable, Change::Remove("/id")),
    did("DID: no keys", End::Unreachable, Change::Set("/assertionMethod", "[]")),
    did("DID: no list of keys", End::Unreachable, Change::Remove("/assertionMethod")),
    did(
        "DID: another controller",
        End::Unreachable,
        Change::Set("/assertionMethod/0/controller", "\"did:web:evil.example\""),
    ),
    did(
        "DID: a point off the curve",
        End::Unreachable,
        Change::Set(
            "/assertionMethod/0/publicKeyJwk/x",
            "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
        ),
    ),
    did(
        "DID: another key under the same id",
        End::NotBelieved,
        Change::Set("/assertionMethod/0/publicKeyJwk", "$ANOTHER_KEY"),
    ),
    did(
        "DID: the key under another id",
        End::NotBelieved,
        Change::Set("/assertionMethod/0/id", "\"$DID#another\""),
    ),
    did(
        "DID: something unknown besides",
        End::Proved,
        Change::Set("/assertionMethod/0/unknown", "{\"a\":[1]}"),
    ),
];

const fn answer(name: &'static str, endpoint: Endpoint, answer: Answer) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Answer(endpoint, answer) }
}

const fn keep(name: &'static str, cache_control: &'static str) -> Twist {
    let lie = Lie::Answer(Endpoint::Keys, Answer::Keep(cache_control));
    Twist { name, end: End::Proved, lie }
}

const fn discovery(name: &'static str, change: Change) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Member(Endpoint::Discovery, change) }
}

const fn keys(name: &'static str, end: End, change: Change) -> Twist {
    Twist { name, end, lie: Lie::Member(Endpoint::Keys, change) }
}

const fn did(name: &'static str, end: End, change: Change) -> Twist {
    Twist { name, end, lie: Lie::Member(Endpoint::Did, change) }
}
