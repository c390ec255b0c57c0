//! What has just happened, as a page of a task says it first.

use serde::Deserialize;

/// What has just happened.
#[derive(Clone, Copy)]
pub(crate) enum Fresh {
    /// They decided the task.
    Decided,
    /// They brought a record in to compare.
    Compared,
    /// They had the email sent again.
    SentAgain,
    /// They said that the person was told another way.
    ToldAnotherWay,
    /// The candidates are not those they saw.
    MatchesChanged,
    /// The task is not as they saw it.
    TaskChanged,
    /// No number is left for a new TRN.
    NoNumberLeft,
}

impl Fresh {
    /// Whether they are done with the task, and may want another.
    pub(crate) fn is_the_end(self) -> bool {
        match self {
            Self::Decided | Self::SentAgain | Self::ToldAnotherWay => true,
            Self::Compared | Self::MatchesChanged | Self::TaskChanged | Self::NoNumberLeft => false,
        }
    }

    /// What the address says after a form.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Compared => "compared",
            Self::SentAgain => "sent-again",
            Self::ToldAnotherWay => "told",
            Self::MatchesChanged | Self::TaskChanged | Self::NoNumberLeft => "",
        }
    }
}

/// What was done, as the address says it after a form.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

impl After {
    /// What it says, if it says something.
    pub(crate) fn fresh(&self) -> Option<Fresh> {
        [Fresh::Decided, Fresh::Compared, Fresh::SentAgain, Fresh::ToldAnotherWay]
            .into_iter()
            .find(|fresh| fresh.word() == self.done)
    }
}
