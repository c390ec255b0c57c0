//! A logout token of GOV.UK One Login, signed as the data says.
#![no_main]

use fuzz::{
    one_login::{believed, signed},
    plain::object,
};
use jose::Digest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    signed(data, |there, asked, token| {
        let Ok(notice) = there.notice(&token) else { return };

        let header = object(asked.header).expect("the header is an object");
        assert!(header["typ"] == "logout+jwt" && header["alg"] == "ES256");
        let claims = believed(there, asked);
        assert_eq!(claims["sub"], notice.subject.as_str());
        let jti = claims["jti"].as_str().expect("it has an id");
        assert_eq!(notice.id, Digest::of(jti.as_bytes()));
        let events = claims["events"].as_object().expect("events are an object");
        let (event, said) = events.iter().next().expect("there is an event");
        assert!(events.len() == 1 && said == &serde_json::json!({}));
        assert_eq!(event, "http://schemas.openid.net/event/backchannel-logout");
        assert!(claims.get("nonce").is_none(), "only an ID token has one");
    });
});
