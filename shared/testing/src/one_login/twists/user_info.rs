//! What `/userinfo` can answer (OpenID Connect Core section 5.3).

use super::super::{
    change::Change,
    twist::{Answer, End, Endpoint, Lie, Twist},
};

/// The credential's member, with the slashes of its name escaped (RFC 6901 section 3).
const CREDENTIAL: &str = "/https:~1~1vocab.account.gov.uk~1v1~1coreIdentityJWT";
const RETURN_CODE: &str = "/https:~1~1vocab.account.gov.uk~1v1~1returnCode";

pub(in super::super) static USER_INFO: &[Twist] = &[
    answer("userinfo: 401", Answer::Status(401)),
    answer("userinfo: 403", Answer::Status(403)),
    answer("userinfo: 500", Answer::Status(500)),
    answer("userinfo: 503", Answer::Status(503)),
    answer("userinfo: 204", Answer::Status(204)),
    answer("userinfo: a page", Answer::Page),
    answer("userinfo: a redirect", Answer::Redirect),
    answer("userinfo: too slow", Answer::Slow),
    answer("userinfo: oversized", Answer::Oversized),
    answer("userinfo: truncated", Answer::Truncated),
    answer("userinfo: empty", Answer::Text("")),
    answer("userinfo: a list", Answer::Text("[]")),
    refused("userinfo: another subject", Change::Set("/sub", "\"urn:fdc:gov.uk:2022:another\"")),
    refused("userinfo: no subject", Change::Remove("/sub")),
    refused("userinfo: the subject is a number", Change::Set("/sub", "1")),
    refused("userinfo: two subjects", Change::Repeat("/sub", "\"another\"")),
    refused("userinfo: another object behind it", Change::Behind("{}")),
    refused("userinfo: no email address", Change::Remove("/email")),
    refused("userinfo: an empty email address", Change::Set("/email", "\"\"")),
    refused("userinfo: not an email address", Change::Set("/email", "\"a b\\r\\nBcc: c\"")),
    refused("userinfo: the email address is not verified", Change::Set("/email_verified", "false")),
    refused("userinfo: the credential is a list", Change::Set(CREDENTIAL, "[]")),
    refused("userinfo: the credential is a number", Change::Set(CREDENTIAL, "1")),
    refused("userinfo: the credential is an object", Change::Set(CREDENTIAL, "{}")),
    refused("userinfo: the credential is garbage", Change::Set(CREDENTIAL, "\"garbage\"")),
    refused("userinfo: two credentials", Change::Repeat(CREDENTIAL, "\"a.b.c\"")),
    member("userinfo: no credential", End::SignedInOnly, Change::Remove(CREDENTIAL)),
    member("userinfo: the credential is null", End::SignedInOnly, Change::Set(CREDENTIAL, "null")),
    member("userinfo: the credential is empty", End::SignedInOnly, Change::Set(CREDENTIAL, "\"\"")),
    member(
        "userinfo: return codes on success",
        End::Proved,
        Change::Set(RETURN_CODE, "[{\"code\":\"P\"},{\"code\":\"?\"}]"),
    ),
    member("userinfo: empty return codes", End::Proved, Change::Set(RETURN_CODE, "[]")),
    member("userinfo: return codes that are none", End::Proved, Change::Set(RETURN_CODE, "\"P\"")),
    member(
        "userinfo: something unknown besides",
        End::Proved,
        Change::Set("/unknown", "{\"a\":1}"),
    ),
    member(
        "userinfo: a telephone number besides",
        End::Proved,
        Change::Set("/phone_number", "\"+447700900000\""),
    ),
];

const fn answer(name: &'static str, answer: Answer) -> Twist {
    Twist { name, end: End::Unreachable, lie: Lie::Answer(Endpoint::UserInfo, answer) }
}

const fn member(name: &'static str, end: End, change: Change) -> Twist {
    Twist { name, end, lie: Lie::Member(Endpoint::UserInfo, change) }
}

const fn refused(name: &'static str, change: Change) -> Twist {
    member(name, End::NotBelieved, change)
}
