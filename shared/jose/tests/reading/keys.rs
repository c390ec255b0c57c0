//! Public keys: what is read, what is left out, what is published.
use crate::sender::{encode, sender};
use jose::{Algorithm, Digest, InvalidJwks, InvalidKey, Jwks, PublicKey, Refused, half_hash};
use serde_json::{Value, json};

/// RFC 7638 section 3.1.
const MODULUS: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

fn rsa() -> Value {
    json!({ "kty": "RSA", "n": MODULUS, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29" })
}

fn read(jwk: &Value) -> Result<PublicKey, InvalidKey> {
    PublicKey::from_jwk(jwk.as_object().unwrap())
}

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk[name] = value;
    jwk
}

#[test]
fn the_thumbprint_is_that_of_the_rfc() {
    let key = read(&rsa()).unwrap();

    assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert_eq!(key.kid.as_deref(), Some("2011-04-29"));
}

#[test]
fn a_key_is_read_by_its_public_members_and_what_it_is_for() {
    let p256 = sender().key(Algorithm::Es256).to_jwk();
    let modulus = |bytes: usize, first: u8, last: u8| {
        let mut number = vec![0xFF; bytes];
        number[0] = first;
        number[bytes - 1] = last;
        encode(&number)
    };
    let without = |mut jwk: Value, name: &str| {
        jwk.as_object_mut().unwrap().remove(name);
        jwk
    };
    let other = Some(InvalidKey::OtherKind);
    let malformed = Some(InvalidKey::Malformed);
    let cases = [
        (rsa(), None),
        (p256.clone(), None),
        (with(rsa(), "use", json!("sig")), None),
        (with(rsa(), "d", json!(7)), None),
        (without(rsa(), "alg"), None),
        (without(rsa(), "kid"), None),
        (with(rsa(), "n", json!(modulus(256, 0x80, 1))), None),
        (with(rsa(), "n", json!(modulus(1024, 0x80, 1))), None),
        (with(rsa(), "use", json!("enc")), other),
        (with(rsa(), "alg", json!("RS512")), other),
        (with(rsa(), "kty", json!("oct")), other),
        (with(p256.clone(), "crv", json!("P-384")), other),
        (with(p256.clone(), "crv", json!("secp256k1")), other),
        (without(p256.clone(), "crv"), other),
        (without(rsa(), "kty"), malformed),
        (with(rsa(), "kid", json!(7)), malformed),
        (with(rsa(), "alg", json!("ES256")), malformed),
        (with(p256.clone(), "alg", json!("RS256")), malformed),
        (with(rsa(), "n", json!(modulus(256, 0x7F, 1))), malformed),
        (with(rsa(), "n", json!(modulus(1025, 0x01, 1))), malformed),
        (with(rsa(), "n", json!(modulus(257, 0x00, 1))), malformed),
        (with(rsa(), "n", json!(modulus(256, 0x80, 2))), malformed),
        (with(rsa(), "n", json!(format!("{MODULUS}="))), malformed),
        (with(rsa(), "e", json!("AQ")), malformed),
        (with(rsa(), "e", json!("AA")), malformed),
        (with(rsa(), "e", json!("")), malformed),
        (with(rsa(), "e", json!("Ag")), malformed),
        (with(rsa(), "e", json!("AQAAAAE")), malformed),
        (without(rsa(), "e"), malformed),
        (with(p256.clone(), "x", json!(encode(&[7; 32]))), malformed),
        (with(p256.clone(), "x", json!(encode(&[7; 31]))), malformed),
        (without(p256, "y"), malformed),
    ];

    for (jwk, expected) in cases {
        assert_eq!(read(&jwk).err(), expected, "{jwk}");
    }
}

#[test]
fn a_set_keeps_the_good_keys_and_leaves_the_others_out() {
    let odd = with(rsa(), "kty", json!("OKP"));
    let document = json!({ "keys": [odd, with(rsa(), "n", json!("AQAB")), rsa()], "extra": 1 });

    let set = Jwks::parse(&document.to_string()).unwrap();

    assert_eq!(set.keys().len(), 1);
    assert!(set.key("2011-04-29").is_ok());
    assert_eq!(set.key("another"), Err(Refused::UnknownKey));
}

#[test]
fn a_document_that_is_no_set_is_refused() {
    let most = json!({ "keys": vec![rsa(); 100] }).to_string();
    assert_eq!(Jwks::parse(&most).unwrap().keys().len(), 100);
    let many = json!({ "keys": vec![rsa(); 101] }).to_string();
    for document in
        ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[7]}"#, r#"{"keys":[],"keys":[]}"#, &many]
    {
        assert_eq!(Jwks::parse(document), Err(InvalidJwks), "{document}");
    }
}

#[test]
fn what_is_published_holds_public_members_alone() {
    let keys = [Algorithm::Rs256, Algorithm::Es256]
        .map(|algorithm| sender().key(algorithm).named_by_thumbprint(algorithm));
    let set = Jwks::new(keys.to_vec());

    let published = set.to_json();

    let members: Vec<Vec<&String>> = published["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key.as_object().unwrap().keys().collect())
        .collect();
    assert_eq!(members[0], ["alg", "e", "kid", "kty", "n", "use"]);
    assert_eq!(members[1], ["alg", "crv", "kid", "kty", "use", "x", "y"]);
    assert_eq!(Jwks::parse(&published.to_string()), Ok(set));
}

#[test]
fn an_rsa_key_in_der_is_read_to_its_last_byte() {
    let key = sender().key(Algorithm::Rs256);
    let jwk = key.to_jwk();
    let good = rsa_der(jwk["n"].as_str().unwrap());

    let read = PublicKey::rsa_from_der(&good).unwrap();
    assert_eq!(read.thumbprint(), key.thumbprint());
    let longer = [good.as_slice(), &[0]].concat();
    for wrong in [&[][..], &good[..good.len() - 1], &longer, &good[4..], &[0x30, 0]] {
        assert_eq!(PublicKey::rsa_from_der(wrong), Err(InvalidKey::Malformed));
    }
}

fn rsa_der(modulus: &str) -> Vec<u8> {
    use base64::Engine;
    let n = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(modulus).unwrap();
    let mut der = vec![0x30, 0x82, 1, 10, 2, 0x82, 1, 1, 0];
    der.extend(n);
    der.extend([2, 3, 1, 0, 1]);
    der
}

#[test]
fn a_digest_is_written_in_two_ways() {
    // SHA-256 of "abc", FIPS 180-4.
    let hexadecimal = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let digest = Digest::of(b"abc");

    assert_eq!(Digest::from_written(hexadecimal), Some(digest.clone()));
    assert_eq!(Digest::from_written(&hexadecimal.to_uppercase()), Some(digest.clone()));
    assert_eq!(Digest::from_written(digest.as_str()), Some(digest.clone()));
    assert!(digest.is(&Digest::of(b"abc")) && !digest.is(&Digest::of(b"abd")));
    for wrong in ["", "ba78", &hexadecimal[1..], &format!("{}g", &hexadecimal[1..]), "swordfish"] {
        assert_eq!(Digest::from_written(wrong), None, "{wrong}");
    }
}

#[test]
fn the_half_hash_is_that_of_the_standard() {
    // The example of OpenID Connect Core section A.3.
    assert_eq!(half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
}
