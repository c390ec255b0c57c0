//! `task list`: what support staff have on their list, without a word about whose it is.

use std::io::Write;

use dynamodb::Store;
use journey::ReviewKind;
use ports::{Listed, TaskLine};

use crate::run::Failure;

/// Says what is on the list, the oldest first, and how much it is.
pub(crate) async fn list(store: &Store, report: &mut dyn Write) -> Result<(), Failure> {
    let lines = store.reviews().list().await?;
    if !lines.is_empty() {
        writeln!(
            report,
            "reference      due         what                 where it is           calling service"
        )?;
    }
    for TaskLine { kind, listed, reference, client, due, .. } in &lines {
        let (reference, client) = (reference.as_str(), client.as_str());
        let (what, listed) = (what(*kind), place(*listed));
        writeln!(report, "{reference:<13}  {due}  {what:<19}  {listed:<20}  {client}")?;
    }
    writeln!(report, "{} tasks", lines.len())?;
    Ok(())
}

fn what(kind: ReviewKind) -> &'static str {
    match kind {
        ReviewKind::PossibleDuplicate => "possible duplicate",
        ReviewKind::RecordNotFound => "record not found",
        ReviewKind::TwoRecords => "two records",
    }
}

fn place(listed: Listed) -> &'static str {
    match listed {
        Listed::Open => "to be decided",
        Listed::WaitingForPerson => "waits for the person",
        Listed::EmailNotDelivered => "email not delivered",
    }
}
