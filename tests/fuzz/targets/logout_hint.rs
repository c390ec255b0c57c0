//! A request to sign out: a hint signed as the data says up to a zero byte, and the rest of the query after it.
#![no_main]

use std::sync::OnceLock;

use fuzz::{
    ours::{Asked, CLIENT, ISSUER, Pair, client, keys},
    plain::{count, object, single},
};
use jose::Jwks;
use libfuzzer_sys::fuzz_target;
use oidc::{
    Client, Parameters,
    logout::{LogoutHint, LogoutJudgement, hint, judge},
};

fuzz_target!(|data: &[u8]| {
    static US: OnceLock<(Client, Jwks, Pair, Pair)> = OnceLock::new();
    let (client, keys, known, foreign) =
        US.get_or_init(|| (client(), keys(), Pair::known(), Pair::foreign()));
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    let asked = Asked::read(&data[..end]);
    let rest = data.get(end + 1..).unwrap_or_default();
    let token = asked.token(known, foreign);
    let query = [b"id_token_hint=", token.as_bytes(), b"&", rest].concat();
    let Ok(parameters) = Parameters::read(&query) else { return };

    let hinted = hint(&parameters, ISSUER, keys);
    let judged = judge(&parameters, &hinted, Some(client));

    let LogoutHint::Ours(hint) = &hinted else {
        assert_eq!(judged, LogoutJudgement::AskFirst);
        return;
    };
    assert!(asked.rightly, "somebody else signed this");
    assert_eq!(count(&query, "id_token_hint"), 1);
    let claims = object(asked.payload).expect("the payload is an object");
    assert_eq!(claims["iss"], ISSUER);
    assert_eq!(claims["sub"], hint.subject.as_str());
    assert_eq!(claims["sid"], hint.session.as_str());
    let audience = if claims["aud"].is_array() { &claims["aud"][0] } else { &claims["aud"] };
    assert_eq!(audience, hint.client.as_str());
    assert!(
        count(&query, "client_id") == 0 || {
            let id = single(&query, "client_id", 128);
            id.is_none_or(|id| id == hint.client.as_str())
        }
    );
    match judged {
        LogoutJudgement::AskFirst => assert_ne!(hint.client.as_str(), CLIENT),
        LogoutJudgement::SignOut { session, return_to } => {
            assert_eq!(hint.client.as_str(), CLIENT);
            assert_eq!(session, hint.session);
            if let Some(to) = return_to {
                assert!(client.post_logout_redirect_uris.contains(&to.uri), "off the list");
                assert_eq!(Some(to.uri), single(&query, "post_logout_redirect_uri", 2048));
                assert_eq!(to.state, single(&query, "state", 1024));
            }
        }
    }
});
