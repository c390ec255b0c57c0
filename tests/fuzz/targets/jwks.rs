//! A JSON Web Key Set.
#![no_main]

use fuzz::plain::object;
use jose::{Algorithm, Jwks};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(keys) = Jwks::parse(text) else { return };

    let listed = object(data).expect("an object")["keys"].as_array().expect("a list").len();
    assert!(keys.keys().len() <= listed && listed <= 100);
    let written = keys.to_json();
    assert_eq!(Jwks::parse(&written.to_string()).as_ref(), Ok(&keys), "written and read again");
    for jwk in written["keys"].as_array().expect("a list") {
        let members = jwk.as_object().expect("an object");
        let public = ["kty", "crv", "x", "y", "n", "e", "use", "kid", "alg"];
        assert!(members.keys().all(|name| public.contains(&name.as_str())), "a private member");
        assert!(strong(jwk), "a key that is too weak");
    }
    for key in keys.keys() {
        assert_eq!(key.thumbprint().len(), 43);
        let refuses = |algorithm| key.verify(algorithm, b"message", &[0; 64]).is_err();
        assert!([Algorithm::Rs256, Algorithm::Ps256, Algorithm::Es256].into_iter().all(refuses));
        let Some(kid) = &key.kid else { continue };
        let same = keys.keys().iter().filter(|other| other.kid.as_ref() == Some(kid)).count();
        assert_eq!(keys.key(kid).is_ok(), same == 1, "one id, one key");
    }
});

/// P-256, or RSA from 2,048 to 8,192 bits: 342 to 1,366 characters.
fn strong(jwk: &Value) -> bool {
    let length = |name: &str| jwk[name].as_str().map_or(0, str::len);
    match jwk["kty"].as_str() {
        Some("EC") => jwk["crv"] == "P-256" && length("x") == 43 && length("y") == 43,
        Some("RSA") => (342..=1366).contains(&length("n")) && (2..=6).contains(&length("e")),
        Some(_) | None => false,
    }
}
