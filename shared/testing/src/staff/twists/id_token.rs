//! ID tokens (OpenID Connect Core section 3.1.3.7).

use crate::{
    one_login::{
        change::Change,
        forging::Forgery,
        signature::Damage,
        twist::{Lie, Token},
    },
    staff::twist::{End, Twist},
};

pub(in super::super) static ID_TOKEN: &[Twist] = &[
    // Form and header.
    forged("ID token: garbage", Forgery::Text("garbage")),
    forged("ID token: empty", Forgery::Text("")),
    forged("ID token: two segments", Forgery::TwoSegments),
    forged("ID token: five segments", Forgery::Append(".e30.e30")),
    forged("ID token: padding", Forgery::Append("==")),
    forged("ID token: the access token", Forgery::OtherToken),
    forged("ID token: the other algorithm", Forgery::OtherAlgorithm),
    header("ID token: alg PS256, signed RS256", Change::Set("/alg", "\"PS256\"")),
    header("ID token: alg RS512, signed RS256", Change::Set("/alg", "\"RS512\"")),
    header("ID token: alg in lower case", Change::Set("/alg", "\"rs256\"")),
    header("ID token: no alg", Change::Remove("/alg")),
    header("ID token: two algs", Change::Repeat("/alg", "\"RS256\"")),
    forged("ID token: alg none", Forgery::Unsigned("none")),
    forged("ID token: alg nOnE", Forgery::Unsigned("nOnE")),
    forged("ID token: HS256 with the public key", Forgery::MacWithPublicKey),
    header("ID token: no kid", Change::Remove("/kid")),
    header("ID token: unknown kid", Change::Set("/kid", "\"unknown\"")),
    header("ID token: kid is a path", Change::Set("/kid", "\"../../dev/null\"")),
    header("ID token: kid is a number", Change::Set("/kid", "1")),
    forged("ID token: signed with a key published nowhere", Forgery::OtherPurpose),
    header("ID token: crit", Change::Set("/crit", "[\"exp\"]")),
    header("ID token: b64", Change::Set("/b64", "false")),
    header("ID token: jku", Change::Set("/jku", "\"https://evil.example/\"")),
    header("ID token: jwk", Change::Set("/jwk", "$ID_KEY")),
    header("ID token: typ of a logout token", Change::Set("/typ", "\"logout+jwt\"")),
    forged("ID token: signed by a forger", Forgery::Forger),
    forged("ID token: a bit of the signature flipped", Forgery::Signature(Damage::BitFlip)),
    forged("ID token: a signature of zeros", Forgery::Signature(Damage::Zero)),
    forged("ID token: a short signature", Forgery::Signature(Damage::Short)),
    forged("ID token: changed after signing", Forgery::Tampered),
    // Who, for whom.
    claim("ID token: another issuer", Change::Set("/iss", "\"https://login.example/v2.0\"")),
    claim("ID token: issuer in a list", Change::Set("/iss", "[\"$ISSUER\"]")),
    claim("ID token: issuer with one more slash", Change::Set("/iss", "\"$ISSUER/\"")),
    claim("ID token: no issuer", Change::Remove("/iss")),
    claim("ID token: another audience", Change::Set("/aud", "\"another\"")),
    claim("ID token: one more audience", Change::Set("/aud", "[\"$CLIENT_ID\",\"another\"]")),
    claim("ID token: an empty list of audiences", Change::Set("/aud", "[]")),
    claim("ID token: no audience", Change::Remove("/aud")),
    claim("ID token: two audiences", Change::Repeat("/aud", "\"$CLIENT_ID\"")),
    believed("ID token: one audience in a list", Change::Set("/aud", "[\"$CLIENT_ID\"]")),
    claim("ID token: another authorized party", Change::Set("/azp", "\"another\"")),
    believed("ID token: us as the authorized party", Change::Set("/azp", "\"$CLIENT_ID\"")),
    claim("ID token: no subject", Change::Remove("/sub")),
    claim("ID token: an empty subject", Change::Set("/sub", "\"\"")),
    claim("ID token: subject is a number", Change::Set("/sub", "1")),
    claim("ID token: two subjects", Change::Repeat("/sub", "\"another\"")),
    claim("ID token: another organisation", Change::Set("/tid", "\"another\"")),
    claim("ID token: organisation in a list", Change::Set("/tid", "[\"$TENANT\"]")),
    claim("ID token: no organisation", Change::Remove("/tid")),
    claim("ID token: no object", Change::Remove("/oid")),
    claim("ID token: an empty object", Change::Set("/oid", "\"\"")),
    claim("ID token: object is a number", Change::Set("/oid", "1")),
    claim("ID token: object with a space", Change::Set("/oid", "\"a b\"")),
    claim("ID token: two objects", Change::Repeat("/oid", "\"another\"")),
    // When.
    claim("ID token: expired", Change::Time("/exp", -31)),
    claim("ID token: expired before it was issued", Change::Time("/exp", -20)),
    claim("ID token: expiry is text", Change::Set("/exp", "\"4102444800\"")),
    claim("ID token: expiry is no date", Change::Set("/exp", "1e300")),
    claim("ID token: no expiry", Change::Remove("/exp")),
    claim("ID token: lives over a day", Change::Time("/exp", 86_401)),
    claim("ID token: issued in the future", Change::Time("/iat", 70)),
    believed("ID token: issued in the future within the leeway", Change::Time("/iat", 50)),
    believed("ID token: issued five minutes ago, as Microsoft's are", Change::Time("/iat", -300)),
    claim("ID token: issued long ago", Change::Time("/iat", -660)),
    claim("ID token: issue is text", Change::Set("/iat", "\"1700000000\"")),
    claim("ID token: no issue", Change::Remove("/iat")),
    claim("ID token: begins in the future", Change::Time("/nbf", 70)),
    believed("ID token: no beginning", Change::Remove("/nbf")),
    claim("ID token: signed in over eight hours ago", Change::Time("/auth_time", -28_870)),
    believed("ID token: signed in hours ago", Change::Time("/auth_time", -28_700)),
    claim("ID token: signed in in the future", Change::Time("/auth_time", 70)),
    claim("ID token: time of sign-in is text", Change::Set("/auth_time", "\"1700000000\"")),
    claim("ID token: no time of sign-in", Change::Remove("/auth_time")),
    // What for.
    claim("ID token: another nonce", Change::Set("/nonce", "\"another\"")),
    claim("ID token: nonce is a list", Change::Set("/nonce", "[]")),
    claim("ID token: no nonce", Change::Remove("/nonce")),
    claim("ID token: wrong at_hash", Change::Set("/at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"")),
    claim("ID token: at_hash is a number", Change::Set("/at_hash", "1")),
    believed("ID token: no at_hash", Change::Remove("/at_hash")),
    claim("ID token: events, as in a logout token", Change::Set("/events", "{}")),
    believed("ID token: something unknown besides", Change::Set("/unknown", "{\"a\":[1]}")),
    // Whose, and what they may do.
    without_role("ID token: no roles", Change::Remove("/roles")),
    without_role("ID token: an empty list of roles", Change::Set("/roles", "[]")),
    without_role("ID token: another role", Change::Set("/roles", "[\"Administrator\"]")),
    without_role("ID token: role in lower case", Change::Set("/roles", "[\"caseworker\"]")),
    claim("ID token: roles is text", Change::Set("/roles", "\"Caseworker\"")),
    claim("ID token: roles is an object", Change::Set("/roles", "{\"Caseworker\":true}")),
    claim("ID token: roles is null", Change::Set("/roles", "null")),
    claim("ID token: a role is a number", Change::Set("/roles", "[\"Caseworker\",1]")),
    claim("ID token: roles twice", Change::Repeat("/roles", "[\"Caseworker\"]")),
    believed(
        "ID token: another role besides",
        Change::Set("/roles", "[\"Administrator\",\"Caseworker\"]"),
    ),
    claim("ID token: name is a list", Change::Set("/name", "[\"Priya\"]")),
    believed("ID token: no name", Change::Remove("/name")),
];

const fn twist(name: &'static str, end: End, forgery: Forgery) -> Twist {
    Twist { name, end, lie: Lie::Token(Token::Id, forgery) }
}

const fn forged(name: &'static str, forgery: Forgery) -> Twist {
    twist(name, End::NotBelieved, forgery)
}

const fn header(name: &'static str, change: Change) -> Twist {
    forged(name, Forgery::Header(change))
}

const fn claim(name: &'static str, change: Change) -> Twist {
    forged(name, Forgery::Claim(change))
}

const fn without_role(name: &'static str, change: Change) -> Twist {
    twist(name, End::NoRole, Forgery::Claim(change))
}

const fn believed(name: &'static str, change: Change) -> Twist {
    twist(name, End::SignedIn, Forgery::Claim(change))
}
