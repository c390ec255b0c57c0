//! The numbers new TRNs are drawn from.
//!
//! Numbers are drawn by chance, a handful at a time, and those on record are left out. Nothing is counted
//! in one place, so that nothing grows hot, and a number is never lost: how full the ranges are is what a
//! draw sees.

use std::collections::BTreeSet;

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use identity::Trn;
use ports::{Draw, Entropy, Fault, TrnRanges};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    item::{Item, Key, number, text},
    records,
    together::BATCH,
    transaction::{Change, Condition, NEW, Outcome, Transaction},
};

const DOING: &str = "drawing a TRN";

/// The partition of the ranges.
const RANGES: &str = "RANGES";

/// The item beside them that counts how often one was added: of two that overlap, one is.
const ADDED: &str = "ADDED";

/// How many numbers are looked at in the first round: one of them is free nearly always, even when nine
/// in ten are taken.
const HANDFUL: usize = 32;

/// How many rounds there are. Of 932 numbers looked at, one is free unless more than 99 in 100 are taken.
const ROUNDS: usize = 10;

/// TRNs from one number to another, both among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrnRange {
    from: u32,
    to: u32,
}

/// Why a range cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum RangeError {
    /// It ends before it begins.
    #[error("the range ends before it begins")]
    Backwards,
    /// It shares numbers with one that is there.
    #[error("it overlaps the range from {from:07} to {to:07}", from = .0.from, to = .0.to)]
    Overlaps(TrnRange),
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl TrnRange {
    /// The numbers from `from` to `to`.
    ///
    /// # Errors
    /// It ends before it begins.
    ///
    /// # Panics
    /// Never: a TRN is seven digits.
    pub fn new(from: &Trn, to: &Trn) -> Result<Self, RangeError> {
        let number = |trn: &Trn| trn.as_str().parse::<u32>().expect("a TRN is seven digits");
        let range = Self { from: number(from), to: number(to) };
        if range.from <= range.to { Ok(range) } else { Err(RangeError::Backwards) }
    }

    fn size(&self) -> u64 {
        u64::from(self.to - self.from) + 1
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

#[async_trait]
impl TrnRanges for Store {
    async fn draw(&self, entropy: &dyn Entropy) -> Result<Draw, Fault> {
        let ranges = self.ranges().await?;
        let all: u64 = ranges.iter().map(TrnRange::size).sum();
        let mut looked_at = BTreeSet::new();
        let mut taken = 0;
        let mut free = None;
        for round in 0..ROUNDS {
            let wanted = if round == 0 { HANDFUL } else { BATCH };
            let numbers = draw_some(&ranges, all, wanted, &looked_at, entropy);
            if numbers.is_empty() {
                break;
            }
            let on_record = self.on_record(&numbers).await?;
            taken += on_record.len();
            free = numbers.iter().find(|trn| !on_record.contains(trn)).cloned();
            looked_at.extend(numbers);
            if free.is_some() {
                break;
            }
        }
        let percent_taken = (taken * 100).checked_div(looked_at.len()).unwrap_or(100);
        Ok(Draw { trn: free, percent_taken: u8::try_from(percent_taken).unwrap_or(100) })
    }
}

/// Numbers that were not looked at yet, in random order; all that are left, if they are few.
fn draw_some(
    ranges: &[TrnRange],
    all: u64,
    wanted: usize,
    looked_at: &BTreeSet<Trn>,
    entropy: &dyn Entropy,
) -> Vec<Trn> {
    let left = all.saturating_sub(looked_at.len() as u64);
    let wanted = wanted.min(usize::try_from(left).unwrap_or(usize::MAX));
    let mut drawn: Vec<Trn> = Vec::with_capacity(wanted);
    if left <= BATCH as u64 {
        let numbers = (0..all).filter_map(|at| trn_at(ranges, at));
        drawn.extend(numbers.filter(|trn| !looked_at.contains(trn)));
        let mut order: Vec<(u64, Trn)> =
            drawn.into_iter().map(|trn| (random(entropy), trn)).collect();
        order.sort();
        return order.into_iter().map(|(_, trn)| trn).take(wanted).collect();
    }
    while drawn.len() < wanted {
        let trn = trn_at(ranges, random(entropy) % all);
        drawn.extend(trn.filter(|trn| !looked_at.contains(trn) && !drawn.contains(trn)));
    }
    drawn
}

/// The number at a place, counted through all ranges. `None` for 0000000, which is no TRN.
fn trn_at(ranges: &[TrnRange], mut place: u64) -> Option<Trn> {
    for range in ranges {
        if place < range.size() {
            return format!("{:07}", u64::from(range.from) + place).parse().ok();
        }
        place -= range.size();
    }
    None
}

fn random(entropy: &dyn Entropy) -> u64 {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

impl Store {
    /// The register's ranges, as the place new TRNs are drawn from.
    pub fn trn_ranges(&self) -> std::sync::Arc<dyn TrnRanges> {
        std::sync::Arc::new(self.clone())
    }

    /// Adds numbers that new TRNs may be drawn from. Adding a range that is there changes nothing.
    ///
    /// # Errors
    /// See [`RangeError`].
    pub async fn add_range(&self, range: &TrnRange) -> Result<(), RangeError> {
        const DOING: &str = "adding a range of TRNs";
        let table = self.table(Table::Records)?;
        for attempt in 1..=TRIES {
            let there = self.ranges().await?;
            if there.contains(range) {
                return Ok(());
            }
            let added = there.len();
            if let Some(other) = there.into_iter().find(|other| other.overlaps(range)) {
                return Err(RangeError::Overlaps(other));
            }
            let mut transaction = Transaction::default();
            let mut item = Key::new(RANGES, format!("{:07}", range.from)).item();
            item.insert("to".to_owned(), text(format!("{:07}", range.to)));
            transaction.create(table, item);
            let as_read = match added {
                0 => Condition::new(NEW),
                added => Condition::new("added = :seen").value(":seen", count(added)),
            };
            let once_more = Change::new("ADD added :one").value(":one", number(1_u8));
            transaction.update(table, Key::new(RANGES, ADDED), once_more, Some(as_read));
            match self.transact(DOING, transaction, None).await? {
                Outcome::Written => return Ok(()),
                Outcome::Refused(_) => faults::wait_before_try(attempt).await,
            }
        }
        Err(Fault::new(DOING, Trouble::Contended).into())
    }

    async fn ranges(&self) -> Result<Vec<TrnRange>, Fault> {
        let items = self.items_under(DOING, self.table(Table::Records)?, RANGES).await?;
        let ranges = items.iter().filter(|item| item.get("sk") != Some(&text(ADDED)));
        let read = ranges.map(range).collect::<Option<Vec<_>>>();
        read.ok_or_else(|| Fault::new(DOING, Trouble::Unreadable("range")))
    }

    /// Those of these numbers that a record has, whatever its status. A stale answer does no harm.
    async fn on_record(&self, trns: &[Trn]) -> Result<BTreeSet<Trn>, Fault> {
        let table = self.table(Table::Records)?;
        let mut wanted: Vec<Item> = trns.iter().map(|trn| records::key(trn).item()).collect();
        let mut found = BTreeSet::new();
        for number in 1..=TRIES {
            let request =
                KeysAndAttributes::builder().set_keys(Some(wanted)).projection_expression("pk");
            let request = request.build().expect("the keys were given");
            let answer = self.client.batch_get_item().request_items(table, request).send().await;
            let answer = answer.map_err(faults::fault(DOING))?;
            let items = answer.responses.unwrap_or_default().remove(table).unwrap_or_default();
            found.extend(items.iter().filter_map(trn_of));
            let mut left_out = answer.unprocessed_keys.unwrap_or_default();
            wanted = left_out.remove(table).map(|left| left.keys).unwrap_or_default();
            if wanted.is_empty() {
                return Ok(found);
            }
            faults::wait_before_try(number).await;
        }
        Err(Fault::new(DOING, Trouble::LeftOut))
    }
}

fn range(item: &Item) -> Option<TrnRange> {
    let number = |name| item.get(name)?.as_s().ok()?.parse().ok();
    Some(TrnRange { from: number("sk")?, to: number("to")? })
}

fn count(ranges: usize) -> AttributeValue {
    number(u64::try_from(ranges).expect("a count fits"))
}

fn trn_of(item: &Item) -> Option<Trn> {
    item.get("pk")?.as_s().ok()?.strip_prefix("TRN#")?.parse().ok()
}
