//! `clients apply`.

use ops::Ending;
use ports::Clients;
use testing::dynamodb::Engine;

use crate::terminal::{Scratch, typed};

fn client(id: &str, redirect_uri: &str) -> String {
    format!(
        r#"
[[client]]
client_id = "{id}"
name = "Register for an NPQ"
redirect_uris = ["{redirect_uri}"]
auth_method = "private_key_jwt"
jwks_uri = "https://service.example/jwks"
record_policy = "existing"
"#
    )
}

#[tokio::test]
async fn every_calling_service_of_a_good_file_is_registered() {
    let engine = Engine::in_memory().await;
    let text = client("one", "https://one.example/cb") + &client("two", "https://two.example/cb");
    let file = Scratch::holding("clients.toml", text);

    let answer = typed(&engine, &["clients", "apply", &file.path()]).await;

    assert_eq!(
        (answer.ending, answer.report.as_str()),
        (Ending::Done, "2 calling services registered\n")
    );
    for (id, uri) in [("one", "https://one.example/cb"), ("two", "https://two.example/cb")] {
        let registered = engine.store().client(&id.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(registered.redirect_uris, [uri]);
    }
}

#[tokio::test]
async fn one_wrong_field_and_nothing_is_applied() {
    let engine = Engine::in_memory().await;
    let text = client("one", "https://one.example/cb") + &client("two", "http://two.example/cb");
    let file = Scratch::holding("clients.toml", text);

    let answer = typed(&engine, &["clients", "apply", &file.path()]).await;

    assert_eq!(answer.ending, Ending::Refused);
    assert!(answer.report.starts_with("nothing was applied\nclient two: redirect_uris: "));
    assert_eq!(engine.store().client(&"one".parse().unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn addresses_of_this_machine_are_for_the_local_stack_alone() {
    let engine = Engine::in_memory().await;
    let file = Scratch::holding("clients.toml", client("here", "http://localhost:4000/cb"));

    let deployed = typed(&engine, &["clients", "apply", &file.path()]).await;
    let local = typed(&engine, &["clients", "apply", "--local-stack", &file.path()]).await;

    assert_eq!((deployed.ending, local.ending), (Ending::Refused, Ending::Done));
}
