//! One command, from what was typed to what it is answered.

use std::{fs::File, io::BufReader, io::Write, path::Path};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_types::SdkConfig;
use dynamodb::{Store, Table};
use jiff::Timestamp;
use kms::KmsKeys;
use oidc::registration::Place;
use ports::{InvalidSetting, Variables};
use sqs::QueueName;

use crate::{
    arguments::{Arguments, Task, USAGE},
    clients::{self, NotApplied},
    keys, queues, records, tasks, trn_ranges, webhooks,
};

/// How a command ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was done.
    Done,
    /// Some of it was refused; of records, the rest is loaded.
    Refused,
    /// It was not understood, or could not be done.
    Failed,
}

impl Ending {
    /// The exit code: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Failed => 2,
        }
    }
}

/// Where a command writes.
pub struct Terminal<'a> {
    /// What it has to say: standard output.
    pub report: &'a mut dyn Write,
    /// How far it is, and why it failed: standard error.
    pub progress: &'a mut dyn Write,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}\n\n{USAGE}")]
    Misunderstood(#[from] crate::arguments::Misunderstood),
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    #[error("{file}: {source}")]
    File { file: String, source: std::io::Error },
    #[error("{fault}: {cause}\nDo it again to carry on: what is there already stays.")]
    Outside { fault: ports::Fault, cause: String },
    #[error("the queue {} keeps its messages: it has no dead letters", .0.as_str())]
    NoDeadLetters(QueueName),
    #[error("{0}")]
    Terminal(#[from] std::io::Error),
}

impl From<ports::Fault> for Failure {
    fn from(fault: ports::Fault) -> Self {
        let cause = std::error::Error::source(&fault).map(ToString::to_string);
        Self::Outside { fault, cause: cause.unwrap_or_default() }
    }
}

/// Carries out what was typed.
pub async fn run(
    typed: impl IntoIterator<Item = String>,
    environment: Variables,
    now: Timestamp,
    terminal: Terminal<'_>,
) -> Ending {
    let Terminal { report, progress } = terminal;
    match carry_out(typed, environment, now, report, progress).await {
        Ok(ending) => ending,
        Err(failure) => {
            // A terminal that has gone away leaves the exit code to tell.
            let _ = writeln!(progress, "{failure}");
            Ending::Failed
        }
    }
}

async fn carry_out(
    typed: impl IntoIterator<Item = String>,
    environment: Variables,
    now: Timestamp,
    report: &mut dyn Write,
    progress: &mut dyn Write,
) -> Result<Ending, Failure> {
    let Arguments { task, settings } = Arguments::read(typed)?;
    let settings = Variables::new(move |name| {
        settings.get(name).cloned().or_else(|| environment.optional(name))
    });
    match task {
        Task::LoadRecords(file) => load(&settings, (&file, now), report, progress).await,
        Task::ApplyClients(file, place) => apply(&settings, &file, place, report).await,
        Task::AddTrnRange(from, to) => {
            trn_ranges::add(&store(&settings, &[Table::Records])?, (&from, &to), report).await
        }
        Task::ListKeys => {
            keys::list(&store(&settings, &[Table::Documents])?, now, report).await?;
            Ok(Ending::Done)
        }
        Task::RotateKeys(pace) => {
            let (store, kms) = signing(&settings)?;
            keys::rotate(&store, &kms, (now, pace), report).await
        }
        Task::AllowKeys => {
            let (store, kms) = signing(&settings)?;
            keys::allow(&store, &kms, report).await?;
            Ok(Ending::Done)
        }
        Task::WithdrawKey(kid) => {
            let (store, kms) = signing(&settings)?;
            keys::withdraw(&store, &kms, (now, &kid), report).await
        }
        Task::Ping(client) => {
            let store = store(&settings, &[Table::Clients, Table::Outbox])?;
            webhooks::ping(&store, (&client, now), report).await
        }
        Task::ListTasks => {
            tasks::list(&store(&settings, &[Table::Tasks])?, report).await?;
            Ok(Ending::Done)
        }
        Task::ListQueues => {
            queues::list(&aws(&settings)?, &settings, report).await?;
            Ok(Ending::Done)
        }
        Task::Redrive(queue) => {
            queues::redrive(&aws(&settings)?, &settings, queue, report, progress).await?;
            Ok(Ending::Done)
        }
    }
}

async fn load(
    settings: &Variables,
    (file, now): (&Path, Timestamp),
    report: &mut dyn Write,
    progress: &mut dyn Write,
) -> Result<Ending, Failure> {
    let store = store(settings, &[Table::Records, Table::Outbox])?;
    let opened = File::open(file).map_err(unreadable(file))?;
    let loaded = records::load(&store, BufReader::new(opened), now, report, progress).await?;
    writeln!(
        report,
        "{} new, {} changed, {} as they were; {} lines left out, {} loaded in part",
        loaded.kept.new,
        loaded.kept.changed,
        loaded.kept.unchanged,
        loaded.left_out,
        loaded.in_part
    )?;
    Ok(if loaded.refused_any() { Ending::Refused } else { Ending::Done })
}

async fn apply(
    settings: &Variables,
    file: &Path,
    place: Place,
    report: &mut dyn Write,
) -> Result<Ending, Failure> {
    let store = store(settings, &[Table::Clients])?;
    let text = std::fs::read_to_string(file).map_err(unreadable(file))?;
    match clients::apply(&store, &text, place).await {
        Ok(applied) => {
            writeln!(report, "{applied} calling services registered")?;
            Ok(Ending::Done)
        }
        Err(mistakes @ NotApplied::Mistakes(_)) => {
            writeln!(report, "{mistakes}")?;
            Ok(Ending::Refused)
        }
        Err(NotApplied::Fault(fault)) => Err(fault.into()),
    }
}

fn unreadable(file: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let file = file.display().to_string();
    move |source| Failure::File { file, source }
}

/// The store, if the settings say where these tables are and how to get there.
fn store(settings: &Variables, tables: &[Table]) -> Result<Store, InvalidSetting> {
    Store::connect(&aws(settings)?, settings, tables)
}

/// Where our keys are kept, and where they sign.
fn signing(settings: &Variables) -> Result<(Store, KmsKeys), InvalidSetting> {
    Ok((store(settings, &[Table::Documents])?, keys::kms(&aws(settings)?, settings)?))
}

/// How to reach AWS, or what stands in for it.
fn aws(settings: &Variables) -> Result<SdkConfig, InvalidSetting> {
    let mut config = SdkConfig::builder().behavior_version(BehaviorVersion::latest());
    let (key, secret, region) = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION");
    let (key, secret, region) = match settings.optional("AWS_ENDPOINT_URL") {
        None => (settings.required(key)?, settings.required(secret)?, settings.required(region)?),
        // A stand-in takes anybody, anywhere.
        Some(endpoint) => {
            config = config.endpoint_url(endpoint);
            let or = |name, otherwise: &str| {
                settings.optional(name).unwrap_or_else(|| otherwise.to_owned())
            };
            (or(key, "local"), or(secret, "local"), or(region, "eu-west-2"))
        }
    };
    let token = settings.optional("AWS_SESSION_TOKEN");
    let credentials = Credentials::new(key, secret, token, None, "environment");
    let config = config.region(Region::new(region));
    Ok(config.credentials_provider(SharedCredentialsProvider::new(credentials)).build())
}
