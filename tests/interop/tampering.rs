//! What somebody on the way changes, and who notices.

use crate::{
    browser::Browser,
    document,
    library::{Library, Proof, Service},
    proxy::Tampering,
    scene::{Scene, sign_in},
};

/// Who notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The library.
    Library,
    /// The lines around it that the documentation shows.
    Lines,
    /// Nobody, and nothing comes of it.
    Nobody,
}

/// Who notices what, with `openid-client`, with Authlib, with `OmniAuth` and with `openidconnect`. A library that looks after something by
/// itself one day changes a row here, and makes lines of the documentation superfluous.
fn noticed(tampering: Tampering) -> [By; 4] {
    use By::{Library, Lines, Nobody};
    match tampering {
        Tampering::SignedAnew => [Nobody; 4],
        Tampering::DiscoveryOfAnotherIssuer => [Library, Lines, Library, Library],
        Tampering::AnswerOfAnotherIssuer | Tampering::AnswerOfNobody => {
            [Library, Lines, Lines, Lines]
        }
        Tampering::UserinfoOfSomebodyElse => [Library, Lines, Lines, Library],
        Tampering::AnotherState => [Library, Library, Library, Lines],
        Tampering::AnotherAccessToken => [Nobody, Library, Nobody, Lines],
        Tampering::SignatureFlipped
        | Tampering::AlgorithmNone
        | Tampering::SignedByAnotherKey
        | Tampering::AnotherIssuer
        | Tampering::AnotherAudience
        | Tampering::AnotherNonce
        | Tampering::Expired => [Library; 4],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_refuses_what_was_tampered_with() {
    refuses(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_refuses_what_was_tampered_with() {
    refuses(Library::Authlib).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn omniauth_refuses_what_was_tampered_with() {
    refuses(Library::Omniauth).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_refuses_what_was_tampered_with() {
    refuses(Library::Openidconnect).await;
}

#[test]
fn the_documentation_says_who_notices() {
    let said = document::rows("what is wrong");

    assert_eq!(said.len(), ROWS.len());
    for (row, (what, tamperings)) in said.iter().zip(ROWS) {
        assert_eq!(row[0], *what);
        for tampering in *tamperings {
            let by = noticed(*tampering).map(|by| match by {
                By::Library => "library",
                By::Lines => "*lines*",
                By::Nobody => "nobody",
            });
            for (cell, by) in row[1..].iter().zip(by) {
                assert!(cell.starts_with(by), "{what}: {cell}, and not {by}");
            }
        }
    }
}

/// The rows of the documentation's table.
const ROWS: &[(&str, &[Tampering])] = &[
    ("discovery names another issuer", &[Tampering::DiscoveryOfAnotherIssuer]),
    (
        "`iss` of the answer is not ours, or missing (RFC 9207)",
        &[Tampering::AnswerOfAnotherIssuer, Tampering::AnswerOfNobody],
    ),
    ("`state` is not the one of this browser", &[Tampering::AnotherState]),
    (
        "ID token: signature, `alg`, key",
        &[Tampering::SignatureFlipped, Tampering::AlgorithmNone, Tampering::SignedByAnotherKey],
    ),
    (
        "ID token: `iss`, `aud`, `exp`, `nonce`",
        &[
            Tampering::AnotherIssuer,
            Tampering::AnotherAudience,
            Tampering::Expired,
            Tampering::AnotherNonce,
        ],
    ),
    ("ID token: `at_hash`", &[Tampering::AnotherAccessToken]),
    ("userinfo has another `sub` than the ID token", &[Tampering::UserinfoOfSomebodyElse]),
];

async fn refuses(library: Library) {
    let scene = Scene::new(library, &[Proof::Key]).await;
    scene.proxy.tamper(Tampering::DiscoveryOfAnotherIssuer);
    let at_the_start = match scene.start(&scene.clients[0]) {
        Ok(service) => who_notices(&service).await,
        Err(_) => By::Library,
    };
    let mut seen = vec![(Tampering::DiscoveryOfAnotherIssuer, at_the_start)];
    scene.proxy.tamper(Tampering::SignedAnew);
    let service = scene.start(&scene.clients[0]).unwrap();
    for tampering in Tampering::ALL.into_iter().skip(1) {
        scene.proxy.tamper(tampering);
        seen.push((tampering, who_notices(&service).await));
    }

    let expected = Tampering::ALL.map(|tampering| {
        let [openid_client, authlib, omniauth, openidconnect] = noticed(tampering);
        let by = match library {
            Library::OpenidClient => openid_client,
            Library::Authlib => authlib,
            Library::Omniauth => omniauth,
            Library::Openidconnect => openidconnect,
        };
        (tampering, by)
    });
    assert_eq!(seen, expected);
}

/// Anne signs in, and the service asks for what there is to know now.
async fn who_notices(service: &Service) -> By {
    let mut browser = Browser::new();
    let mut page = sign_in(&mut browser, service).await;
    if page.status.is_success() {
        assert!(page.body.contains(r#""trn":"1234567""#), "{}", page.body);
        page = browser.open(&format!("{}/now", service.address)).await;
    }
    match (page.status.is_success(), page.body.contains("we: ")) {
        (true, _) => By::Nobody,
        (false, true) => By::Lines,
        (false, false) => By::Library,
    }
}
