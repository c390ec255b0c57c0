//! Core identity credentials (GOV.UK One Login, "Prove your user's identity").

use super::super::{
    change::Change,
    forging::Forgery,
    signature::Damage,
    twist::{End, Lie, Token, Twist},
};

const NAMES: &str = "/vc/credentialSubject/name";
const PARTS: &str = "/vc/credentialSubject/name/0/nameParts";
const BIRTH_DATES: &str = "/vc/credentialSubject/birthDate";

/// A current name, and one that was used for a day.
const FOR_A_DAY: &str = "[{\"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"A\"}]}, \
     {\"validFrom\":\"2020-01-01\",\"validUntil\":\"2020-01-01\", \
     \"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"B\"}]}]";

/// A current name, and one that was used from 2020 to 2019.
const ENDED_BEFORE_IT_BEGAN: &str = "[{\"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"A\"}]}, \
     {\"validFrom\":\"2020-01-01\",\"validUntil\":\"2019-01-01\", \
     \"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"B\"}]}]";

/// Hebrew letters, and a letter with a combining accent.
const RIGHT_TO_LEFT: &str = "[{\"type\":\"FamilyName\",\"value\":\"\\u05db\\u05d4\\u05df\"}, \
     {\"type\":\"GivenName\",\"value\":\"Zoe\\u0308\"}]";

/// The current name after the one before it.
const OLD_NAME_FIRST: &str = "[{\"validFrom\":\"2001-01-01\",\"validUntil\":\"2010-01-01\", \
     \"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"Old\"}]}, \
     {\"validFrom\":\"2010-01-01\",\"validUntil\":null, \
     \"nameParts\":[{\"type\":\"FamilyName\",\"value\":\"New\"}]}]";

pub(in super::super) static IDENTITY: &[Twist] = &[
    // Form, header and signature.
    forged("credential: two segments", Forgery::TwoSegments),
    forged("credential: four segments", Forgery::Append(".e30")),
    forged("credential: padding", Forgery::Append("=")),
    forged("credential: the access token", Forgery::OtherToken),
    forged("credential: RS256 with a published key", Forgery::OtherAlgorithm),
    header("credential: alg RS256, signed ES256", Change::Set("/alg", "\"RS256\"")),
    forged("credential: alg none", Forgery::Unsigned("none")),
    forged("credential: HS256 with the public key", Forgery::MacWithPublicKey),
    header("credential: no kid", Change::Remove("/kid")),
    header("credential: kid without a fragment", Change::Set("/kid", "\"$DID\"")),
    header("credential: kid with two fragments", Change::Set("/kid", "\"$DID#$KID#$KID\"")),
    header("credential: kid that is the fragment alone", Change::Set("/kid", "\"$KID\"")),
    header("credential: another controller", Change::Set("/kid", "\"did:web:evil.example#$KID\"")),
    header("credential: unknown kid", Change::Set("/kid", "\"$DID#unknown\"")),
    forged("credential: signed with the ID token's key", Forgery::OtherPurpose),
    header("credential: crit", Change::Set("/crit", "[\"exp\"]")),
    header("credential: jwk", Change::Set("/jwk", "$IDENTITY_KEY")),
    header("credential: jku", Change::Set("/jku", "\"https://evil.example/\"")),
    forged("credential: signed by a forger", Forgery::Forger),
    forged("credential: a bit of the signature flipped", Forgery::Signature(Damage::BitFlip)),
    forged("credential: r and s are zero", Forgery::Signature(Damage::Zero)),
    forged("credential: r and s swapped", Forgery::Signature(Damage::Swapped)),
    forged("credential: a DER signature", Forgery::DerSignature),
    forged("credential: changed after signing", Forgery::Tampered),
    right("credential: high s", Forgery::Signature(Damage::HighS)),
    // Who, for whom, when.
    claim("credential: the OpenID issuer", Change::Set("/iss", "\"$ISSUER\"")),
    claim("credential: no issuer", Change::Remove("/iss")),
    claim("credential: another audience", Change::Set("/aud", "\"another\"")),
    claim("credential: one more audience", Change::Set("/aud", "[\"$CLIENT_ID\",\"another\"]")),
    believed("credential: one audience in a list", Change::Set("/aud", "[\"$CLIENT_ID\"]")),
    claim("credential: another subject", Change::Set("/sub", "\"urn:fdc:gov.uk:2022:another\"")),
    claim("credential: no subject", Change::Remove("/sub")),
    claim("credential: two subjects", Change::Repeat("/sub", "\"another\"")),
    claim("credential: expired", Change::Age(30 * 60 + 31)),
    believed("credential: expired within the leeway", Change::Age(30 * 60 + 20)),
    claim("credential: expired before it was issued", Change::Time("/exp", -20)),
    claim("credential: expiry is text", Change::Set("/exp", "\"4102444800\"")),
    claim("credential: no expiry", Change::Remove("/exp")),
    claim("credential: begins in the future", Change::Time("/nbf", 70)),
    believed("credential: no beginning", Change::Remove("/nbf")),
    claim("credential: issued in the future", Change::Time("/iat", 70)),
    claim("credential: no issue", Change::Remove("/iat")),
    claim("credential: lives over 31 minutes", Change::Time("/exp", 31 * 60 + 1)),
    believed("credential: lives 31 minutes", Change::Time("/exp", 31 * 60)),
    // How sure.
    claim("credential: vot P1", Change::Set("/vot", "\"P1\"")),
    claim("credential: vot P0", Change::Set("/vot", "\"P0\"")),
    claim("credential: vot in lower case", Change::Set("/vot", "\"p2\"")),
    claim("credential: vot with a space", Change::Set("/vot", "\"P2 \"")),
    claim("credential: vot of a whole vector", Change::Set("/vot", "\"Cl.Cm.P2\"")),
    claim("credential: vot is a list", Change::Set("/vot", "[\"P2\"]")),
    claim("credential: no vot", Change::Remove("/vot")),
    believed("credential: vot P3", Change::Set("/vot", "\"P3\"")),
    claim("credential: another trustmark", Change::Set("/vtm", "\"https://evil.example/\"")),
    believed("credential: no trustmark", Change::Remove("/vtm")),
    believed("credential: other types", Change::Set("/vc/type", "[\"Something\"]")),
    believed("credential: no types", Change::Remove("/vc/type")),
    // Names.
    claim("credential: no vc", Change::Remove("/vc")),
    claim("credential: vc is text", Change::Set("/vc", "\"vc\"")),
    claim("credential: no names", Change::Remove(NAMES)),
    claim("credential: an empty list of names", Change::Set(NAMES, "[]")),
    claim("credential: a name that is text", Change::Set(NAMES, "[\"Ada\"]")),
    claim(
        "credential: no current name",
        Change::Set("/vc/credentialSubject/name/0/validUntil", "\"2020-01-01\""),
    ),
    claim(
        "credential: a name that ended before it began",
        Change::Set(NAMES, ENDED_BEFORE_IT_BEGAN),
    ),
    believed("credential: a name of a single day", Change::Set(NAMES, FOR_A_DAY)),
    claim(
        "credential: a name that began on no date",
        Change::Set("/vc/credentialSubject/name/0/validFrom", "\"soon\""),
    ),
    claim("credential: a name without parts", Change::Set(PARTS, "[]")),
    claim(
        "credential: blank parts",
        Change::Set(PARTS, "[{\"type\":\"GivenName\",\"value\":\" \"}]"),
    ),
    claim(
        "credential: a part that is a number",
        Change::Set(PARTS, "[{\"type\":\"GivenName\",\"value\":1}]"),
    ),
    believed(
        "credential: one part",
        Change::Set(PARTS, "[{\"type\":\"GivenName\",\"value\":\"Sukarno\"}]"),
    ),
    believed("credential: right to left and combining", Change::Set(PARTS, RIGHT_TO_LEFT)),
    believed("credential: names in no order", Change::Set(NAMES, OLD_NAME_FIRST)),
    // Dates of birth.
    claim("credential: no date of birth", Change::Remove(BIRTH_DATES)),
    claim("credential: an empty list of dates of birth", Change::Set(BIRTH_DATES, "[]")),
    claim("credential: 30 February", Change::Set(BIRTH_DATES, "[{\"value\":\"1990-02-30\"}]")),
    claim("credential: born in 1849", Change::Set(BIRTH_DATES, "[{\"value\":\"1849-12-31\"}]")),
    claim("credential: not born yet", Change::Set(BIRTH_DATES, "[{\"value\":\"2999-01-01\"}]")),
    claim(
        "credential: a date of birth with a time",
        Change::Set(BIRTH_DATES, "[{\"value\":\"1990-02-03T00:00:00Z\"}]"),
    ),
    believed(
        "credential: two dates of birth",
        Change::Set(BIRTH_DATES, "[{\"value\":\"1990-02-03\"},{\"value\":\"1990-03-02\"}]"),
    ),
    believed(
        "credential: something unknown besides",
        Change::Set("/vc/credentialSubject/unknown", "{\"a\":[1]}"),
    ),
];

const fn twist(name: &'static str, end: End, forgery: Forgery) -> Twist {
    Twist { name, end, lie: Lie::Token(Token::Identity, forgery) }
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
