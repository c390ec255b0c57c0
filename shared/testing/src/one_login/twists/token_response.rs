//! What `/token` can answer (RFC 6749 section 5).

use super::super::{
    change::Change,
    twist::{Answer, End, Endpoint, Lie, Twist},
};

pub(in super::super) static TOKEN_RESPONSE: &[Twist] = &[
    answer("token: 429", Answer::Status(429)),
    answer("token: 500", Answer::Status(500)),
    answer("token: 502", Answer::Status(502)),
    answer("token: 503", Answer::Status(503)),
    answer("token: 403", Answer::Status(403)),
    answer("token: 204", Answer::Status(204)),
    answer("token: a page", Answer::Page),
    answer("token: a redirect", Answer::Redirect),
    answer("token: too slow", Answer::Slow),
    answer("token: oversized", Answer::Oversized),
    answer("token: truncated", Answer::Truncated),
    answer("token: empty", Answer::Text("")),
    answer("token: a list", Answer::Text("[]")),
    member("token: token_type mac", End::NotBelieved, Change::Set("/token_type", "\"mac\"")),
    member("token: token_type missing", End::NotBelieved, Change::Remove("/token_type")),
    member(
        "token: token_type in lower case",
        End::Proved,
        Change::Set("/token_type", "\"bearer\""),
    ),
    member("token: no ID token", End::NotBelieved, Change::Remove("/id_token")),
    member("token: the ID token is an object", End::NotBelieved, Change::Set("/id_token", "{}")),
    member("token: two ID tokens", End::NotBelieved, Change::Repeat("/id_token", "\"a.b.c\"")),
    member("token: no access token", End::NotBelieved, Change::Remove("/access_token")),
    member(
        "token: another access token",
        End::NotBelieved,
        Change::Set("/access_token", "\"another\""),
    ),
    member(
        "token: an access token that breaks headers",
        End::NotBelieved,
        Change::Set("/access_token", "\"a\\r\\nX-Evil: 1\""),
    ),
    member("token: something unknown besides", End::Proved, Change::Set("/unknown", "{\"a\":[1]}")),
    refuse("token: invalid_grant", "invalid_grant", End::CodeNotGood),
    refuse("token: invalid_client", "invalid_client", End::Unreachable),
    refuse("token: invalid_request", "invalid_request", End::Unreachable),
    refuse("token: unauthorized_client", "unauthorized_client", End::Unreachable),
    refuse("token: server_error", "server_error", End::Unreachable),
    refuse("token: an error nobody has heard of", "mercury_retrograde", End::Unreachable),
];

const fn answer(name: &'static str, answer: Answer) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Answer(Endpoint::Token, answer) }
}

const fn member(name: &'static str, end: End, change: Change) -> Twist {
    Twist { name, end, lie: Lie::Member(Endpoint::Token, change) }
}

const fn refuse(name: &'static str, error: &'static str, end: End) -> Twist {
    Twist { name, end, lie: Lie::Refuse { error } }
}
