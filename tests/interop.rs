//! An independent, unmodified OpenID client library (`openid-client` for Node.js) signs somebody in from
//! discovery alone.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use local::{Options, Stack};
use serde_json::Value;

const REDIRECT_URI: &str = "http://localhost:9/callback";

#[tokio::test(flavor = "multi_thread")]
async fn a_client_with_a_secret_signs_in() {
    let secret = "a-secret-of-this-test-alone-0123456789abcdef";
    let stack = stack_with(&format!(
        "auth_method = 'client_secret_post'\nclient_secret = '{secret}'\nid_token_alg = 'RS256'"
    ))
    .await;

    let told = sign_in(&stack, &["--secret", secret]);

    believed(&told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_with_a_key_signs_in_and_gets_es256() {
    let key = scratch("key.jwk");
    let public = node(&["make-key.mjs", key.to_str().unwrap()]);
    let stack = stack_with(&format!(
        "auth_method = 'private_key_jwt'\njwks = '{{\"keys\":[{}]}}'\nid_token_alg = 'ES256'",
        public.trim()
    ))
    .await;

    let told = sign_in(&stack, &[key.to_str().unwrap()]);

    believed(&told);
}

/// What every client has to be told about Anne Smith, and what a second use of the code has to do.
fn believed(told: &Value) {
    for of in ["claims", "userinfo"] {
        let claims = &told[of];
        assert_eq!(claims["trn"], "1234567", "{told}");
        assert_eq!(claims["trn_status"], "found");
        assert_eq!(claims["verified_name"], serde_json::json!(["Anne", "Smith"]));
        assert_eq!(claims["birthdate"], "1990-05-01");
        assert_eq!(claims["verified_date_of_birth"], "1990-05-01");
        assert_eq!(claims["email"], "anne@example.com");
        assert_eq!(claims["email_verified"], true);
        assert_eq!(claims["given_name"], "Anne");
        assert_eq!(claims["family_name"], "Smith");
    }
    assert_eq!(told["replayed"], "invalid_grant");
    assert_eq!(told["afterReplay"], "refused", "a code used twice revokes what it gave");
}

async fn stack_with(registration: &str) -> Stack {
    let file = scratch("clients.toml");
    let text = format!(
        "[[client]]\nclient_id = 'interop'\nname = 'Interop'\nredirect_uris = ['{REDIRECT_URI}']\n\
         record_policy = 'existing'\n{registration}\n"
    );
    std::fs::write(&file, text).unwrap();
    Stack::start(Options { clients: Some(file), ..Options::default() }).await.unwrap()
}

fn sign_in(stack: &Stack, authentication: &[&str]) -> Value {
    let mut arguments = vec!["sign-in.mjs", &stack.addresses.issuer, "interop", REDIRECT_URI];
    arguments.extend(authentication);
    serde_json::from_str(&node(&arguments)).unwrap()
}

fn node(arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
    assert!(
        folder.join("node_modules/openid-client").exists(),
        "npm packages are missing: run `cargo check-all`, or `npm ci` in tests/interop"
    );
    let output = Command::new("node").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A file of this test alone.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("interop-{:?}", std::thread::current().id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}
