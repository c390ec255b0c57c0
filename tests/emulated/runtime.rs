//! Each function alone, as Lambda starts it: behind the emulator of Lambda's runtime, with what the template tells it, fed each of its
//! events.

use std::{
    collections::BTreeSet,
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use aws_stand_in::MiniStack;
use reqwest::Client;
use serde_json::Value;

use crate::{
    deployment::{Deployment, deployed, eventually},
    event_files::{EVENTS, folder},
    programs,
};

/// A function that waits for events. It takes one at a time.
struct Waiting {
    emulator: Child,
    address: SocketAddr,
}

impl Waiting {
    async fn start(deployment: &Deployment, function: &str) -> Self {
        let (address, runtime) = (free_address(), free_address());
        let emulator = Command::new(programs::runtime_emulator())
            .arg("--runtime-interface-emulator-address")
            .arg(address.to_string())
            .arg("--runtime-api-address")
            .arg(runtime.to_string())
            .arg(programs::program(&deployment.programs, function))
            .env_clear()
            .envs(&deployment.functions[function])
            // An event comes from API Gateway, and says nothing of who stands in front of that.
            .env("ORIGIN_SECRETS", "none")
            .env("AWS_LAMBDA_FUNCTION_NAME", function)
            .env("AWS_LAMBDA_FUNCTION_TIMEOUT", "30")
            .env("AWS_REGION", "eu-west-2")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_ENDPOINT_URL", MiniStack::shared().endpoint())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        eventually("the start of the emulator", async || TcpStream::connect(address).ok()).await;
        Self { emulator, address }
    }

    async fn invoke(&self, event: String) -> Value {
        let url = format!("http://{}/2015-03-31/functions/function/invocations", self.address);
        let request = Client::new().post(url).timeout(Duration::from_secs(30)).body(event);
        let answer = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&answer)
            .unwrap_or_else(|_| panic!("no answer of a function: {answer}"))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // The function ends by itself when there is nobody to ask for events.
        let _ = self.emulator.kill();
        let _ = self.emulator.wait();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

/// The events of a function by their names, in order.
fn events_of(function: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(folder().join(function)).unwrap();
    let mut events: Vec<(String, String)> = files
        .map(|file| file.unwrap().path())
        .map(|file| (stem(&file), fs::read_to_string(&file).unwrap()))
        .collect();
    events.sort();
    events
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// What is wrong with an answer of a function, if anything is.
fn mistake(function: &str, case: &str, event: &str, answer: &Value) -> Option<String> {
    let row = EVENTS.iter().find(|row| (row.0, row.1) == (function, case));
    let good = match row {
        Some((_, _, status)) => {
            answer["statusCode"] == *status
                && answer["isBase64Encoded"].is_boolean()
                && answer["cookies"].is_array()
                && answer["headers"]["content-security-policy"].is_string()
        }
        // Of a worker. Which messages fail is the business of its own tests: here the outbox holds none of them.
        None => answer["batchItemFailures"].as_array().is_some_and(|failures| {
            let ids = failures.iter().map(|failure| failure["itemIdentifier"].as_str());
            let theirs = |id: &str| event.contains(&format!("\"{id}\""));
            ids.into_iter().all(|id| id.is_some_and(theirs))
        }),
    };
    (!good).then(|| format!("{function}/{case}: {answer}"))
}

#[test]
fn every_function_starts_and_answers_each_of_its_events() {
    deployed(async |deployment| {
        let (mut answered, mut mistakes) = (BTreeSet::new(), Vec::new());
        for function in deployment.functions.keys() {
            let waiting = Waiting::start(deployment, function).await;
            for (case, event) in events_of(function) {
                let answer = waiting.invoke(event.clone()).await;

                mistakes.extend(mistake(function, &case, &event, &answer));
                answered.insert((function.clone(), case));
            }
        }
        assert!(mistakes.is_empty(), "{mistakes:#?}");
        let forgotten = EVENTS.iter().find(|(function, case, _)| {
            !answered.contains(&((*function).to_owned(), (*case).to_owned()))
        });
        assert_eq!(forgotten, None);
        println!("{} events answered behind the emulator of the runtime", answered.len());
    });
}
