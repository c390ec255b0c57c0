//! The protocol as it is, and each way of weakening it.

use std::collections::BTreeSet;

/// One thing the protocol does without. The model must find what goes wrong then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// A survey believes a partition whose sum names a record that it did not see there.
    BelievesTornReads,
    /// An allocation does not depend on the counts of the partitions that were surveyed.
    NoCounts,
    /// An allocation does not depend on claims.
    NoClaims,
    /// Nothing depends on the version of the user.
    NoUserVersion,
    /// A record is put whether or not its TRN is taken.
    NoTrnCondition,
    /// An import leaves the counts as they are.
    ImportsUncounted,
    /// After a refusal the counts are read again, and not the records.
    NoSecondSurvey,
    /// An unknown outcome is taken for a failure: the request is made again, whatever the user item says.
    AssumesFailure,
    /// An unknown outcome is taken for a success.
    AssumesSuccess,
    /// Staff who give a new TRN are not shown the records that hold the claims.
    ClaimsNotShown,
    /// The message is queued when the transaction is sent, and not by it.
    TellsBeforeCommit,
    /// An email is sent without a lease.
    NoLease,
    /// A lease runs out while whoever holds it is still sending.
    ShortLease,
}

/// How far one query of a survey can be torn by a transaction that commits meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tearing {
    /// Not at all: it sees a partition as it was at one moment.
    Never,
    /// It may miss what was committed while it ran, the count first: never a count without its records.
    CountFirst,
    /// It may see any part of a transaction that is not acknowledged yet. This is what DynamoDB promises:
    /// a query is read-committed against transactions, not serializable.
    Any,
}

/// Which records the SUM item of a partition names, so that a survey can tell what it missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// All that are filed there.
    All,
    /// The one filed last alone.
    Last,
}

/// What is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// What it does without.
    pub weaknesses: BTreeSet<Weakness>,
    /// What its queries may see.
    pub tearing: Tearing,
    /// What its SUM items tell.
    pub named: Named,
}

impl Protocol {
    /// The protocol as it is, on DynamoDB as it is documented.
    pub fn whole() -> Self {
        Self::without([])
    }

    /// The protocol without some of its conditions.
    pub fn without<const N: usize>(weaknesses: [Weakness; N]) -> Self {
        let (tearing, named) = (Tearing::Any, Named::All);
        Self { weaknesses: BTreeSet::from(weaknesses), tearing, named }
    }

    /// The same, where queries are torn less or more.
    #[must_use]
    pub fn torn(self, tearing: Tearing) -> Self {
        Self { tearing, ..self }
    }

    /// The same, where SUM items name fewer records.
    #[must_use]
    pub fn naming(self, named: Named) -> Self {
        Self { named, ..self }
    }

    pub(crate) fn has(&self, weakness: Weakness) -> bool {
        self.weaknesses.contains(&weakness)
    }
}
