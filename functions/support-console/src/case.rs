//! Everything there is to decide a task by, as it is now.

use futures_util::future;
use identity::{Email, Nino, RecordStatus, TaskId, TeachingRecord, Trn};
use jose::Digest;
use matching::{Candidate, Evidence};
use ports::{AsOf, Fault, Issued, Listed, ReviewTask, Survey, User};

use crate::Console;

/// A task with its user and its candidates.
pub(crate) struct Case {
    pub(crate) task: ReviewTask,
    pub(crate) user: User,
    /// The calling service they came from, by its name.
    pub(crate) service: String,
    /// The records that may be theirs, best first, then those that were brought in.
    pub(crate) shown: Vec<Shown>,
    /// What the register had to say.
    pub(crate) as_of: AsOf,
    /// The TRNs that were issued before to somebody like this. Their records are shown.
    pub(crate) issued: Issued,
}

/// A record beside the request.
pub(crate) struct Shown {
    pub(crate) record: TeachingRecord,
    pub(crate) candidate: Candidate,
    /// Whether a member of staff brought it in.
    pub(crate) is_brought_in: bool,
}

impl Shown {
    /// Whether somebody may be connected to it: only to a record in use.
    pub(crate) fn can_link(&self) -> bool {
        match self.record.status {
            RecordStatus::Active => true,
            RecordStatus::Deactivated | RecordStatus::MergedInto(_) => false,
        }
    }
}

impl Case {
    /// What a decision is good for: this version of the task, and these candidates with these reasons.
    pub(crate) fn seen(&self) -> String {
        format!("{}-{}", self.task.version, self.candidates())
    }

    /// The candidates alone.
    fn candidates(&self) -> String {
        let all: Vec<String> = self
            .shown
            .iter()
            .map(|shown| format!("{} {}", shown.candidate.trn.as_str(), shown.candidate.in_words()))
            .collect();
        Digest::of(all.join("\n").as_bytes()).as_str().to_owned()
    }

    /// Whether what somebody has seen is still so.
    pub(crate) fn is_as_seen(&self, seen: &str) -> bool {
        self.seen() == seen
    }

    /// Whether the task has been changed once since somebody saw it.
    pub(crate) fn was_one_before(&self, seen: &str) -> bool {
        let version = seen.split_once('-').and_then(|(version, _)| version.parse::<u64>().ok());
        version.and_then(|version| version.checked_add(1)) == Some(self.task.version)
    }

    /// Whether the candidates alone are still those that somebody has seen.
    pub(crate) fn has_candidates_as_seen(&self, seen: &str) -> bool {
        seen.split_once('-').is_some_and(|(_, candidates)| candidates == self.candidates())
    }

    /// The record with this TRN, if the person may be connected to it.
    pub(crate) fn linkable(&self, trn: &str) -> Option<&Trn> {
        self.shown
            .iter()
            .find(|shown| shown.can_link() && shown.record.trn.as_str() == trn)
            .map(|shown| &shown.record.trn)
    }

    /// Every record on the page: said not to be theirs if none is.
    pub(crate) fn all_shown(&self) -> Vec<Trn> {
        self.shown.iter().map(|shown| shown.record.trn.clone()).collect()
    }

    /// Whether there is anything to decide.
    pub(crate) fn is_open(&self) -> bool {
        match self.task.listed {
            Some(Listed::Open | Listed::WaitingForPerson) => true,
            Some(Listed::EmailNotDelivered) | None => false,
        }
    }

    /// Where they read email.
    pub(crate) fn address(&self) -> &Email {
        self.user.email.as_ref().unwrap_or(&self.task.email)
    }

    /// The NINO they gave.
    pub(crate) fn nino(&self) -> Option<&Nino> {
        self.task.answers.nino.nino()
    }
}

impl Console {
    /// The task with everything around it, worked out now. `None` if there is no such task.
    pub(crate) async fn case(&self, id: &TaskId) -> Result<Option<Case>, Fault> {
        let Some(task) = self.reviews.task(id).await? else { return Ok(None) };
        let (user, client) =
            future::try_join(self.users.user(&task.subject), self.clients.client(&task.client))
                .await?;
        let service =
            client.map_or_else(|| task.client.as_str().to_owned(), |client| client.service.name);
        let evidence = Evidence {
            identity: &task.identity,
            email: Some(user.email.as_ref().unwrap_or(&task.email)),
            nino: task.answers.nino.nino(),
            trn: task.answers.trn.as_ref(),
            refused: &user.refused,
        };
        let issued = self.teachers.issued(&task.subject, &task.identity, evidence.nino);
        let (survey, issued) = future::try_join(self.teachers.around(&evidence), issued).await?;
        let Survey { mut records, as_of } = survey;
        let besides: Vec<Trn> = issued.0.values().chain(&task.compared).cloned().collect();
        records.extend(self.besides(&besides, &records).await?);
        let shown = matching::review(&evidence, &records, &besides)
            .into_iter()
            .filter_map(|candidate| {
                let record = records.iter().find(|record| record.trn == candidate.trn)?.clone();
                let is_brought_in = task.compared.contains(&candidate.trn);
                Some(Shown { record, candidate, is_brought_in })
            })
            .collect();
        Ok(Some(Case { task, user, service, shown, as_of, issued }))
    }

    /// The records with these TRNs that nothing else led to.
    async fn besides(
        &self,
        trns: &[Trn],
        found: &[TeachingRecord],
    ) -> Result<Vec<TeachingRecord>, Fault> {
        let missing = trns.iter().filter(|trn| !found.iter().any(|record| record.trn == **trn));
        let read = future::try_join_all(missing.map(|trn| self.teachers.record(trn))).await?;
        Ok(read.into_iter().flatten().collect())
    }
}
