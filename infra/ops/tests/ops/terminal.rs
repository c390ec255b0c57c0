//! A terminal to type at, and an engine behind it.

use std::{fs, path::PathBuf};

use jiff::Timestamp;
use ops::{Ending, Terminal, run};
use ports::Variables;
use testing::dynamodb::Engine;

/// A file that is gone when it is dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn holding(name: &str, content: impl AsRef<[u8]>) -> Self {
        let file = format!("{}-{name}", ports::token(&testing::SystemEntropy));
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(file);
        fs::write(&path, content).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> String {
        self.0.to_str().unwrap().to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) ending: Ending,
    pub(crate) report: String,
    pub(crate) progress: String,
}

/// Types a command, with the tables of this engine in the environment.
pub(crate) async fn typed(engine: &Engine, command: &[&str]) -> Answer {
    let endpoint = engine.endpoint().to_owned();
    let environment = Variables::new(move |name| match name {
        "AWS_ENDPOINT_URL" => Some(endpoint.clone()),
        "RECORDS_TABLE" => Some("records".to_owned()),
        "CLIENTS_TABLE" => Some("clients".to_owned()),
        "TASKS_TABLE" => Some("tasks".to_owned()),
        "OUTBOX_TABLE" => Some("outbox".to_owned()),
        _ => None,
    });
    typed_in(environment, command).await
}

/// Types a command in this environment.
pub(crate) async fn typed_in(environment: Variables, command: &[&str]) -> Answer {
    typed_at(Timestamp::UNIX_EPOCH, environment, command).await
}

/// Types a command at some time.
pub(crate) async fn typed_at(now: Timestamp, environment: Variables, command: &[&str]) -> Answer {
    let (mut report, mut progress) = (Vec::new(), Vec::new());
    let terminal = Terminal { report: &mut report, progress: &mut progress };
    let words = command.iter().map(|word| (*word).to_owned());
    let ending = run(words, environment, now, terminal).await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { ending, report: text(report), progress: text(progress) }
}
