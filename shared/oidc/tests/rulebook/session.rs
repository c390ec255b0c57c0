//! Whether the browser's session will do.

use identity::Subject;
use oidc::{
    AuthorizationRequest, Prompt,
    authorize::{Return, SignedIn, UseOfSession, is_recent_enough, use_of_session},
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
            let (auth_time, came_back_at) = (at(NOW - 100), at(NOW - 50));
            let session = subject.map(|subject| SignedIn { subject, auth_time, came_back_at });
            use_of_session(&request, session, now())
        });

        assert_eq!(uses, expected, "case {index}");
    }
}

#[test]
fn a_sign_in_that_came_back_is_recent_enough_or_they_are_asked_again() {
    // Asked 30 seconds ago. How long ago the person signed in; whether that will do for `prompt=login`,
    // `max_age` of 0, of 100 and of 300, at once and after they were asked again.
    let cases = [
        (0, [true, true, true, true], [true, true, true, true]),
        (30, [true, true, true, true], [true, true, true, true]),
        (31, [false, false, true, true], [true, true, true, true]),
        (90, [false, false, true, true], [true, true, true, true]),
        (91, [false, false, true, true], [false, false, true, true]),
        (100, [false, false, true, true], [false, false, true, true]),
        (101, [false, false, false, true], [false, false, true, true]),
        (161, [false, false, false, true], [false, false, false, true]),
        (300, [false, false, false, true], [false, false, false, true]),
        (301, [false, false, false, false], [false, false, false, true]),
        (361, [false, false, false, false], [false, false, false, false]),
    ];

    for (ago, at_once, asked_again) in cases {
        for (from, expected) in [(Return::SignIn, at_once), (Return::SignInAgain, asked_again)] {
            let told = [
                (Prompt::Login, None),
                (Prompt::Unspecified, Some(0)),
                (Prompt::Unspecified, Some(100)),
                (Prompt::Unspecified, Some(300)),
            ]
            .map(|(prompt, max_age)| {
                let request = AuthorizationRequest { prompt, max_age, ..request() };
                is_recent_enough(&request, at(NOW - 30), at(NOW - ago), now(), from)
            });

            assert_eq!(told, expected, "{ago} seconds ago, {from:?}");
        }
    }
}

#[test]
fn who_is_not_asked_for_a_recent_sign_in_may_come_back_with_any() {
    let request = AuthorizationRequest { prompt: Prompt::Unspecified, max_age: None, ..request() };

    let will_do = is_recent_enough(&request, now(), at(0), now(), Return::SignIn);

    assert!(will_do);
}

#[test]
fn a_sign_in_in_the_second_of_the_request_is_new() {
    let request = AuthorizationRequest { prompt: Prompt::Login, ..request() };
    let asked_at = at(NOW) + jiff::SignedDuration::from_millis(900);

    let will_do = is_recent_enough(&request, asked_at, at(NOW), asked_at, Return::SignIn);

    assert!(will_do, "GOV.UK One Login tells whole seconds");
}

#[test]
fn a_session_does_while_one_login_knows_the_person_for_certain() {
    let ada: Subject = "ada".parse().unwrap();
    for (ago, enough) in [(0, true), (3600, true), (3601, false)] {
        for (prompt, else_) in [
            (Prompt::Unspecified, UseOfSession::SignIn),
            (Prompt::None, UseOfSession::LoginRequired),
        ] {
            let came_back_at = at(NOW - ago);
            let session = SignedIn { subject: &ada, auth_time: at(NOW - 9000), came_back_at };
            let request = AuthorizationRequest { prompt, ..request() };

            let used = use_of_session(&request, Some(session), now());

            assert_eq!(used, if enough { UseOfSession::Enough } else { else_ }, "{ago} {prompt:?}");
        }
    }
}
