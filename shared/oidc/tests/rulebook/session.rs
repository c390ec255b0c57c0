//! Whether the browser's session will do.

use identity::Subject;
use oidc::{
    AuthorizationRequest, Prompt,
    authorize::{SignedIn, UseOfSession, use_of_session},
};

use crate::ours::{NOW, at, now, request};

#[test]
fn row_13_a_session_does_if_it_is_recent_and_of_whom_is_meant() {
    let ada: Subject = "ada".parse().unwrap();
    let bob: Subject = "bob".parse().unwrap();
    let (enough, sign_in, refuse) =
        (UseOfSession::Enough, UseOfSession::SignIn, UseOfSession::LoginRequired);
    // Signed in 100 seconds ago; max_age, whom the hint names, and what becomes of it by prompt:
    // unspecified, login, none.
    let cases = [
        (None, None, None, [sign_in, sign_in, refuse]),
        (Some(&ada), None, None, [enough, sign_in, enough]),
        (Some(&ada), Some(100), None, [enough, sign_in, enough]),
        (Some(&ada), Some(99), None, [sign_in, sign_in, refuse]),
        (Some(&ada), Some(0), None, [sign_in, sign_in, refuse]),
        (Some(&ada), None, Some(&ada), [enough, sign_in, enough]),
        (Some(&ada), None, Some(&bob), [sign_in, sign_in, refuse]),
        (None, None, Some(&bob), [sign_in, sign_in, refuse]),
    ];

    for (index, (subject, max_age, hinted, expected)) in cases.into_iter().enumerate() {
        let uses = [Prompt::Unspecified, Prompt::Login, Prompt::None].map(|prompt| {
            let hinted_subject = hinted.cloned();
            let request = AuthorizationRequest { prompt, max_age, hinted_subject, ..request() };
            let session = subject.map(|subject| SignedIn { subject, auth_time: at(NOW - 100) });
            use_of_session(&request, session, now())
        });

        assert_eq!(uses, expected, "case {index}");
    }
}
