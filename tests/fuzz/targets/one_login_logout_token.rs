//! A logout token of GOV.UK One Login, signed as the data says.
#![no_main]

use fuzz::{
    one_login::{US, there},
    ours::{Asked, NOW},
    plain::object,
};
use jose::Digest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    there(|there| {
        let Ok(text) = str::from_utf8(data) else { return };
        let data = text.replace("{issuer}", there.issuer());
        let asked = Asked::read(data.as_bytes());
        let (known, foreign) = there.pairs();
        let Ok(notice) = there.notice(&asked.token(known, foreign)) else { return };

        assert!(asked.rightly, "somebody else signed this");
        let header = object(asked.header).expect("the header is an object");
        assert!(header["typ"] == "logout+jwt" && header["alg"] == "ES256");
        let claims = object(asked.payload).expect("the payload is an object");
        let audience = &claims["aud"];
        assert!(audience == US || audience == &serde_json::json!([US]));
        assert!(claims["iss"] == there.issuer() && claims["sub"] == notice.subject.as_str());
        let jti = claims["jti"].as_str().expect("it has an id");
        assert_eq!(notice.id, Digest::of(jti.as_bytes()));
        let events = claims["events"].as_object().expect("events are an object");
        let (event, said) = events.iter().next().expect("there is an event");
        assert!(events.len() == 1 && said == &serde_json::json!({}));
        assert_eq!(event, "http://schemas.openid.net/event/backchannel-logout");
        assert!(claims.get("nonce").is_none(), "only an ID token has one");
        let at = |name: &str| claims[name].as_i64().expect("a number");
        assert!(at("exp") >= NOW - 30 && (NOW - 300..=NOW + 60).contains(&at("iat")));
        assert!((1..=600).contains(&(at("exp") - at("iat"))));
    });
});
