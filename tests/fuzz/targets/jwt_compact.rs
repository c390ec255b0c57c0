//! A token in compact form, as text.
#![no_main]

use std::sync::OnceLock;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fuzz::{
    ours::{ALGORITHM, Asked, Pair},
    plain::object,
};
use jose::{Algorithm, Compact, LONGEST_TOKEN, PublicKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    static US: OnceLock<(Pair, Pair, PublicKey)> = OnceLock::new();
    let (known, foreign, key) = US.get_or_init(|| {
        let known = Pair::known();
        let key = known.public("known");
        (known, Pair::foreign(), key)
    });

    if let Ok(text) = str::from_utf8(data)
        && let Ok(token) = Compact::parse(text)
    {
        assert!(text.len() <= LONGEST_TOKEN);
        let header = well_formed(text);
        assert_eq!(header["alg"], token.algorithm().name());
        assert_eq!(header.get("kid").and_then(|kid| kid.as_str()), token.kid());
        assert_eq!(header.get("typ").and_then(|typ| typ.as_str()), token.typ());
        for algorithm in [Algorithm::Es256, Algorithm::Rs256, Algorithm::Ps256] {
            assert!(token.verify(key, algorithm).is_err(), "nobody signed this");
        }
    }

    // The same bytes as header and payload of a token whose signature is right, or not.
    let asked = Asked::read(data);
    let text = asked.token(known, foreign);
    let Ok(token) = Compact::parse(&text) else { return };
    let Ok(claims) = token.verify(key, ALGORITHM) else { return };
    assert!(asked.rightly, "somebody else signed this");
    let payload = object(asked.payload).expect("the payload is an object");
    for (name, value) in payload.as_object().expect("an object") {
        assert_eq!(claims.get(name), Some(value));
    }
    assert!(
        claims.issued_by("nobody, for certain").is_err() || payload["iss"] == "nobody, for certain"
    );
});

/// The header of a token of three segments, each the one way to write its bytes.
fn well_formed(text: &str) -> serde_json::Value {
    let segments: Vec<&str> = text.split('.').collect();
    assert_eq!(segments.len(), 3);
    let bytes = segments.iter().map(|segment| {
        let bytes = URL_SAFE_NO_PAD.decode(segment).expect("base64url");
        assert_eq!(URL_SAFE_NO_PAD.encode(&bytes), **segment, "two ways to write one token");
        bytes
    });
    let bytes: Vec<Vec<u8>> = bytes.collect();
    object(&bytes[0]).expect("an object")
}
