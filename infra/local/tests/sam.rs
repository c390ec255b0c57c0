//! What is there for functions that `sam local` runs. That they run is tried in `tests/sam_local`, where there is Docker.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_types::{SdkConfig, region::Region};
use dynamodb::{Store, Table};
use jiff::Timestamp;
use jose::Algorithm;
use kms::KmsSigner;
use local::{
    Options, Sam, Stack,
    gateway::{API, routes},
};
use ports::{Clients, Clock, Signer, Variables};
use serde_json::Value;
use serde_yaml_ng::Value as Yaml;

const TEMPLATE: &str = include_str!("../../../template.yaml");

async fn stack(name: &str) -> (Stack, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let sam = Some(Sam::with(folder.clone()));
    let settings = vec![("ISSUER".to_owned(), "http://localhost:3000".to_owned())];
    let options = Options { port: Some(0), sam, settings, ..Options::default() };
    (Stack::start(options).await.unwrap(), folder)
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn names(variables: &Yaml) -> BTreeSet<String> {
    let names = variables.as_mapping().into_iter().flat_map(|variables| variables.keys());
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_function_of_the_api_is_there_with_its_routes_and_every_variable_has_a_value() {
    let (_stack, folder) = stack("sam-complete").await;
    let (made, settings) =
        (read(&folder.join("template.json")), read(&folder.join("settings.json")));

    let template: Yaml = serde_yaml_ng::from_str(TEMPLATE).unwrap();
    let shared = names(&template["Globals"]["Function"]["Environment"]["Variables"]);
    let mut routed = 0;
    for (id, resource) in template["Resources"].as_mapping().unwrap() {
        let name = resource["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap_or_default();
        let theirs = routes(TEMPLATE).unwrap().into_iter();
        let theirs = theirs.filter(|route| route.api == API && route.function == name).count();
        let made = &made["Resources"][id.as_str().unwrap()]["Properties"];
        let events = made["Events"].as_object().map_or(0, serde_json::Map::len);
        assert_eq!(events, theirs, "{name}");
        routed += theirs;
        if theirs > 0 {
            assert_eq!(made["CodeUri"], name);
            let variables = made["Environment"]["Variables"].as_object().unwrap();
            let mut expected = names(&resource["Properties"]["Environment"]["Variables"]);
            expected.extend(shared.iter().cloned().chain(["AWS_ENDPOINT_URL".to_owned()]));
            assert_eq!(variables.keys().cloned().collect::<BTreeSet<_>>(), expected, "{name}");
            for variable in expected {
                assert!(settings["Parameters"][&variable].is_string(), "{variable}");
            }
        }
    }
    assert!(routed > 20, "{routed}");
    let may = fs::metadata(folder.join("settings.json")).unwrap().permissions().mode();
    assert_eq!(may & 0o777, 0o600, "our key is in it");
}

#[tokio::test]
async fn functions_find_their_tables_and_sign_with_keys_that_are_published() {
    let (stack, folder) = stack("sam-aws").await;
    let settings = read(&folder.join("settings.json"));
    let told = move |name: &str| settings["Parameters"][name].as_str().map(str::to_owned);
    let endpoint = told("AWS_ENDPOINT_URL").unwrap();
    assert!(endpoint.starts_with("http://machine.localhost:"), "{endpoint}");
    let aws = SdkConfig::builder()
        .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
        .region(Region::from_static("eu-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::from_keys(
            "a", "b", None,
        )))
        .endpoint_url(endpoint.replace("machine.localhost", "127.0.0.1"))
        .build();
    let tables = [Table::Clients, Table::Documents];
    let store = Store::connect(&aws, &Variables::new(told), &tables).unwrap();
    let sample = "sample-existing".parse().unwrap();
    assert!(store.client(&sample).await.unwrap().is_some());
    let signer = KmsSigner::new(&aws, store.published_keys());
    let now: Timestamp = stack.clock.now();

    for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
        let key = signer.key(algorithm, now).await.unwrap().unwrap();
        // What it answers has been verified by the key that is published.
        assert!(!signer.sign(&key, b"a token").await.unwrap().is_empty());
    }
}
