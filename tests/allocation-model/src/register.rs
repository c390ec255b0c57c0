//! The tables: what is in them, and what a transaction does to them, all of it or none.

use std::collections::BTreeMap;

use crate::{
    cast::{Cast, Claim, Key, Subject, Trn, Verdict},
    protocol::{Protocol, Weakness},
    transaction::{Effect, Refusal, Transaction},
};

/// A teaching record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Whose it is: what it says is what was known of them.
    pub of: Subject,
    /// Whether it was not allocated: it was there from the start, or imported.
    pub is_old: bool,
    /// The partitions it is filed in.
    pub keys: Vec<Key>,
    /// Those of them in which a query may miss it still, because its transaction is not acknowledged.
    pub unshown: Vec<Key>,
}

/// The SUM item of a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sum {
    /// How many times anything was filed there: `filed`.
    pub filed: u8,
    /// The record that was filed last. It names all that are filed there: the records know which.
    pub last: Option<Trn>,
    /// Whether a query may still read the sum before.
    pub is_unshown: bool,
}

/// Where a One Login user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// Nothing is settled.
    #[default]
    Nothing,
    /// A request of theirs is in review.
    Held,
    /// They have this record.
    Linked(Trn),
    /// Support staff refused.
    Refused,
}

/// The item of a One Login user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct User {
    /// How many times it changed.
    pub version: u8,
    /// What it says.
    pub standing: Standing,
    /// What a read may still say, because the last change is not acknowledged.
    pub before: Option<Standing>,
}

/// How far a TRN request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Support staff decide.
    InReview,
    /// It has its record.
    Completed(Trn),
    /// Support staff have refused.
    Refused,
}

/// A TRN request, with its review task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request {
    /// Who asked.
    pub by: Subject,
    /// How far it is.
    pub progress: Progress,
    /// The version of its task.
    pub task: u8,
}

/// Who has an email in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nobody yet.
    Pending,
    /// This courier.
    Leased(u8),
    /// It was sent.
    Sent,
}

/// A message of the outbox, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Message {
    /// To whom.
    pub to: Subject,
    /// What it tells.
    pub tells: Standing,
    /// How far it is.
    pub delivery: Delivery,
    /// How many times it is on the queue.
    pub queued: u8,
    /// How many times the relay put it there.
    pub relayed: u8,
    /// How many times it was sent.
    pub sent: u8,
    /// How many times whoever sent it failed before they could note it.
    pub lost_notes: u8,
}

/// All tables.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Register {
    /// Teaching records.
    pub records: BTreeMap<Trn, Record>,
    /// SUM items.
    pub sums: BTreeMap<Key, Sum>,
    /// CLAIM items, each with the record it was made for.
    pub claims: BTreeMap<Claim, Trn>,
    /// One Login users.
    pub users: BTreeMap<Subject, User>,
    /// TRN requests, in the order they were made.
    pub requests: Vec<Request>,
    /// The outbox.
    pub outbox: Vec<Message>,
    /// Whether a TRN was ever allocated at once that the rules, shown the whole register at that moment, would not
    /// have allocated. No item of a table: only the laws look at it.
    pub is_misjudged: bool,
}

impl Register {
    /// The tables before anything happens.
    pub(crate) fn opening(cast: &Cast) -> Self {
        let mut register = Self::default();
        for old in &cast.on_record {
            let keys = if old.is_findable { cast.person(old.subject).keys() } else { Vec::new() };
            let record = Record { of: old.subject, is_old: true, keys, unshown: Vec::new() };
            register.records.insert(old.trn, record);
            register.claims.extend(cast.claims(old.subject).into_iter().map(|it| (it, old.trn)));
        }
        register
    }

    /// The item of a user.
    pub fn user(&self, subject: Subject) -> User {
        self.users.get(&subject).copied().unwrap_or_default()
    }

    /// The SUM item of a partition.
    pub fn sum(&self, key: Key) -> Sum {
        self.sums.get(&key).copied().unwrap_or_default()
    }

    /// Carries a transaction out, if all its conditions hold.
    pub(crate) fn commit(
        &mut self,
        cast: &Cast,
        protocol: &Protocol,
        transaction: &Transaction,
    ) -> Result<(), Refusal> {
        self.check(protocol, transaction)?;
        let by = transaction.by;
        match &transaction.effect {
            Effect::Allocate { trn, claims, .. } => {
                self.is_misjudged |=
                    transaction.held.is_none() && self.judge(cast, by) != Verdict::Nobody;
                self.file(cast, by, *trn);
                self.count(cast, by, *trn);
                for (claim, _) in claims {
                    self.claims.entry(*claim).or_insert(*trn);
                }
            }
            Effect::File(trn) => {
                self.file(cast, by, *trn).is_old = true;
                if !protocol.has(Weakness::ImportsUncounted) {
                    self.count(cast, by, *trn);
                }
                return Ok(());
            }
            Effect::Link(_) | Effect::Hold | Effect::Refuse => {}
        }
        self.settle(protocol, transaction);
        Ok(())
    }

    /// What the rules say of a subject when they are shown everything a survey could find.
    fn judge(&self, cast: &Cast, by: Subject) -> Verdict {
        let found = self.records.iter().filter(|(_, record)| !record.keys.is_empty());
        cast.judge(by, &found.map(|(trn, record)| (*trn, record.of)).collect())
    }

    fn file(&mut self, cast: &Cast, of: Subject, trn: Trn) -> &mut Record {
        let keys = cast.person(of).keys();
        let record = Record { of, is_old: false, unshown: keys.clone(), keys };
        self.records.entry(trn).insert_entry(record).into_mut()
    }

    fn count(&mut self, cast: &Cast, of: Subject, trn: Trn) {
        for key in cast.person(of).keys() {
            let filed = self.sum(key).filed + 1;
            self.sums.insert(key, Sum { filed, last: Some(trn), is_unshown: true });
        }
    }

    fn check(&mut self, protocol: &Protocol, transaction: &Transaction) -> Result<(), Refusal> {
        // A transaction waits for others on its items: what it checks has been shown to everybody.
        if let Some(user) = self.users.get_mut(&transaction.by) {
            user.before = None;
        }
        if self.user(transaction.by).version != transaction.user
            && !protocol.has(Weakness::NoUserVersion)
        {
            return Err(Refusal::UserChanged);
        }
        if let Some(held) = &transaction.held
            && self.requests[held.request].task != held.task
        {
            return Err(Refusal::TaskChanged);
        }
        let nothing = (Vec::new(), Vec::new());
        let (trn, counts, claims) = match &transaction.effect {
            Effect::Allocate { trn, counts, claims } => (trn, counts, claims),
            Effect::File(trn) => (trn, &nothing.0, &nothing.1),
            Effect::Link(_) | Effect::Hold | Effect::Refuse => return Ok(()),
        };
        let mut is_current = true;
        for (key, seen) in counts {
            if let Some(sum) = self.sums.get_mut(key) {
                sum.is_unshown = false;
            }
            is_current &= self.sum(*key).filed == *seen || protocol.has(Weakness::NoCounts);
        }
        let is_free =
            |(claim, seen): &(Claim, Option<Trn>)| self.claims.get(claim) == seen.as_ref();
        is_current &= claims.iter().all(is_free) || protocol.has(Weakness::NoClaims);
        if !is_current {
            return Err(Refusal::Outdated);
        }
        if self.records.contains_key(trn) && !protocol.has(Weakness::NoTrnCondition) {
            return Err(Refusal::TrnTaken);
        }
        Ok(())
    }

    fn settle(&mut self, protocol: &Protocol, transaction: &Transaction) {
        let (by, standing) = (transaction.by, transaction.standing());
        let user = self.user(by);
        let changed = User { version: user.version + 1, standing, before: Some(user.standing) };
        self.users.insert(by, changed);
        let progress = match standing {
            Standing::Linked(trn) => Progress::Completed(trn),
            Standing::Refused => Progress::Refused,
            Standing::Held | Standing::Nothing => Progress::InReview,
        };
        match &transaction.held {
            Some(held) => {
                let request = &mut self.requests[held.request];
                *request = Request { progress, task: request.task + 1, ..*request };
            }
            None => self.requests.push(Request { by, progress, task: 0 }),
        }
        if !protocol.has(Weakness::TellsBeforeCommit) {
            self.outbox.push(Message::new(by, standing));
        }
    }

    /// The transaction of this subject is acknowledged: everybody sees all of it.
    pub(crate) fn show(&mut self, subject: Subject) {
        if let Some(user) = self.users.get_mut(&subject) {
            user.before = None;
        }
        for (trn, record) in self.records.iter_mut().filter(|(_, record)| record.of == subject) {
            record.unshown.clear();
            let sums = self.sums.values_mut().filter(|sum| sum.last == Some(*trn));
            sums.for_each(|sum| sum.is_unshown = false);
        }
    }
}

impl Message {
    /// A message that nobody has seen yet.
    pub(crate) fn new(to: Subject, tells: Standing) -> Self {
        let delivery = Delivery::Pending;
        Self { to, tells, delivery, queued: 0, relayed: 0, sent: 0, lost_notes: 0 }
    }
}
