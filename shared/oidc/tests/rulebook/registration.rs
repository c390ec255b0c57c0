//! Registrations: what is read, and every mistake.

use identity::RecordPolicy;
use jose::Digest;
use oidc::{
    AuthMethod, ClientKeys, ClientSecrets, IdTokenAlgorithm,
    registration::{Mistake, Place, read},
};
use proptest::prelude::*;

use crate::ours::our_pair;

const GOOD: &str = r#"
[[client]]
client_id = "npq"
name = "Register for an NPQ"
redirect_uris = ["https://npq.example/callback"]
auth_method = "client_secret_basic"
client_secret_hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
record_policy = "allocate"
"#;

/// The good file with the line of one field replaced by another (or none), which may hold any fields.
fn with(field: &str, line: &str) -> String {
    let kept = GOOD.lines().filter(|kept| !kept.starts_with(&format!("{field} =")));
    kept.chain([line]).collect::<Vec<_>>().join("\n")
}

fn mistakes(file: &str, place: Place) -> Vec<Mistake> {
    read(file, place).err().map(|invalid| invalid.mistakes).unwrap_or_default()
}

fn fields(file: &str) -> Vec<&'static str> {
    mistakes(file, Place::Deployed).iter().map(|mistake| mistake.field).collect()
}

#[test]
fn a_client_needs_little() {
    let clients = read(GOOD, Place::Deployed).unwrap();

    let [client] = clients.as_slice() else { panic!("one client") };
    assert_eq!(client.service.id.as_str(), "npq");
    assert_eq!(client.service.name, "Register for an NPQ");
    assert_eq!(client.service.record_policy, RecordPolicy::Allocate);
    assert!(!client.service.allow_pending);
    assert_eq!(client.service.support_contact, None);
    assert_eq!(client.redirect_uris, ["https://npq.example/callback"]);
    assert!(client.post_logout_redirect_uris.is_empty());
    assert_eq!(client.id_token_alg, IdTokenAlgorithm::Rs256);
    let digests = vec![Digest::of(b"abc")];
    assert_eq!(client.auth_method, AuthMethod::ClientSecretBasic(ClientSecrets { digests }));
}

#[test]
fn a_client_may_say_everything() {
    let jwk = our_pair().public().to_jwk();
    let text = |name: &str| jwk[name].as_str().unwrap().to_owned();
    let file = format!(
        r#"
        [[client]]
        client_id = "qualifications"
        name = "Access your teaching qualifications"
        redirect_uris = ["https://a.example/cb", "https://a.example/cb?x=1"]
        post_logout_redirect_uris = ["https://a.example/out"]
        backchannel_logout_uri = "https://a.example/bc"
        initiate_login_uri = "https://a.example/start"
        auth_method = "private_key_jwt"
        record_policy = "existing"
        allow_pending = true
        id_token_alg = "ES256"
        webhook_url = "https://a.example/hook"
        support_contact = "help@a.example"
        [[client.jwks.keys]]
        kty = "EC"
        crv = "P-256"
        x = "{}"
        y = "{}"
        kid = "k1"
        "#,
        text("x"),
        text("y")
    );

    let clients = read(&file, Place::Deployed).unwrap();

    let [client] = clients.as_slice() else { panic!("one client") };
    assert_eq!(client.service.record_policy, RecordPolicy::Existing);
    assert!(client.service.allow_pending);
    assert_eq!(client.service.support_contact, "help@a.example".parse().ok());
    assert_eq!(client.redirect_uris, ["https://a.example/cb", "https://a.example/cb?x=1"]);
    assert_eq!(client.post_logout_redirect_uris, ["https://a.example/out"]);
    assert_eq!(client.backchannel_logout_uri.as_deref(), Some("https://a.example/bc"));
    assert_eq!(client.initiate_login_uri.as_deref(), Some("https://a.example/start"));
    assert_eq!(client.webhook_url.as_deref(), Some("https://a.example/hook"));
    assert_eq!(client.id_token_alg, IdTokenAlgorithm::Es256);
    let AuthMethod::PrivateKeyJwt(ClientKeys::Inline(keys)) = &client.auth_method else {
        panic!("keys")
    };
    assert_eq!(keys.key("k1").unwrap().thumbprint(), our_pair().public().thumbprint());
}

#[test]
fn keys_may_also_be_json_or_an_address() {
    let json = our_pair().keys().to_json();
    let inline =
        with("auth_method", &format!("auth_method = \"private_key_jwt\"\njwks = '{json}'"));
    let url = with(
        "auth_method",
        "auth_method = \"private_key_jwt\"\njwks_uri = \"https://a.example/k\"",
    );
    let without_secret = |file: &str| {
        file.lines().filter(|line| !line.contains("hash")).collect::<Vec<_>>().join("\n")
    };

    let inline = read(&without_secret(&inline), Place::Deployed).unwrap();
    let url = read(&without_secret(&url), Place::Deployed).unwrap();

    let keys = AuthMethod::PrivateKeyJwt(ClientKeys::Inline(our_pair().keys()));
    assert_eq!(inline[0].auth_method, keys);
    let address = AuthMethod::PrivateKeyJwt(ClientKeys::Url("https://a.example/k".to_owned()));
    assert_eq!(url[0].auth_method, address);
}

#[test]
fn two_secrets_are_good_while_a_client_changes_over() {
    let (one, two) = (Digest::of(b"one"), Digest::of(b"two"));
    let line = format!("client_secret_hash = [\"{}\", \"{}\"]", one.as_str(), two.as_str());

    let clients = read(&with("client_secret_hash", &line), Place::Deployed).unwrap();

    let secrets = ClientSecrets { digests: vec![one, two] };
    assert_eq!(clients[0].auth_method, AuthMethod::ClientSecretBasic(secrets));
}

#[test]
fn three_secrets_are_one_too_many() {
    let digest = Digest::of(b"one");
    let line = format!("client_secret_hash = [\"{0}\", \"{0}\", \"{0}\"]", digest.as_str());

    assert_eq!(fields(&with("client_secret_hash", &line)), ["client_secret_hash"]);
}

#[test]
fn a_client_with_keys_has_no_secret() {
    let lines = "auth_method = \"private_key_jwt\"\njwks_uri = \"https://a.example/k\"";

    assert_eq!(fields(&with("auth_method", lines)), ["client_secret_hash"]);
}

#[test]
fn a_secret_in_clear_is_for_the_local_stack_and_is_kept_as_its_digest() {
    let file = with("client_secret_hash", "client_secret = \"abc\"");

    let local = read(&file, Place::LocalStack).unwrap();

    let secrets = ClientSecrets { digests: vec![Digest::of(b"abc")] };
    assert_eq!(local[0].auth_method, AuthMethod::ClientSecretBasic(secrets));
    assert_eq!(fields(&file), ["client_secret"]);
}

#[test]
fn each_mistake_names_its_field() {
    let other = |field, lines: &[&'static str]| {
        lines.iter().map(|line| (field, field, *line)).collect::<Vec<_>>()
    };
    let mut cases = Vec::new();
    cases.extend(other(
        "client_id",
        &["", "client_id = \"\"", "client_id = 7", "client_id = \"né\""],
    ));
    cases.extend(other("name", &["", "name = \" \"", "name = []", "name = \"a\\nb\""]));
    cases.extend(other(
        "record_policy",
        &["", "record_policy = \"Existing\"", "record_policy = true"],
    ));
    cases.extend(other(
        "auth_method",
        &["", "auth_method = \"none\"", "auth_method = \"client_secret_jwt\""],
    ));
    cases.extend(other("redirect_uris", &["", "redirect_uris = []"]));
    cases.extend(other(
        "client_secret_hash",
        &[
            "",
            "client_secret_hash = \"hunter2\"",
            "client_secret_hash = []",
            "client_secret_hash = 7",
        ],
    ));
    cases.extend([
        ("", "allow_pending", "allow_pending = \"yes\""),
        ("", "id_token_alg", "id_token_alg = \"HS256\""),
        ("", "id_token_alg", "id_token_alg = \"none\""),
        ("", "support_contact", "support_contact = \"nobody\""),
        ("", "webhook_url", "webhook_url = \"http://a.example\""),
        ("", "backchannel_logout_uri", "backchannel_logout_uri = \"a.example\""),
        ("", "initiate_login_uri", "initiate_login_uri = \"javascript:alert(1)\""),
        ("", "post_logout_redirect_uris", "post_logout_redirect_uris = [\"https://a.example/#x\"]"),
        ("", "post_logout_redirect_uris", "post_logout_redirect_uris = \"https://a.example\""),
        ("", "client_secret", "client_secret = \"abc\""),
        ("", "jwks", "jwks = '{\"keys\":[]}'"),
        ("", "jwks_uri", "jwks_uri = \"https://a.example/k\""),
        ("", "(other)", "redirect_uri = \"https://a.example\""),
    ]);

    for (replaced, field, line) in cases {
        let seen = fields(&with(replaced, line));
        assert!(seen.contains(&field), "{line}: {seen:?}");
        assert!(seen.iter().all(|name| *name == field), "{line}: {seen:?}");
    }
}

#[test]
fn keys_that_could_not_be_used_are_a_mistake() {
    let jwk = our_pair().public().to_jwk();
    let mut private = jwk.clone();
    private["d"] = "AQAB".into();
    let mut nameless = jwk.clone();
    nameless.as_object_mut().unwrap().remove("kid");
    for wrong in [
        "nonsense".to_owned(),
        "{\"keys\":[]}".to_owned(),
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQAB\"}]}".to_owned(),
        format!("{{\"keys\":[{private}]}}"),
        format!("{{\"keys\":[{jwk},{jwk}]}}"),
        format!("{{\"keys\":[{jwk},{nameless}]}}"),
    ] {
        let lines = format!("auth_method = \"private_key_jwt\"\njwks = '{wrong}'");
        let file = with("auth_method", &lines).replace("client_secret_hash", "#");
        assert_eq!(fields(&file), ["jwks"], "{wrong}");
    }
    let alone = format!("auth_method = \"private_key_jwt\"\njwks = '{{\"keys\":[{nameless}]}}'");
    let file = with("auth_method", &alone).replace("client_secret_hash", "#");
    assert_eq!(fields(&file), [""; 0]);
    let neither =
        with("auth_method", "auth_method = \"private_key_jwt\"").replace("client_secret_hash", "#");
    assert_eq!(fields(&neither), ["jwks"]);
}

#[test]
fn an_address_is_one_that_everybody_reads_alike() {
    let line = |uri: &str| with("redirect_uris", &format!("redirect_uris = ['{uri}']"));
    let long = format!("https://a.example/{}", "x".repeat(2000));
    for wrong in [
        "",
        "/callback",
        "//a.example/cb",
        "https:a.example/cb",
        "HTTPS://a.example/cb",
        "http://a.example/cb",
        "http://localhost.evil.example/cb",
        "http://localhost5/cb",
        "http://localhost@evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://127.1/cb",
        "https://a.example/cb#",
        "https://a.example/cb#x",
        "https://user@a.example/cb",
        "https://user:pass@a.example/cb",
        "https://@a.example/cb",
        "https://a.example/../cb",
        "https://a.example/x/..",
        "https://a.example/%2e%2E/cb",
        "https://a.example/./cb",
        "https://*.example/cb",
        "https://a.example/*",
        "https://a.example/c b",
        "https://a.example\\\\evil/cb",
        "https://é.example/cb",
        "https://a.example:port/cb",
        "https://a.example/{cb}",
        "https://a.example/a|b",
        "https:///a.example/cb",
        "https:////a.example/cb",
        "https://a%2eexample/cb",
        "https://0x7f.1/cb",
        "https://2130706433/cb",
        "https://",
        "com.example.app:/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        &long,
    ] {
        let seen = mistakes(&line(wrong), Place::LocalStack);
        assert!(seen.iter().any(|mistake| mistake.field == "redirect_uris"), "{wrong}");
    }
    for here in [
        "http://localhost/cb",
        "http://localhost:4001/cb",
        "http://127.0.0.1:1/cb?x=1",
        "http://[::1]:9/cb",
    ] {
        assert_eq!(mistakes(&line(here), Place::LocalStack), [], "{here}");
        assert!(!mistakes(&line(here), Place::Deployed).is_empty(), "{here}");
    }
    for good in
        ["https://a.example", "https://a.example:8443/cb?x=a..b", "https://a.example/a..b/%20"]
    {
        assert_eq!(mistakes(&line(good), Place::Deployed), [], "{good}");
    }
}

#[test]
fn a_file_is_good_as_a_whole_and_every_mistake_in_it_is_told() {
    let broken = "[[client]]\nname = 7\n[[client]]\nclient_id = \"b\"\nallow_pending = 1\n";

    let invalid = read(&format!("{GOOD}{broken}"), Place::Deployed).unwrap_err();

    let told = invalid.to_string();
    assert!(told.lines().count() > 8, "{told}");
    assert!(told.contains("client number 2: client_id: it is missing"), "{told}");
    assert!(told.contains("client number 2: name: it is not text"), "{told}");
    assert!(told.contains("client b: allow_pending: it is not `true` or `false`"), "{told}");
    assert!(!told.contains("npq"), "{told}");
}

#[test]
fn an_id_is_used_once() {
    let invalid = mistakes(&format!("{GOOD}{GOOD}"), Place::Deployed);

    let [mistake] = invalid.as_slice() else { panic!("{invalid:?}") };
    assert_eq!((mistake.client.as_str(), mistake.field), ("npq", "client_id"));
}

#[test]
fn a_file_of_anything_else_is_refused() {
    for file in [
        "",
        "nonsense",
        "client = 7",
        "client = [7]",
        "[client]\nclient_id = \"a\"",
        &format!("x = 1\n{GOOD}"),
    ] {
        assert_eq!(mistakes(file, Place::Deployed).len(), 1, "{file}");
    }
}

proptest! {
    /// Whatever stands in a file, reading it does not fall over, and no mistake repeats a value.
    #[test]
    fn any_file_is_read(value in "[A-Za-z0-9 :/.*#@\\[\\]{}=\"']{0,30}") {
        for field in ["redirect_uris", "client_secret_hash", "jwks", "name", "auth_method"] {
            let _ = read(&with(field, &format!("{field} = {value}")), Place::LocalStack);
        }
    }
}
