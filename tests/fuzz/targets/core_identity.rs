//! A core identity credential, signed as the data says.
#![no_main]

use fuzz::{
    one_login::{CREDENTIAL_HEADER, DID, IDENTITY_ISSUER, METHOD, SUBJECT, US, there},
    ours::{Asked, NOW},
    plain::{object, texts},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    there(|there| {
        let asked = Asked::read(data);
        let header = if asked.header == fuzz::ours::HEADER.as_bytes() {
            CREDENTIAL_HEADER.as_bytes()
        } else {
            asked.header
        };
        let (known, foreign) = there.pairs();
        let credential = Asked { header, ..asked }.token(known, foreign);
        let asked = Asked::read(data);
        if credential.len() > 60_000 {
            return;
        }
        let Ok(signed_in) = there.finish(&there.good(&credential)) else { return };
        let identity = signed_in.identity.expect("there was a credential");

        assert!(asked.rightly, "somebody else signed this");
        let header = object(header).expect("the header is an object");
        assert!(header["kid"] == METHOD && METHOD.starts_with(DID) && header["alg"] == "ES256");
        let claims = object(asked.payload).expect("the payload is an object");
        let audience = &claims["aud"];
        assert!(audience == US || audience == &serde_json::json!([US]));
        assert!(claims["iss"] == IDENTITY_ISSUER && claims["sub"] == SUBJECT);
        assert!(claims["vot"] == "P2" || claims["vot"] == "P3");
        let at = |name: &str| claims[name].as_i64().expect("a number");
        assert!(at("exp") >= NOW - 30 && at("iat") <= NOW + 60);
        assert!((1..=31 * 60).contains(&(at("exp") - at("iat"))));
        assert!(claims.get("nbf").is_none() || at("nbf") <= NOW + 60);
        // Every part of every name, and every date, is one that the credential holds.
        let said = texts(&claims["vc"]["credentialSubject"]);
        assert!((1..=100).contains(&identity.names().len()));
        for part in identity.names().iter().flat_map(|name| name.parts()) {
            assert!(said.contains(&part.value.as_str()) && !part.value.trim().is_empty());
        }
        let born = identity.date_of_birth().date().to_string();
        assert!(said.iter().any(|text| text.contains(&born)));
    });
});
