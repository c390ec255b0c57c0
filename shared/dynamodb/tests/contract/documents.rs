//! Documents of others, and calling services.

use jose::{Digest, Jwks};
use oidc::{AuthMethod, Client, ClientKeys, ClientSecrets, IdTokenAlgorithm};
use ports::{Clients, Document};
use testing::dynamodb::Engine;

use crate::given::{journey, minutes_past_nine, nine};

const URL: &str = "https://one-login.example/.well-known/jwks.json";

fn document() -> Document {
    Document {
        url: URL.to_owned(),
        body: "{\"keys\":[]}".to_owned(),
        fetched_at: nine(),
        fresh_until: minutes_past_nine(60),
        forced_at: None,
    }
}

#[tokio::test]
async fn a_document_is_kept_however_old_until_another_takes_its_place() {
    let engine = Engine::in_memory().await;
    let store = engine.store().documents();
    assert_eq!(store.kept(URL).await.unwrap(), None);
    store.keep(&document()).await.unwrap();
    assert_eq!(store.kept(URL).await.unwrap(), Some(document()));
    let newer = Document { body: "{}".to_owned(), fetched_at: minutes_past_nine(1), ..document() };

    store.keep(&newer).await.unwrap();

    assert_eq!(store.kept(URL).await.unwrap(), Some(newer));
    assert_eq!(store.kept("https://one-login.example/other").await.unwrap(), None);
}

#[tokio::test]
async fn a_refresh_is_forced_at_most_once_a_minute() {
    let engine = Engine::in_memory().await;
    let store = engine.store().documents();
    let second = |second| nine() + jiff::SignedDuration::from_secs(second);

    assert!(store.may_force_refresh(URL, second(0)).await.unwrap());
    assert!(!store.may_force_refresh(URL, second(59)).await.unwrap());
    assert!(store.may_force_refresh(URL, second(60)).await.unwrap());
    assert!(store.may_force_refresh("https://one-login.example/did", second(61)).await.unwrap());
}

#[tokio::test]
async fn keeping_what_was_fetched_does_not_allow_another_forced_refresh() {
    let engine = Engine::in_memory().await;
    let store = engine.store().documents();
    assert!(store.may_force_refresh(URL, nine()).await.unwrap());
    assert_eq!(store.kept(URL).await.unwrap(), None, "nothing was fetched yet");

    store.keep(&document()).await.unwrap();

    assert!(!store.may_force_refresh(URL, nine()).await.unwrap());
    assert_eq!(store.kept(URL).await.unwrap().unwrap().forced_at, Some(nine()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_unknown_keys_at_once_one_forces_a_refresh() {
    let engine = Engine::in_memory().await;
    let keys: Vec<_> = (0..20)
        .map(|_| {
            let store = engine.store().documents();
            tokio::spawn(async move { store.may_force_refresh(URL, nine()).await.unwrap() })
        })
        .collect();

    let mut forced = 0;
    for key in keys {
        forced += usize::from(key.await.unwrap());
    }

    assert_eq!(forced, 1);
}

fn client(auth_method: AuthMethod) -> Client {
    Client {
        service: journey("j1").service,
        redirect_uris: vec!["https://service.example/callback".to_owned()],
        post_logout_redirect_uris: vec!["https://service.example/bye".to_owned()],
        backchannel_logout_uri: None,
        initiate_login_uri: Some("https://service.example/start".to_owned()),
        auth_method,
        id_token_alg: IdTokenAlgorithm::Es256,
        webhook_url: None,
    }
}

#[tokio::test]
async fn what_a_calling_service_publishes_is_never_taken_for_one_logins() {
    let engine = Engine::in_memory().await;
    let (one_login, clients) = (engine.store().documents(), engine.store().client_documents());
    assert!(clients.may_force_refresh(URL, nine()).await.unwrap());

    clients.keep(&document()).await.unwrap();

    assert_eq!(one_login.kept(URL).await.unwrap(), None);
    assert!(one_login.may_force_refresh(URL, nine()).await.unwrap());
    assert!(clients.kept(URL).await.unwrap().is_some());
}

#[tokio::test]
async fn a_calling_service_is_known_as_it_was_last_registered() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let jwks = r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","alg":"ES256","use":"sig",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
    let keys = Jwks::parse(jwks).unwrap();
    assert_eq!(keys.keys().len(), 1);
    let secrets = ClientSecrets { digests: vec![Digest::of(b"one"), Digest::of(b"two")] };
    let methods = [
        AuthMethod::PrivateKeyJwt(ClientKeys::Inline(keys)),
        AuthMethod::PrivateKeyJwt(ClientKeys::Url("https://service.example/jwks".to_owned())),
        AuthMethod::ClientSecretBasic(secrets.clone()),
        AuthMethod::ClientSecretPost(secrets),
    ];
    for method in methods {
        let client = client(method);

        store.register(&client).await.unwrap();

        assert_eq!(store.client(&client.service.id).await.unwrap(), Some(client));
    }
    assert_eq!(store.client(&"nobody".parse().unwrap()).await.unwrap(), None);
}
