//! The DID document of GOV.UK One Login, with a good credential of the key it should hold.
#![no_main]

use fuzz::{
    one_login::{Answers, DID, METHOD, there},
    ours::Pair,
    plain::object,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    there(|there| {
        let Ok(text) = str::from_utf8(data) else { return };
        let answers = Answers { did: text.to_owned(), ..there.good(&there.credential()) };
        let Ok(signed_in) = there.finish(&answers) else { return };

        assert!(signed_in.identity.is_some(), "the credential is good");
        let document = object(data).expect("an object");
        assert_eq!(document["id"], DID, "the document of somebody else");
        let known = Pair::known().public("known").to_jwk();
        let methods = document["assertionMethod"].as_array().expect("a list");
        let ours = methods.iter().filter(|method| {
            method["id"] == METHOD
                && method["controller"] == DID
                && method["type"] == "JsonWebKey"
                && method["publicKeyJwk"]["x"] == known["x"]
                && method["publicKeyJwk"]["y"] == known["y"]
        });
        assert_eq!(ours.count(), 1, "a key that nobody named");
    });
});
