//! A client's assertion: one that is signed as the data says, or else (`?` in front) the data itself.
#![no_main]

use std::sync::OnceLock;

use fuzz::{
    ours::{Asked, CLIENT, ISSUER, NOW, Pair, client_with_key, now},
    plain::object,
};
use jose::Secret;
use libfuzzer_sys::fuzz_target;
use oidc::{
    Client, endpoints,
    token::{Credential, Proof, authenticate},
};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    static US: OnceLock<(Client, Pair, Pair)> = OnceLock::new();
    let (client, known, foreign) =
        US.get_or_init(|| (client_with_key(), Pair::known(), Pair::foreign()));
    let present = |text: String| {
        let assertion = Secret::presented(text);
        let credential = Credential::Assertion { client: client.service.id.clone(), assertion };
        authenticate(Some(client), &credential, ISSUER, endpoints::TOKEN, now())
    };
    if let [b'?', text @ ..] = data {
        let Ok(text) = str::from_utf8(text) else { return };
        assert!(present(text.to_owned()).is_err(), "nobody signed this");
        return;
    }
    let asked = Asked::read(data);
    let Ok(proof) = present(asked.token(known, foreign)) else { return };

    assert!(asked.rightly, "somebody else signed this");
    let Proof::Assertion { once: _, until } = proof else { panic!("it is an assertion") };
    let header = object(asked.header).expect("the header is an object");
    assert_eq!(header["alg"], "ES256");
    assert!(header.get("kid").is_none_or(|kid| kid == "known"));
    for name in ["crit", "b64", "jku", "jwk", "x5u", "x5c"] {
        assert!(header.get(name).is_none(), "{name} is accepted");
    }
    let claims = object(asked.payload).expect("the payload is an object");
    assert!(claims["iss"] == CLIENT && claims["sub"] == CLIENT);
    assert!(claims["aud"] == ISSUER || claims["aud"] == format!("{ISSUER}/oauth2/token"));
    assert!(claims["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
    let expires = claims["exp"].as_i64().expect("a number");
    assert!((NOW - 30..=NOW + 360).contains(&expires));
    assert_eq!(until.as_second(), expires + 60);
    let past =
        |name| claims.get(name).is_none_or(|at| at.as_i64().is_some_and(|at| at <= NOW + 60));
    assert!(past("iat") && past("nbf"));
    let life = claims.get("iat").and_then(Value::as_i64).map(|issued| expires - issued);
    assert!(life.is_none_or(|life| (1..=300).contains(&life)));
});
