//! What `/authorize` and `/token` can answer (RFC 6749 sections 4.1.2.1 and 5).

use crate::{
    one_login::{
        Endpoint,
        change::Change,
        twist::{Answer, Lie},
    },
    staff::twist::{End, Twist},
};

pub(in super::super) static TOKEN_RESPONSE: &[Twist] = &[
    turn_back("authorize: access denied", "access_denied"),
    turn_back("authorize: login required", "login_required"),
    turn_back("authorize: temporarily unavailable", "temporarily_unavailable"),
    turn_back("authorize: invalid request", "invalid_request"),
    answer("token: 429", Answer::Status(429)),
    answer("token: 500", Answer::Status(500)),
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
    member("token: token_type mac", Change::Set("/token_type", "\"mac\"")),
    member("token: token_type missing", Change::Remove("/token_type")),
    member("token: no ID token", Change::Remove("/id_token")),
    member("token: the ID token is an object", Change::Set("/id_token", "{}")),
    member("token: two ID tokens", Change::Repeat("/id_token", "\"a.b.c\"")),
    member("token: no access token", Change::Remove("/access_token")),
    member("token: another access token", Change::Set("/access_token", "\"another\"")),
    right("token: token_type in lower case", Change::Set("/token_type", "\"bearer\"")),
    right("token: something unknown besides", Change::Set("/unknown", "{\"a\":[1]}")),
    refuse("token: invalid_grant", "invalid_grant", End::CodeNotGood),
    refuse("token: interaction_required", "interaction_required", End::CodeNotGood),
    refuse("token: invalid_client", "invalid_client", End::RequestRefused),
    refuse("token: invalid_request", "invalid_request", End::RequestRefused),
    refuse("token: server_error", "server_error", End::Unavailable),
    refuse("token: an error nobody has heard of", "mercury_retrograde", End::RequestRefused),
];

const fn turn_back(name: &'static str, error: &'static str) -> Twist {
    Twist { name, end: End::TurnedBack(error), lie: Lie::TurnBack { error, description: None } }
}

const fn answer(name: &'static str, answer: Answer) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Answer(Endpoint::Token, answer) }
}

const fn member(name: &'static str, change: Change) -> Twist {
    Twist { name, end: End::NotBelieved, lie: Lie::Member(Endpoint::Token, change) }
}

const fn right(name: &'static str, change: Change) -> Twist {
    Twist { name, end: End::SignedIn, lie: Lie::Member(Endpoint::Token, change) }
}

const fn refuse(name: &'static str, error: &'static str, end: End) -> Twist {
    Twist { name, end, lie: Lie::Refuse { error } }
}
