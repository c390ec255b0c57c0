//! Finding the records that might be somebody's, without ever scanning.

use std::collections::BTreeMap;

use async_trait::async_trait;
use futures_util::{StreamExt, TryStreamExt, future, stream};
use identity::{Nino, Subject, TeachingRecord, Trn, VerifiedIdentity};
use matching::{Evidence, IndexKey, missing_survivors, search_keys, search_trns};
use ports::{AsOf, Fault, Issued, Survey, Teachers};

use crate::{
    Store, Table,
    filed::Filed,
    records::{self, Written, key},
    together::BATCH,
};

const DOING: &str = "looking teaching records up";

/// How many queries run at the same time: by NINO, date of birth, email and name.
const AT_ONCE: usize = 4;

#[async_trait]
impl Teachers for Store {
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault> {
        let item = self.item(DOING, self.table(Table::Records)?, key(trn)).await?;
        item.map(|item| records::read(DOING, item)).transpose()
    }

    async fn around(&self, evidence: &Evidence<'_>) -> Result<Survey, Fault> {
        let queries = search_keys(evidence).into_iter().map(async |key| {
            let filed = self.filed(DOING, &key).await?;
            Ok::<_, Fault>((key, filed))
        });
        let queries = stream::iter(queries).buffer_unordered(AT_ONCE).try_collect();
        let (found, stated): (Vec<(IndexKey, Filed)>, _) =
            future::try_join(queries, self.each(&search_trns(evidence))).await?;

        let mut counts = BTreeMap::new();
        let mut shown = stated;
        for (key, filed) in found {
            counts.insert(key, filed.count);
            shown.extend(filed.records);
        }
        let records = self.with_survivors(latest(shown)).await?;
        Ok(Survey { records, as_of: AsOf(counts) })
    }

    async fn issued(
        &self,
        subject: &Subject,
        identity: &VerifiedIdentity,
        nino: Option<&Nino>,
    ) -> Result<Issued, Fault> {
        self.claimed(subject, identity, nino).await
    }
}

impl Store {
    /// Adds the records that merged ones live on in.
    async fn with_survivors(
        &self,
        mut records: Vec<TeachingRecord>,
    ) -> Result<Vec<TeachingRecord>, Fault> {
        let mut tried: Vec<Trn> = Vec::new();
        loop {
            let mut missing = missing_survivors(&records);
            missing.retain(|trn| !tried.contains(trn));
            if missing.is_empty() {
                return Ok(records);
            }
            records.extend(self.each(&missing).await?.into_iter().map(|it| it.record));
            tried.extend(missing);
        }
    }

    /// The records with these TRNs.
    async fn each(&self, trns: &[Trn]) -> Result<Vec<Written>, Fault> {
        let mut records = Vec::new();
        for batch in trns.chunks(BATCH) {
            records.extend(self.with_trns(DOING, batch).await?.into_values());
        }
        Ok(records)
    }
}

/// Each record once, by its TRN. The queries are not one moment, and a record may have been corrected between
/// two of them: the later version counts.
fn latest(shown: Vec<Written>) -> Vec<TeachingRecord> {
    let mut by_trn: BTreeMap<Trn, Written> = BTreeMap::new();
    for written in shown {
        let trn = &written.record.trn;
        if by_trn.get(trn).is_none_or(|known| known.version < written.version) {
            by_trn.insert(trn.clone(), written);
        }
    }
    by_trn.into_values().map(|written| written.record).collect()
}
