//! An ID token of GOV.UK One Login, signed as the data says.
#![no_main]

use fuzz::{
    one_login::{Answers, US, believed, signed},
    ours::NOW,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    signed(data, |there, asked, id_token| {
        let answers = Answers { id_token, ..there.good("") };
        let Ok(signed_in) = there.finish(&answers) else { return };

        let claims = believed(there, asked);
        assert_eq!(claims["sub"], signed_in.user.subject.as_str());
        assert!(claims["nonce"] == "nonce" && claims["vot"] == "Cl.Cm");
        assert!(claims.get("azp").is_none_or(|azp| azp == US) && claims.get("events").is_none());
        assert!(signed_in.auth_time.as_second() <= NOW + 60);
        assert_eq!(signed_in.id_token.expose(), answers.id_token);
        assert!(signed_in.identity.is_none(), "nobody proved anything");
    });
});
