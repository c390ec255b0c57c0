//! What a token must be to be believed, and each way not to be.
use crate::sender::{encode, header, sender};
use jose::{Algorithm, Compact, Jwks, LONGEST_TOKEN, Refused, Secret, Unsigned};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const ALL: [Algorithm; 3] = [Algorithm::Rs256, Algorithm::Ps256, Algorithm::Es256];

fn keys() -> Jwks {
    Jwks::new(vec![sender().key(Algorithm::Rs256), sender().key(Algorithm::Es256)])
}

fn believe(token: &str, expected: &[Algorithm]) -> Result<Value, Refused> {
    let claims = Compact::parse(token)?.verify_by(&keys(), expected)?;
    Ok(claims.get("sub").cloned().unwrap_or_default())
}

#[test]
fn a_token_signed_as_expected_is_believed() {
    for algorithm in ALL {
        let token = sender().good(algorithm, &json!({ "sub": "me" }));

        assert_eq!(believe(&token, &[algorithm]), Ok(json!("me")));
    }
}

#[test]
fn what_we_write_is_read_back() {
    for algorithm in ALL {
        let claims = Map::from_iter([("sub".to_owned(), json!("Zoë"))]);
        let unsigned = Unsigned::new(algorithm, crate::sender::kid(algorithm), "JWT", &claims);
        let signature = sender().sign(algorithm, unsigned.signing_input());

        let token = unsigned.assemble(&signature);

        assert_eq!(
            Compact::parse(&token).map(|token| token.typ().map(str::to_owned)),
            Ok(Some("JWT".into()))
        );
        assert_eq!(believe(&token, &[algorithm]), Ok(json!("Zoë")));
    }
}

#[test]
fn a_token_may_be_as_long_as_it_says_and_no_longer() {
    let long = |length: usize| format!("e30.e30.{}", "A".repeat(length - "e30.e30.".len()));

    // A header without `alg` is looked at, once the token is not too long.
    assert_eq!(Compact::parse(&long(LONGEST_TOKEN)).err(), Some(Refused::Algorithm));
    assert_eq!(Compact::parse(&long(LONGEST_TOKEN + 1)).err(), Some(Refused::TooLong));
}

#[test]
fn nothing_is_shown_of_what_a_token_says() {
    let token = sender().good(Algorithm::Es256, &json!({ "sub": "me" }));
    let claims = Compact::parse(&token).unwrap().verify_by(&keys(), &[Algorithm::Es256]).unwrap();
    let secret = Secret::presented("hush");

    assert_eq!(format!("{claims:?}"), "Claims(…)");
    assert_eq!(format!("{secret:?} {:?}", secret.digest()), "Secret(…) Digest(…)");
}

#[test]
fn a_token_has_exactly_three_segments_of_strict_base64url() {
    let good = sender().good(Algorithm::Es256, &json!({ "sub": "me" }));
    let (input, signature) = good.rsplit_once('.').unwrap();
    // 64 bytes leave four bits over in the last character: `A` and `B` would decode alike if lax.
    let (most, last) = signature.split_at(85);
    let sloppy = char::from(last.as_bytes()[0] + 1);
    let cases = [
        (String::new(), Refused::Segments),
        (input.to_owned(), Refused::Segments),
        (format!("{good}."), Refused::Segments),
        (format!("{good}.e30.e30"), Refused::Segments),
        (format!("{good}="), Refused::Encoding),
        (format!("{good}=="), Refused::Encoding),
        (format!("{good}\n"), Refused::Encoding),
        (format!(" {good}"), Refused::Encoding),
        (format!("{input}.{most}{sloppy}"), Refused::Encoding),
        (format!("{input}.+/+/"), Refused::Encoding),
        (format!("{good}{}", "A".repeat(jose::LONGEST_TOKEN)), Refused::TooLong),
    ];

    for (token, refused) in cases {
        assert_eq!(believe(&token, &[Algorithm::Es256]), Err(refused), "{token}");
    }
}

#[test]
fn the_header_has_to_be_an_object_of_distinct_members_without_instructions() {
    let with = |name: &str, value: Value| {
        let mut header = header(Algorithm::Es256);
        header[name] = value;
        header.to_string()
    };
    let cases = [
        ("[]".to_owned(), Refused::Header),
        ("null".to_owned(), Refused::Header),
        ("{".to_owned(), Refused::Header),
        (r#"{"alg":"ES256","kid":"ec-1","kid":"ec-1"}"#.to_owned(), Refused::Header),
        (r#"{"alg":"ES256","alg":"none","kid":"ec-1"}"#.to_owned(), Refused::Header),
        (with("alg", json!(["ES256"])), Refused::Header),
        (with("kid", json!(7)), Refused::Header),
        (with("typ", json!({})), Refused::Header),
        (with("crit", json!(["exp"])), Refused::HeaderMember),
        (with("b64", json!(false)), Refused::HeaderMember),
        (with("jku", json!("https://evil.example")), Refused::HeaderMember),
        (with("jwk", json!({})), Refused::HeaderMember),
        (with("x5u", json!("https://evil.example")), Refused::HeaderMember),
        (with("x5c", json!([])), Refused::HeaderMember),
        (with("alg", json!("none")), Refused::Algorithm),
        (with("alg", json!("nOnE")), Refused::Algorithm),
        (with("alg", json!("HS256")), Refused::Algorithm),
        (with("alg", json!("es256")), Refused::Algorithm),
        (r#"{"kid":"ec-1"}"#.to_owned(), Refused::Algorithm),
        (r#"{"alg":"ES256"}"#.to_owned(), Refused::KeyNotNamed),
        (with("kid", json!("ec-2")), Refused::UnknownKey),
        (with("kid", json!("../ec-1' OR 1=1")), Refused::UnknownKey),
        (with("kid", json!("rsa-1")), Refused::KeyMismatch),
    ];

    for (header, refused) in cases {
        let token = sender().token(Algorithm::Es256, &header, r#"{"sub":"me"}"#);

        assert_eq!(believe(&token, &[Algorithm::Es256]), Err(refused), "{header}");
    }
}

#[test]
fn the_algorithm_has_to_be_an_expected_one_and_the_one_of_the_key() {
    for algorithm in ALL {
        let others: Vec<Algorithm> = ALL.into_iter().filter(|other| *other != algorithm).collect();
        let token = sender().good(algorithm, &json!({ "sub": "me" }));
        let mut wrong_key = sender().key(algorithm);
        wrong_key.algorithm = Some(others[0]);

        assert_eq!(believe(&token, &others), Err(Refused::Algorithm));
        assert_eq!(
            Compact::parse(&token).unwrap().verify(&sender().key(algorithm), others[0]),
            Err(Refused::Algorithm)
        );
        assert_eq!(believe(&token, &[]), Err(Refused::Algorithm));
        assert_eq!(
            Compact::parse(&token).unwrap().verify(&wrong_key, algorithm),
            Err(Refused::KeyMismatch)
        );
    }
}

#[test]
fn a_header_that_claims_another_algorithm_of_the_same_key_does_not_help() {
    let pss_header = header(Algorithm::Ps256).to_string();
    let token = sender().token(Algorithm::Rs256, &pss_header, r#"{"sub":"me"}"#);

    assert_eq!(believe(&token, &[Algorithm::Rs256, Algorithm::Ps256]), Err(Refused::Signature));
}

#[test]
fn two_keys_of_one_name_are_no_key() {
    let key = sender().key(Algorithm::Es256);
    let token = sender().good(Algorithm::Es256, &json!({}));
    let twice = Jwks::new(vec![key.clone(), key]);

    let refused = Compact::parse(&token).unwrap().verify_by(&twice, &[Algorithm::Es256]);

    assert_eq!(refused, Err(Refused::AmbiguousKey));
}

#[test]
fn a_token_without_a_key_name_is_checked_with_the_only_key_where_that_is_accepted() {
    let token = sender().token(Algorithm::Es256, r#"{"alg":"ES256"}"#, "{}");
    let token = Compact::parse(&token).unwrap();
    let mut nameless = sender().key(Algorithm::Es256);
    nameless.kid = None;
    let one = Jwks::new(vec![nameless]);

    assert!(token.verify_by_sole_or_named(&one, &[Algorithm::Es256]).is_ok());
    assert_eq!(
        token.verify_by_sole_or_named(&keys(), &[Algorithm::Es256]),
        Err(Refused::AmbiguousKey)
    );
    assert_eq!(
        token.verify_by_sole_or_named(&Jwks::default(), &[Algorithm::Es256]),
        Err(Refused::UnknownKey)
    );
}

#[test]
fn the_payload_has_to_be_an_object_of_distinct_members_at_every_depth() {
    for payload in [
        "",
        "[]",
        "7",
        r#"{"sub":"me""#,
        r#"{"sub":"me"}{}"#,
        r#"{"sub":"me","sub":"you"}"#,
        r#"{"sub":"me","\u0073ub":"you"}"#,
        r#"{"sub":"me","vc":{"type":1,"type":2}}"#,
        r#"{"sub":"me","vc":[[{"type":1,"type":2}]]}"#,
    ] {
        let header = header(Algorithm::Es256).to_string();
        let token = sender().token(Algorithm::Es256, &header, payload);

        assert_eq!(believe(&token, &[Algorithm::Es256]), Err(Refused::Payload), "{payload}");
    }
}

#[test]
fn a_payload_that_is_not_utf_8_is_refused() {
    let header = encode(header(Algorithm::Es256).to_string().as_bytes());
    let input = format!("{header}.{}", encode(b"{\"sub\":\"\xff\"}"));
    let signature = encode(&sender().sign(Algorithm::Es256, input.as_bytes()));

    assert_eq!(
        believe(&format!("{input}.{signature}"), &[Algorithm::Es256]),
        Err(Refused::Payload)
    );
}

#[test]
fn other_forms_of_an_elliptic_signature_are_refused_and_a_high_s_is_not() {
    let good = sender().good(Algorithm::Es256, &json!({ "sub": "me" }));
    let (input, signature) = good.rsplit_once('.').unwrap();
    let raw = jose_bytes(signature);
    let (r, s) = raw.split_at(32);
    let with =
        |signature: &[u8]| believe(&format!("{input}.{}", encode(signature)), &[Algorithm::Es256]);

    assert_eq!(with(&der(r, s)), Err(Refused::Signature), "DER");
    assert_eq!(with(&[0; 64]), Err(Refused::Signature), "r = s = 0");
    assert_eq!(with(&[s, r].concat()), Err(Refused::Signature), "swapped");
    assert_eq!(with(&raw[..63]), Err(Refused::Signature), "short");
    assert_eq!(with(&[raw.as_slice(), &[0]].concat()), Err(Refused::Signature), "long");
    assert_eq!(with(&[]), Err(Refused::Signature), "none");
    assert_eq!(with(&[r, &order_minus(s)].concat()), Ok(json!("me")), "the other s");
}

fn jose_bytes(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let mut bytes = vec![0];
        bytes.extend(number.iter().skip_while(|byte| **byte == 0));
        if bytes.get(1).is_some_and(|first| first & 0x80 == 0) {
            bytes.remove(0);
        }
        [&[2, u8::try_from(bytes.len()).unwrap()], bytes.as_slice()].concat()
    };
    let content = [integer(r), integer(s)].concat();
    [&[0x30, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
}

/// The order of P-256 less `s`, which signs the same (FIPS 186-5).
fn order_minus(s: &[u8]) -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
        0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let mut borrow = 0;
    let mut difference = vec![0; 32];
    for at in (0..32).rev() {
        let digit = i16::from(ORDER[at]) - i16::from(s[at]) - borrow;
        borrow = i16::from(digit < 0);
        difference[at] = u8::try_from(digit.rem_euclid(256)).unwrap();
    }
    difference
}

proptest! {
    /// Whatever one bit is turned over, the token is not believed any more.
    #[test]
    fn no_bit_of_a_token_can_be_turned(at in any::<prop::sample::Index>(), bit in 0..7_u8) {
        for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
            let good = sender().good(algorithm, &json!({ "sub": "me", "n": 7 }));
            let mut bytes = good.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let turned = String::from_utf8(bytes).unwrap();

            prop_assert!(believe(&turned, &ALL).is_err());
        }
    }

    /// Nothing anybody sends makes the reader fall over.
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*", segment in "[A-Za-z0-9_-]{0,40}") {
        prop_assert!(believe(&text, &ALL).is_err());
        let three = format!("{segment}.{segment}.{segment}");
        prop_assert!(believe(&three, &ALL).is_err());
    }
}
