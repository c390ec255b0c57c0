//! What was typed after `cargo ops`.

use std::{collections::BTreeMap, path::PathBuf};

use identity::{ClientId, Trn};
use oidc::{keys::Pace, registration::Place};
use sqs::QueueName;

/// How to use it.
pub const USAGE: &str = "\
cargo ops records load FILE            loads teaching records (JSON Lines), as often as you like
cargo ops clients apply FILE           registers calling services (TOML), all of the file or nothing
cargo ops trn-ranges add FROM TO       has new TRNs drawn from these numbers as well, both among them
cargo ops keys rotate                  has the next signing keys take over, and makes others; first, makes the first
cargo ops keys list                    the keys that sign ID tokens, and what each is there for
cargo ops keys allow                   lets the functions sign with all keys: after a deployment that added one
cargo ops keys withdraw ID             takes a key away at once that nobody may believe any more
cargo ops webhooks ping CLIENT_ID      has a calling service told of nothing, to try whether it hears us
cargo ops task list                    what support staff have on their list, the oldest first
cargo ops queue list                   how many messages wait, and how many nobody could work on
cargo ops queue redrive NAME           has the dead letters of a queue tried again: review, email, feedback, logout or webhook

  --records-table NAME    RECORDS_TABLE      where teaching records are kept
  --clients-table NAME    CLIENTS_TABLE      where calling services are kept
  --tasks-table NAME      TASKS_TABLE        where review tasks are kept
  --outbox-table NAME     OUTBOX_TABLE       where messages wait that are to go out
  --documents-table NAME  DOCUMENTS_TABLE    where the keys are kept
  --signing-roles ARNS    SIGNING_ROLES      the roles of the functions that sign, with commas between
  --review-queue URL      REVIEW_QUEUE_URL   the queues; only those that are asked about
  --email-queue URL       EMAIL_QUEUE_URL
  --feedback-queue URL    FEEDBACK_QUEUE_URL
  --logout-queue URL      LOGOUT_QUEUE_URL
  --webhook-queue URL     WEBHOOK_QUEUE_URL
  --region NAME           AWS_REGION         the region of all these
  --endpoint-url URL      AWS_ENDPOINT_URL   another DynamoDB, SQS and KMS than those of AWS
  --now                                      rotate before calling services know the next keys: in an emergency
  --local-stack                              accept secrets in clear and addresses of this machine

A flag wins over the variable beside it. Credentials are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
AWS_SESSION_TOKEN.";

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// `records load FILE`.
    LoadRecords(PathBuf),
    /// `clients apply FILE`.
    ApplyClients(PathBuf, Place),
    /// `trn-ranges add FROM TO`.
    AddTrnRange(Trn, Trn),
    /// `keys list`.
    ListKeys,
    /// `keys rotate`.
    RotateKeys(Pace),
    /// `keys allow`.
    AllowKeys,
    /// `keys withdraw ID`.
    WithdrawKey(String),
    /// `webhooks ping CLIENT_ID`.
    Ping(ClientId),
    /// `task list`.
    ListTasks,
    /// `queue list`.
    ListQueues,
    /// `queue redrive NAME`.
    Redrive(QueueName),
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// What is to be done.
    pub task: Task,
    /// Settings that win over the environment.
    pub settings: BTreeMap<&'static str, String>,
}

/// What cannot be understood, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misunderstood(String);

/// Each flag with a value, and the setting it is.
const SETTINGS: [(&str, &str); 13] = [
    ("--records-table", "RECORDS_TABLE"),
    ("--clients-table", "CLIENTS_TABLE"),
    ("--tasks-table", "TASKS_TABLE"),
    ("--outbox-table", "OUTBOX_TABLE"),
    ("--documents-table", "DOCUMENTS_TABLE"),
    ("--signing-roles", "SIGNING_ROLES"),
    ("--review-queue", "REVIEW_QUEUE_URL"),
    ("--email-queue", "EMAIL_QUEUE_URL"),
    ("--feedback-queue", "FEEDBACK_QUEUE_URL"),
    ("--logout-queue", "LOGOUT_QUEUE_URL"),
    ("--webhook-queue", "WEBHOOK_QUEUE_URL"),
    ("--region", "AWS_REGION"),
    ("--endpoint-url", "AWS_ENDPOINT_URL"),
];

impl Arguments {
    /// Reads what was typed. Flags may stand anywhere, as `--flag value` or `--flag=value`.
    ///
    /// # Errors
    /// A word or flag is unknown, missing, or too many.
    pub fn read(typed: impl IntoIterator<Item = String>) -> Result<Self, Misunderstood> {
        let mut typed = typed.into_iter();
        let mut settings = BTreeMap::new();
        let mut words = Vec::new();
        let mut place = Place::Deployed;
        let mut early = false;
        while let Some(word) = typed.next() {
            let (flag, value) = match word.split_once('=') {
                Some((flag, value)) if flag.starts_with("--") => (flag, Some(value.to_owned())),
                Some(_) | None => (word.as_str(), None),
            };
            if let Some((_, setting)) = SETTINGS.iter().find(|(known, _)| *known == flag) {
                let value = value.or_else(|| typed.next());
                let missing = || Misunderstood(format!("{flag} needs a value"));
                settings.insert(*setting, value.ok_or_else(missing)?);
            } else if word == "--local-stack" {
                place = Place::LocalStack;
            } else if word == "--now" {
                early = true;
            } else if flag.starts_with("--") {
                return Err(Misunderstood(format!("{flag} is not a flag")));
            } else {
                words.push(word);
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let task = match words.as_slice() {
            ["records", "load", file] => Task::LoadRecords(file.into()),
            ["clients", "apply", file] => Task::ApplyClients(file.into(), place),
            ["trn-ranges", "add", from, to] => Task::AddTrnRange(trn(from)?, trn(to)?),
            ["trn-ranges", "add", ..] => {
                return Err(Misunderstood("from which TRN to which?".to_owned()));
            }
            ["keys", "list"] => Task::ListKeys,
            ["keys", "rotate"] if early => Task::RotateKeys(Pace::Early),
            ["keys", "rotate"] => Task::RotateKeys(Pace::InTime),
            ["keys", "allow"] => Task::AllowKeys,
            ["keys", "withdraw", kid] => Task::WithdrawKey((*kid).to_owned()),
            ["keys", "withdraw"] => return Err(Misunderstood("which key?".to_owned())),
            ["webhooks", "ping", client] => Task::Ping(client_id(client)?),
            ["webhooks", "ping"] => return Err(Misunderstood("which calling service?".to_owned())),
            ["task", "list"] => Task::ListTasks,
            ["queue", "list"] => Task::ListQueues,
            ["queue", "redrive", name] => Task::Redrive(queue(name)?),
            ["queue", "redrive"] => return Err(Misunderstood("which queue?".to_owned())),
            ["records", "load"] | ["clients", "apply"] => {
                return Err(Misunderstood("which file?".to_owned()));
            }
            _ => return Err(Misunderstood("what is to be done?".to_owned())),
        };
        Ok(Self { task, settings })
    }
}

fn trn(typed: &str) -> Result<Trn, Misunderstood> {
    typed.parse().map_err(|_| Misunderstood(format!("{typed} is no TRN: it has seven digits")))
}

fn client_id(typed: &str) -> Result<ClientId, Misunderstood> {
    typed.parse().map_err(|_| Misunderstood(format!("{typed} is no client ID")))
}

fn queue(name: &str) -> Result<QueueName, Misunderstood> {
    let known = QueueName::ALL.into_iter().find(|queue| queue.as_str() == name);
    known.ok_or_else(|| {
        Misunderstood(format!("{name} is no queue: review, email, feedback, logout or webhook?"))
    })
}
