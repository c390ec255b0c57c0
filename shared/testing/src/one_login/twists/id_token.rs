//! ID tokens (OpenID Connect Core section 3.1.3.7, GOV.UK One Login, "Validate your ID token").

use super::super::{
    change::Change,
    forging::Forgery,
    signature::Damage,
    twist::{End, Lie, Token, Twist},
};

pub(in super::super) static ID_TOKEN: &[Twist] = &[
    // Form and header.
    forged("ID token: garbage", Forgery::Text("garbage")),
    forged("ID token: empty", Forgery::Text("")),
    forged("ID token: two segments", Forgery::TwoSegments),
    forged("ID token: four segments", Forgery::Append(".e30")),
    forged("ID token: five segments", Forgery::Append(".e30.e30")),
    forged("ID token: padding", Forgery::Append("==")),
    forged("ID token: white space", Forgery::Append("\n")),
    forged("ID token: the access token", Forgery::OtherToken),
    forged("ID token: a logout token", Forgery::LogoutToken),
    forged("ID token: the other algorithm", Forgery::OtherAlgorithm),
    header("ID token: alg RS256, signed ES256", Change::Set("/alg", "\"RS256\"")),
    header("ID token: alg ES384, signed ES256", Change::Set("/alg", "\"ES384\"")),
    header("ID token: alg in lower case", Change::Set("/alg", "\"es256\"")),
    header("ID token: no alg", Change::Remove("/alg")),
    header("ID token: two algs", Change::Repeat("/alg", "\"ES256\"")),
    forged("ID token: alg none", Forgery::Unsigned("none")),
    forged("ID token: alg None", Forgery::Unsigned("None")),
    forged("ID token: alg nOnE", Forgery::Unsigned("nOnE")),
    forged("ID token: HS256 with the public key", Forgery::MacWithPublicKey),
    header("ID token: no kid", Change::Remove("/kid")),
    header("ID token: empty kid", Change::Set("/kid", "\"\"")),
    header("ID token: unknown kid", Change::Set("/kid", "\"unknown\"")),
    header("ID token: kid is a path", Change::Set("/kid", "\"../../dev/null\"")),
    header("ID token: kid is a number", Change::Set("/kid", "1")),
    forged("ID token: signed with the credential's key", Forgery::OtherPurpose),
    header("ID token: crit", Change::Set("/crit", "[\"exp\"]")),
    header("ID token: b64", Change::Set("/b64", "false")),
    header("ID token: jku", Change::Set("/jku", "\"https://evil.example/\"")),
    header("ID token: jwk", Change::Set("/jwk", "$ID_KEY")),
    header("ID token: x5u", Change::Set("/x5u", "\"https://evil.example/\"")),
    header("ID token: x5c", Change::Set("/x5c", "[]")),
    header("ID token: typ of a logout token", Change::Set("/typ", "\"logout+jwt\"")),
    right("ID token: no typ", Forgery::Header(Change::Remove("/typ"))),
    // Signature.
    forged("ID token: signed by a forger", Forgery::Forger),
    forged("ID token: a bit of the signature flipped", Forgery::Signature(Damage::BitFlip)),
    forged("ID token: r and s are zero", Forgery::Signature(Damage::Zero)),
    forged("ID token: r and s swapped", Forgery::Signature(Damage::Swapped)),
    forged("ID token: a short signature", Forgery::Signature(Damage::Short)),
    forged("ID token: a DER signature", Forgery::DerSignature),
    forged("ID token: changed after signing", Forgery::Tampered),
    right("ID token: high s", Forgery::Signature(Damage::HighS)),
    // Who, for whom.
    claim("ID token: another issuer", Change::Set("/iss", "\"https://oidc.account.gov.uk/\"")),
    claim("ID token: issuer in a list", Change::Set("/iss", "[\"$ISSUER\"]")),
    claim("ID token: issuer with one more slash", Change::Set("/iss", "\"$ISSUER/\"")),
    claim("ID token: no issuer", Change::Remove("/iss")),
    claim("ID token: another audience", Change::Set("/aud", "\"another\"")),
    claim("ID token: one more audience", Change::Set("/aud", "[\"$CLIENT_ID\",\"another\"]")),
    claim("ID token: an empty list of audiences", Change::Set("/aud", "[]")),
    claim("ID token: audience is a number", Change::Set("/aud", "1")),
    claim("ID token: no audience", Change::Remove("/aud")),
    claim("ID token: two audiences", Change::Repeat("/aud", "\"$CLIENT_ID\"")),
    believed("ID token: one audience in a list", Change::Set("/aud", "[\"$CLIENT_ID\"]")),
    claim("ID token: another authorized party", Change::Set("/azp", "\"another\"")),
    believed("ID token: us as the authorized party", Change::Set("/azp", "\"$CLIENT_ID\"")),
    claim("ID token: no subject", Change::Remove("/sub")),
    claim("ID token: an empty subject", Change::Set("/sub", "\"\"")),
    claim("ID token: subject is a number", Change::Set("/sub", "1")),
    claim("ID token: subject with NUL", Change::Set("/sub", "\"a\\u0000b\"")),
    claim("ID token: subject beyond ASCII", Change::Set("/sub", "\"urn:é\"")),
    claim("ID token: another subject than userinfo's", Change::Set("/sub", "\"another\"")),
    claim("ID token: two subjects", Change::Repeat("/sub", "\"another\"")),
    // When.
    claim("ID token: expired", Change::Age(120 + 31)),
    believed("ID token: expired within the leeway", Change::Age(120 + 20)),
    claim("ID token: expired before it was issued", Change::Time("/exp", -20)),
    claim("ID token: expiry is text", Change::Set("/exp", "\"4102444800\"")),
    claim("ID token: expiry is negative", Change::Set("/exp", "-1")),
    claim("ID token: expiry is a fraction", Change::Set("/exp", "4102444800.5")),
    claim("ID token: expiry is no date", Change::Set("/exp", "1e300")),
    claim("ID token: no expiry", Change::Remove("/exp")),
    claim("ID token: lives over ten minutes", Change::Time("/exp", 601)),
    believed("ID token: lives ten minutes", Change::Time("/exp", 600)),
    claim("ID token: issued in the future", Change::Time("/iat", 61)),
    believed("ID token: issued in the future within the leeway", Change::Time("/iat", 60)),
    claim("ID token: issued long ago", Change::Time("/iat", -(5 * 60 + 1))),
    believed("ID token: issued five minutes ago", Change::Time("/iat", -5 * 60)),
    claim("ID token: issue is text", Change::Set("/iat", "\"1700000000\"")),
    claim("ID token: no issue", Change::Remove("/iat")),
    claim("ID token: begins in the future", Change::Time("/nbf", 70)),
    claim("ID token: beginning is text", Change::Set("/nbf", "\"1700000000\"")),
    believed("ID token: has begun", Change::Time("/nbf", -5)),
    claim("ID token: signed in in the future", Change::Time("/auth_time", 61)),
    believed("ID token: signed in in the future within the leeway", Change::Time("/auth_time", 60)),
    claim("ID token: time of sign-in is text", Change::Set("/auth_time", "\"1700000000\"")),
    believed("ID token: no time of sign-in", Change::Remove("/auth_time")),
    // What for.
    claim("ID token: another nonce", Change::Set("/nonce", "\"another\"")),
    claim("ID token: nonce is a list", Change::Set("/nonce", "[]")),
    claim("ID token: nonce is a number", Change::Set("/nonce", "1")),
    claim("ID token: no nonce", Change::Remove("/nonce")),
    claim("ID token: vot Cl", Change::Set("/vot", "\"Cl\"")),
    claim("ID token: vot with an identity level", Change::Set("/vot", "\"Cl.Cm.P2\"")),
    claim("ID token: vot in lower case", Change::Set("/vot", "\"cl.cm\"")),
    claim("ID token: vot is a list", Change::Set("/vot", "[\"Cl.Cm\"]")),
    claim("ID token: no vot", Change::Remove("/vot")),
    claim("ID token: another trustmark", Change::Set("/vtm", "\"https://evil.example/trustmark\"")),
    believed("ID token: no trustmark", Change::Remove("/vtm")),
    claim("ID token: wrong at_hash", Change::Set("/at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"")),
    claim("ID token: at_hash is a number", Change::Set("/at_hash", "1")),
    believed("ID token: no at_hash", Change::Remove("/at_hash")),
    claim("ID token: events, as in a logout token", Change::Set("/events", "{}")),
    believed("ID token: something unknown besides", Change::Set("/unknown", "{\"a\":[1]}")),
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

const fn right(name: &'static str, forgery: Forgery) -> Twist {
    twist(name, End::Proved, forgery)
}

const fn believed(name: &'static str, change: Change) -> Twist {
    right(name, Forgery::Claim(change))
}
