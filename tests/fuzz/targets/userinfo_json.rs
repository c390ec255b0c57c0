//! Userinfo of GOV.UK One Login; `{credential}` in it stands for a good one.
#![no_main]

use fuzz::{
    one_login::{Answers, SUBJECT, there},
    plain::object,
};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    there(|there| {
        let Ok(text) = str::from_utf8(data) else { return };
        let credential = there.credential();
        let body = text.replace("{credential}", &credential).into_bytes();
        let answers = Answers { user_info: body.clone(), ..there.good("") };
        let Ok(signed_in) = there.finish(&answers) else { return };

        let claims = object(&body).expect("an object");
        assert_eq!(claims["sub"], SUBJECT, "of somebody else");
        assert_eq!(claims["email_verified"], true);
        let email = claims["email"].as_str().expect("text");
        assert_eq!(email.trim(), signed_in.user.email.as_str());
        match &claims["https://vocab.account.gov.uk/v1/coreIdentityJWT"] {
            Value::String(text) if !text.is_empty() => {
                assert!(*text == credential && signed_in.identity.is_some());
            }
            Value::Null | Value::String(_) => assert!(signed_in.identity.is_none()),
            _ => panic!("a credential that is no text is passed over"),
        }
    });
});
