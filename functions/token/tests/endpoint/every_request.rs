//! What holds of every request to the token endpoint and the revocation endpoint alike, whatever it asks for.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use identity::RecordPolicy;
use jose::{Algorithm, Jwks, Unsigned};
use oidc::{AuthMethod, ClientKeys, ClientSecrets, IdTokenAlgorithm};
use ports::Signer;
use serde_json::{Map, Value, json};
use signing::LocalKeys;

use crate::world::{Answer, ISSUER, NOW, World, digest, form, post, refresh_form, revocation};

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Exchange,
    Refresh,
    OwnToken,
    Revocation,
}

const EVERYTHING: [Asked; 4] =
    [Asked::Exchange, Asked::Refresh, Asked::OwnToken, Asked::Revocation];

/// A world in which each can be had, and the form that asks for it.
async fn ready(asked: Asked) -> (World, String) {
    let world = World::new().offline();
    world.store.clients.lock().unwrap()[0].service.record_policy = RecordPolicy::Allocate;
    let form = match asked {
        Asked::Exchange => form(&[]),
        Asked::Refresh => {
            let given = world.exchange().await;
            refresh_form(given.text("refresh_token"))
        }
        Asked::OwnToken => "grant_type=client_credentials".to_owned(),
        Asked::Revocation => {
            let given = world.exchange().await;
            format!("token={}", given.text("refresh_token"))
        }
    };
    (world, form)
}

fn request(asked: Asked, form: &str, basic: Option<&str>) -> Request<Body> {
    match asked {
        Asked::Exchange | Asked::Refresh | Asked::OwnToken => post(form, basic),
        Asked::Revocation => revocation(form, basic),
    }
}

/// That nobody was given anything, nothing was taken back, and nothing was used up.
async fn nothing_has_happened(world: &World, asked: Asked, form: &str) {
    let good = world.ask(request(asked, form, Some("npq:s3cret"))).await;
    assert_eq!(good.status, StatusCode::OK, "{asked:?}");
}

fn refused(answer: &Answer, status: u16, error: &str, problem: &str, asked: Asked) {
    assert_eq!(answer.refusal(), (status, error, problem), "{asked:?}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("pragma"), Some("no-cache"));
    let page = format!("{ISSUER}/errors/{}", problem.split(' ').next().unwrap());
    assert_eq!(answer.text("error_uri"), page);
}

#[tokio::test]
async fn row_28_what_is_no_form_or_has_two_credentials_is_no_request() {
    for asked in EVERYTHING {
        let (world, form) = ready(asked).await;
        for kind in ["application/json", "text/plain", "multipart/form-data", ""] {
            let mut other = request(asked, &form, Some("npq:s3cret"));
            other.headers_mut().insert(header::CONTENT_TYPE, kind.parse().unwrap());
            let answer = world.ask(other).await;
            refused(&answer, 400, "invalid_request", "malformed_request", asked);
        }
        let padded = format!("{form}&padding={}", "x".repeat(8192));
        let answer = world.ask(request(asked, &padded, Some("npq:s3cret"))).await;
        refused(&answer, 400, "invalid_request", "malformed_request", asked);

        let two = "two_authentication_methods";
        for also in ["client_id=npq&client_secret=s3cret", "client_assertion=a.b.c"] {
            let both = request(asked, &format!("{form}&{also}"), Some("npq:s3cret"));
            refused(&world.ask(both).await, 400, "invalid_request", two, asked);
        }
        let mut twice = request(asked, &form, Some("npq:s3cret"));
        twice
            .headers_mut()
            .append(header::AUTHORIZATION, "Basic bnBxOnMzY3JldA==".parse().unwrap());
        refused(&world.ask(twice).await, 400, "invalid_request", two, asked);

        nothing_has_happened(&world, asked, &form).await;
    }
}

#[tokio::test]
async fn row_29_a_client_that_does_not_prove_itself_as_registered_is_not_believed() {
    let in_form = "client_id=npq&client_secret=s3cret";
    for asked in EVERYTHING {
        let (world, form) = ready(asked).await;
        for (also, basic) in [
            ("", None),
            ("", Some("npq:wrong")),
            ("", Some("npq:")),
            ("", Some("npq")),
            ("", Some("nobody:s3cret")),
            ("client_id=other", Some("npq:s3cret")),
            ("client_id=npq", None),
            // The right secret, in the place that is not registered.
            (in_form, None),
        ] {
            let answer = world.ask(request(asked, &format!("{form}&{also}"), basic)).await;

            refused(&answer, 401, "invalid_client", "client_authentication_failed", asked);
            let challenge = answer.header("www-authenticate");
            assert_eq!(challenge, Some("Basic realm=\"https://ctr.example\""));
        }
        let mut bearer = request(asked, &form, None);
        bearer.headers_mut().insert(header::AUTHORIZATION, "Bearer s3cret".parse().unwrap());
        let answer = world.ask(bearer).await;
        refused(&answer, 401, "invalid_client", "client_authentication_failed", asked);

        nothing_has_happened(&world, asked, &form).await;
    }
}

#[tokio::test]
async fn either_of_two_secrets_is_good_while_a_client_changes_over() {
    for asked in EVERYTHING {
        for secret in ["s3cret", "n3xt"] {
            let (world, form) = ready(asked).await;
            let digests = vec![digest("s3cret"), digest("n3xt")];
            let method = AuthMethod::ClientSecretBasic(ClientSecrets { digests });
            world.register(method, IdTokenAlgorithm::Rs256);

            let answer = world.ask(request(asked, &form, Some(&format!("npq:{secret}")))).await;

            assert_eq!(answer.status, StatusCode::OK, "{asked:?} {secret}");
        }
    }
}

/// The assertion of `npq` for an audience, with the key it is signed by.
pub(crate) async fn assertion(keys: &LocalKeys, audience: &str, id: &str) -> String {
    let key = keys.current(Algorithm::Es256).unwrap();
    let claims: Map<String, Value> = json!({
        "iss": "npq", "sub": "npq", "aud": audience, "jti": id, "iat": NOW, "exp": NOW + 60,
    })
    .as_object()
    .unwrap()
    .clone();
    let unsigned = Unsigned::new(Algorithm::Es256, key.kid(), "JWT", &claims);
    let signature = keys.sign(key, unsigned.signing_input()).await.unwrap();
    let means = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let assertion = unsigned.assemble(&signature);
    format!("client_assertion_type={means}&client_assertion={assertion}")
}

fn sign_by(world: &World, keys: &LocalKeys) {
    let public = keys.current(Algorithm::Es256).unwrap().public.clone();
    let inline = ClientKeys::Inline(Jwks::new(vec![public]));
    world.register(AuthMethod::PrivateKeyJwt(inline), IdTokenAlgorithm::Rs256);
}

#[tokio::test]
async fn row_29_an_assertion_is_good_once_wherever_it_is_shown() {
    let keys = LocalKeys::generate().unwrap();
    for asked in EVERYTHING {
        let (world, form) = ready(asked).await;
        sign_by(&world, &keys);
        let shown = assertion(&keys, ISSUER, "j1").await;

        let first = world.ask(post(&format!("grant_type=client_credentials&{shown}"), None)).await;
        let again = world.ask(request(asked, &format!("{form}&{shown}"), None)).await;

        assert_eq!(first.status, StatusCode::OK);
        refused(&again, 401, "invalid_client", "client_authentication_failed", asked);
        let fresh = assertion(&keys, ISSUER, "j2").await;
        let good = world.ask(request(asked, &format!("{form}&{fresh}"), None)).await;
        assert_eq!(good.status, StatusCode::OK, "{asked:?}");
    }
}

#[tokio::test]
async fn an_assertion_for_the_revocation_endpoint_gives_nobody_tokens() {
    let keys = LocalKeys::generate().unwrap();
    let audience = format!("{ISSUER}/oauth2/revoke");
    for asked in EVERYTHING {
        let (world, form) = ready(asked).await;
        sign_by(&world, &keys);
        let shown = assertion(&keys, &audience, "j1").await;

        let answer = world.ask(request(asked, &format!("{form}&{shown}"), None)).await;

        match asked {
            Asked::Revocation => assert_eq!(answer.status, StatusCode::OK),
            Asked::Exchange | Asked::Refresh | Asked::OwnToken => {
                refused(&answer, 401, "invalid_client", "client_authentication_failed", asked);
            }
        }
    }
}

#[tokio::test]
async fn row_30_every_other_grant_is_not_offered() {
    let world = World::new();
    for other in [
        "password",
        "implicit",
        "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer",
        "REFRESH_TOKEN",
    ] {
        let asked = format!("grant_type={other}&code=c&refresh_token=r&scope=openid");

        let answer = world.ask(post(&asked, Some("npq:s3cret"))).await;

        let problem = "unsupported_grant_type";
        assert_eq!(answer.refusal(), (400, problem, problem), "{other}");
    }
}
