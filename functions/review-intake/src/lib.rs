//! Opens the review tasks that journeys raised: surveys the register around the person and writes down what
//! the rules found, in words. One task for one request, however often its message is delivered.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use journey::Progress;
use matching::{Candidate, Evidence};
use ports::{
    Fault, Finding, NotForUs, Outbox, Outgoing, ReviewTask, Reviews, Teachers, Users, Worker,
};

const DOING: &str = "opening a review task";

/// What this function needs.
#[derive(Clone)]
pub struct ReviewIntake {
    /// What the messages say.
    pub outbox: Arc<dyn Outbox>,
    /// Where review tasks are kept.
    pub reviews: Arc<dyn Reviews>,
    /// The register.
    pub teachers: Arc<dyn Teachers>,
    /// Whose tasks they are.
    pub users: Arc<dyn Users>,
}

/// Why a message cannot be worked on.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("there is no such review task")]
    NoTask,
}

#[async_trait]
impl Worker for ReviewIntake {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let Outgoing::ReviewRaised { task: id } = self.outbox.named_by(body, DOING).await?.message
        else {
            return Err(Fault::new(DOING, NotForUs::OtherQueue));
        };
        let task = self.reviews.task(&id).await?;
        let task = task.ok_or_else(|| Fault::new(DOING, Trouble::NoTask))?;
        if has_been_seen_to(&task) {
            return Ok(());
        }
        let findings = self.findings(&task).await?;
        self.reviews.open_task(&id, &findings).await
    }
}

/// Whether a task was opened before, or settled before it could be.
fn has_been_seen_to(task: &ReviewTask) -> bool {
    match task.progress {
        Progress::Completed { .. } | Progress::Rejected(_) => true,
        Progress::InReview | Progress::NeedsInformation(_) => task.listed.is_some(),
    }
}

impl ReviewIntake {
    /// The records that may be the person's, and why.
    async fn findings(&self, task: &ReviewTask) -> Result<Vec<Finding>, Fault> {
        let user = self.users.user(&task.subject).await?;
        let evidence = Evidence {
            identity: &task.identity,
            email: Some(&task.email),
            nino: task.answers.nino.nino(),
            trn: task.answers.trn.as_ref(),
            refused: &user.refused,
        };
        let survey = self.teachers.around(&evidence).await?;
        let shown = matching::review(&evidence, &survey.records, &[]);
        Ok(shown.into_iter().map(finding).collect())
    }
}

fn finding(shown: Candidate) -> Finding {
    Finding { words: shown.in_words(), trn: shown.trn }
}

impl fmt::Debug for ReviewIntake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReviewIntake").finish_non_exhaustive()
    }
}
