//! The register of teaching records.

use std::{collections::BTreeMap, fmt};

use async_trait::async_trait;
use identity::{Nino, Subject, TeachingRecord, Trn, VerifiedIdentity};
use matching::{Evidence, IndexKey};

use crate::{Entropy, Fault};

/// The register of teaching records.
#[async_trait]
pub trait Teachers: Send + Sync {
    /// The record with this TRN, whatever its status.
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault>;

    /// Every record the matching rules have to see for this evidence: those under any of its search
    /// keys, the one with the stated TRN, and the survivors of merged ones among them. The queries run
    /// at the same time, are the same ones whatever they find, and never scan.
    async fn around(&self, evidence: &Evidence<'_>) -> Result<Survey, Fault>;

    /// The TRNs that this service issued before to this One Login user, to this NINO, or to somebody of
    /// this name and date of birth, whatever the records say by now.
    async fn issued(
        &self,
        subject: &Subject,
        identity: &VerifiedIdentity,
        nino: Option<&Nino>,
    ) -> Result<Issued, Fault>;
}

/// Whom TRNs were issued to, claim by claim, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issued(pub BTreeMap<Claim, Trn>);

/// What a TRN was issued to. It says something about a person: it redacts itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim(String);

impl Claim {
    /// A claim that the store calls this.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// What the store calls it.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claim(…)")
    }
}

/// What the register had to say about somebody.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The records that may be theirs.
    pub records: Vec<TeachingRecord>,
    /// What a new record for them depends on.
    pub as_of: AsOf,
}

/// How often anything had been filed under each key when it was read. A new record is written only if
/// that is still so: whoever is created in between is seen before anybody is created twice. The keys
/// are not read at one moment, and need not be: each is checked by itself, all in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsOf(pub BTreeMap<IndexKey, u64>);

/// The numbers new TRNs are drawn from.
#[async_trait]
pub trait TrnRanges: Send + Sync {
    /// Draws a number by chance from those that no record has. It may be taken by the time it is
    /// used: creating the record decides.
    async fn draw(&self, entropy: &dyn Entropy) -> Result<Draw, Fault>;
}

/// What drawing a TRN came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The number, unless none could be found.
    pub trn: Option<Trn>,
    /// How many of a hundred numbers are taken, as far as this draw has seen: what an alarm watches.
    pub percent_taken: u8,
}
