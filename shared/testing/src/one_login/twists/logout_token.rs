//! Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.6).

use super::super::{change::Change, forging::Forgery, signature::Damage, twist::LogoutTwist};

const EVENT: &str = "/events/http:~1~1schemas.openid.net~1event~1backchannel-logout";

pub(in super::super) static LOGOUT_TOKEN: &[LogoutTwist] = &[
    // Form and header.
    wrong("garbage", Forgery::Text("garbage")),
    wrong("empty", Forgery::Text("")),
    wrong("two segments", Forgery::TwoSegments),
    wrong("white space", Forgery::Append("\n")),
    wrong("an ID token", Forgery::OtherToken),
    wrong("alg none", Forgery::Unsigned("none")),
    wrong("alg nOnE", Forgery::Unsigned("nOnE")),
    wrong("the other algorithm", Forgery::OtherAlgorithm),
    header("alg RS256, signed ES256", Change::Set("/alg", "\"RS256\"")),
    wrong("HS256 with the public key", Forgery::MacWithPublicKey),
    header("typ JWT", Change::Set("/typ", "\"JWT\"")),
    header("no typ", Change::Remove("/typ")),
    header("no kid", Change::Remove("/kid")),
    header("unknown kid", Change::Set("/kid", "\"unknown\"")),
    header("crit", Change::Set("/crit", "[\"exp\"]")),
    header("jwk", Change::Set("/jwk", "$ID_KEY")),
    // Signature.
    wrong("signed by a forger", Forgery::Forger),
    wrong("signed with the credential's key", Forgery::OtherPurpose),
    wrong("a bit of the signature flipped", Forgery::Signature(Damage::BitFlip)),
    wrong("a DER signature", Forgery::DerSignature),
    wrong("changed after signing", Forgery::Tampered),
    // Who, for whom.
    claim("another issuer", Change::Set("/iss", "\"https://evil.example/\"")),
    claim("no issuer", Change::Remove("/iss")),
    claim("another audience", Change::Set("/aud", "\"another\"")),
    claim("one more audience", Change::Set("/aud", "[\"$CLIENT_ID\",\"another\"]")),
    claim("no audience", Change::Remove("/aud")),
    right("one audience in a list", Change::Set("/aud", "[\"$CLIENT_ID\"]")),
    claim("no subject", Change::Remove("/sub")),
    claim("an empty subject", Change::Set("/sub", "\"\"")),
    claim("subject is a number", Change::Set("/sub", "1")),
    claim("two subjects", Change::Repeat("/sub", "\"another\"")),
    // When.
    claim("expired", Change::Age(120 + 31)),
    right("expired within the leeway", Change::Age(120 + 20)),
    claim("no expiry", Change::Remove("/exp")),
    claim("lives over ten minutes", Change::Time("/exp", 601)),
    claim("expires before it was issued", Change::Time("/exp", -1)),
    claim("issued in the future", Change::Time("/iat", 70)),
    claim("no issue", Change::Remove("/iat")),
    claim("issue is text", Change::Set("/iat", "\"1700000000\"")),
    // What for.
    claim("no id", Change::Remove("/jti")),
    claim("id is a number", Change::Set("/jti", "1")),
    claim("no events", Change::Remove("/events")),
    claim("events is a list", Change::Set("/events", "[]")),
    claim("another event", Change::Set("/events", "{\"https://evil.example/event\":{}}")),
    claim("no event", Change::Set("/events", "{}")),
    claim("one more event", Change::Set("/events/another", "{}")),
    claim("the event is not empty", Change::Set(EVENT, "{\"a\":1}")),
    claim("the event is a list", Change::Set(EVENT, "[]")),
    claim("with a nonce", Change::Set("/nonce", "\"a\"")),
    claim("with an empty nonce", Change::Set("/nonce", "null")),
    right("with a sid", Change::Set("/sid", "\"their-session\"")),
];

const fn wrong(name: &'static str, forgery: Forgery) -> LogoutTwist {
    LogoutTwist { name, is_right: false, forgery }
}

const fn header(name: &'static str, change: Change) -> LogoutTwist {
    wrong(name, Forgery::Header(change))
}

const fn claim(name: &'static str, change: Change) -> LogoutTwist {
    wrong(name, Forgery::Claim(change))
}

const fn right(name: &'static str, change: Change) -> LogoutTwist {
    LogoutTwist { name, is_right: true, forgery: Forgery::Claim(change) }
}
