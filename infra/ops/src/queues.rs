//! `queue list` and `queue redrive`: what waits, and another try for what nobody could work on.

use std::io::Write;

use aws_types::SdkConfig;
use ports::{InvalidSetting, Variables};
use sqs::{Depth, Moved, QueueName, SqsQueue};

use crate::run::Failure;

/// Says how deep each queue is whose URL is given, and how many dead letters it has.
pub(crate) async fn list(
    config: &SdkConfig,
    settings: &Variables,
    report: &mut dyn Write,
) -> Result<(), Failure> {
    let given = |queue: &QueueName| settings.optional(queue.setting()).is_some();
    let queues: Vec<QueueName> = QueueName::ALL.into_iter().filter(given).collect();
    if queues.is_empty() {
        let [first, ..] = QueueName::ALL;
        let problem = "is not set, and that of no other queue is";
        return Err(InvalidSetting::new(first.setting(), problem).into());
    }
    writeln!(report, "queue       waiting  in flight  dead letters")?;
    for name in queues {
        let queue = SqsQueue::connect(config, settings, name)?;
        let Depth { waiting, in_flight } = queue.depth().await?;
        let dead = match queue.dead_letters().await? {
            Some(dead_letters) => dead_letters.depth().await?.waiting.to_string(),
            None => "none kept".to_owned(),
        };
        writeln!(report, "{:<10}  {waiting:>7}  {in_flight:>9}  {dead:>12}", name.as_str())?;
    }
    Ok(())
}

/// Puts the dead letters of a queue back on it, and says how far it is.
pub(crate) async fn redrive(
    config: &SdkConfig,
    settings: &Variables,
    name: QueueName,
    report: &mut dyn Write,
    progress: &mut dyn Write,
) -> Result<(), Failure> {
    let queue = SqsQueue::connect(config, settings, name)?;
    let dead_letters = queue.dead_letters().await?.ok_or(Failure::NoDeadLetters(name))?;
    let mut tell = |Moved { moved, of }: Moved| {
        let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
        // A terminal that has gone away is no reason to stop.
        let _ = write!(progress, "\r{moved}{of} moved").and_then(|()| progress.flush());
    };
    let outcome = dead_letters.redrive(&mut tell).await;
    writeln!(progress)?;
    let Moved { moved, .. } = outcome?;
    writeln!(report, "{moved} messages are back on the queue {}", name.as_str())?;
    Ok(())
}
