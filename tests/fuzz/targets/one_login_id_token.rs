//! An ID token of GOV.UK One Login, signed as the data says.
#![no_main]

use fuzz::{
    one_login::{Answers, US, there},
    ours::{Asked, NOW},
    plain::object,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    there(|there| {
        let Ok(text) = str::from_utf8(data) else { return };
        let data = text.replace("{issuer}", there.issuer());
        let asked = Asked::read(data.as_bytes());
        let (known, foreign) = there.pairs();
        let good = there.good("");
        let answers = Answers { id_token: asked.token(known, foreign), ..good };
        let Ok(signed_in) = there.finish(&answers) else { return };

        assert!(asked.rightly, "somebody else signed this");
        let claims = object(asked.payload).expect("the payload is an object");
        let audience = &claims["aud"];
        assert!(audience == US || audience == &serde_json::json!([US]));
        assert!(
            claims["iss"] == there.issuer() && claims["sub"] == signed_in.user.subject.as_str()
        );
        assert!(claims["nonce"] == "nonce" && claims["vot"] == "Cl.Cm");
        assert!(claims.get("azp").is_none_or(|azp| azp == US) && claims.get("events").is_none());
        let at = |name: &str| claims[name].as_i64().expect("a number");
        assert!(at("exp") >= NOW - 30 && (NOW - 300..=NOW + 60).contains(&at("iat")));
        assert!((1..=600).contains(&(at("exp") - at("iat"))));
        assert!(signed_in.auth_time.as_second() <= NOW + 60);
        assert_eq!(signed_in.id_token.expose(), answers.id_token);
        assert!(signed_in.identity.is_none(), "nobody proved anything");
    });
});
