//! Where one run of a function is: that of a person who asks, or that of a member of staff who decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    cast::{Cast, Claim, Key, Subject, Trn, Verdict},
    protocol::{Protocol, Weakness},
    register::{Register, Standing},
    transaction::{Effect, HeldRequest, Refusal, Transaction},
};

/// How many times the register is surveyed for one request. What is made of the last survey creates no record.
const LOOKS: u8 = 4;

/// Whose run it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// One tab of one person.
    Tab(Subject),
    /// A member of support staff.
    Staff,
    /// An import that files the record of somebody else.
    Import(Subject),
}

/// What a survey is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Errand {
    /// A person asks for a TRN.
    Asks,
    /// A member of staff decides this request.
    Decides(HeldRequest),
    /// An import files a record with a TRN of its own. It looks at nothing else.
    Imports,
}

/// A survey of the register, partition by partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Survey {
    /// Whom it is for.
    pub by: Subject,
    /// The version of their user item, as read.
    pub user: u8,
    /// What it is for.
    pub errand: Errand,
    /// Which survey of the run this is.
    pub round: u8,
    /// The partitions that are left to query.
    pub left: BTreeSet<Key>,
    /// The count seen in each that was queried.
    pub counts: BTreeMap<Key, u8>,
    /// The records shown, each with the subject it was made for.
    pub found: BTreeMap<Trn, Subject>,
}

/// Where a run is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Nobody has asked, or they will have to ask again.
    Waiting,
    /// It surveys the register.
    Surveying(Survey),
    /// A member of staff reads the survey.
    Deciding(Survey),
    /// It draws a TRN.
    Drawing(Survey),
    /// Its transaction is on the way.
    Sending(Survey, Transaction),
    /// Its transaction is carried out, and it does not know yet.
    Committed(Subject, Standing),
    /// It has told the person this.
    Answered(Subject, Standing),
}

/// What a member of support staff decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ruling {
    /// This record is theirs.
    Link(Trn),
    /// They get a new TRN.
    Give,
    /// They get none.
    Refuse,
}

impl Survey {
    /// A survey of everything known of a subject.
    pub(crate) fn start(cast: &Cast, by: Subject, user: u8, errand: Errand) -> Self {
        let left = cast.person(by).keys().into_iter().collect();
        let (counts, found) = (BTreeMap::new(), BTreeMap::new());
        Self { by, user, errand, round: 1, left, counts, found }
    }

    /// What an import knows: nothing.
    pub(crate) fn import(by: Subject) -> Self {
        let (left, counts, found) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
        Self { by, user: 0, errand: Errand::Imports, round: 1, left, counts, found }
    }

    fn again(&self, cast: &Cast) -> Self {
        let start = Self::start(cast, self.by, self.user, self.errand.clone());
        Self { round: self.round + 1, ..start }
    }

    /// Sends a transaction on the strength of this survey.
    fn send(mut self, effect: Effect) -> Stage {
        let (by, user) = (self.by, self.user);
        let held = match &self.errand {
            Errand::Decides(held) => Some(held.clone()),
            Errand::Asks | Errand::Imports => None,
        };
        match effect {
            Effect::Allocate { .. } => {}
            // Nothing but an allocation goes on from what was seen.
            Effect::File(_) | Effect::Link(_) | Effect::Hold | Effect::Refuse => {
                self.counts.clear();
                self.found.clear();
            }
        }
        Stage::Sending(self, Transaction { by, user, held, effect })
    }

    /// Goes on from a survey whose queries have all been answered.
    pub(crate) fn finish(self, cast: &Cast) -> Stage {
        if !self.left.is_empty() {
            return Stage::Surveying(self);
        }
        match &self.errand {
            Errand::Asks => {}
            Errand::Decides(_) => return Stage::Deciding(self),
            Errand::Imports => {
                let trn = Trn::imported(self.by);
                return self.send(Effect::File(trn));
            }
        }
        match cast.judge(self.by, &self.found) {
            Verdict::Match(trn) => self.send(Effect::Link(trn)),
            Verdict::Nobody if self.round < LOOKS => Stage::Drawing(self),
            Verdict::Nobody | Verdict::Possible => self.send(Effect::Hold),
        }
    }

    /// What a member of staff may decide, who judges rightly what they are shown: the records that the survey
    /// found, and those that the claims lead to.
    pub(crate) fn rulings(&self, cast: &Cast) -> Vec<Ruling> {
        let human = cast.person(self.by).human;
        let theirs = self.found.iter().filter(|(_, of)| cast.person(**of).human == human);
        let mut rulings: Vec<Ruling> = theirs.map(|(trn, _)| Ruling::Link(*trn)).collect();
        if rulings.is_empty() {
            rulings.push(Ruling::Give);
        }
        rulings.push(Ruling::Refuse);
        rulings
    }

    /// Carries a ruling on.
    pub(crate) fn rule(self, ruling: Ruling) -> Stage {
        match ruling {
            Ruling::Link(trn) => self.send(Effect::Link(trn)),
            Ruling::Give => Stage::Drawing(self),
            Ruling::Refuse => self.send(Effect::Refuse),
        }
    }

    /// Asks for this TRN.
    pub(crate) fn allocate(self, cast: &Cast, trn: Trn) -> Stage {
        let counts = self.counts.iter().map(|(key, seen)| (*key, *seen)).collect();
        let read = match &self.errand {
            Errand::Decides(held) => held.claims.clone(),
            Errand::Asks | Errand::Imports => Vec::new(),
        };
        // What somebody else was issued, and staff have seen, stays theirs. Nobody is issued two.
        let before = |claim: Claim| {
            let read = read.iter().find(|(it, _)| *it == claim)?;
            read.1.filter(|_| claim != Claim::Subject(self.by))
        };
        let claims = cast.claims(self.by).into_iter().map(|it| (it, before(it))).collect();
        self.send(Effect::Allocate { trn, counts, claims })
    }

    /// Goes on when no TRN is left: a person is held, staff come back another day.
    pub(crate) fn run_out(self) -> Stage {
        match self.errand {
            Errand::Decides(_) => Stage::Waiting,
            Errand::Asks | Errand::Imports => self.send(Effect::Hold),
        }
    }

    /// Goes on after a refusal.
    pub(crate) fn refused(
        self,
        cast: &Cast,
        protocol: &Protocol,
        register: &Register,
        refusal: Refusal,
    ) -> Stage {
        match refusal {
            Refusal::UserChanged | Refusal::TaskChanged => Stage::Waiting,
            Refusal::TrnTaken | Refusal::Outdated => match self.errand {
                // An import comes again, however often. Staff are told, and decide again.
                Errand::Imports | Errand::Decides(_) => Stage::Waiting,
                Errand::Asks if protocol.has(Weakness::NoSecondSurvey) => {
                    let keys = self.counts.keys();
                    let counts = keys.map(|key| (*key, register.sum(*key).filed)).collect();
                    Stage::Drawing(Self { counts, ..self })
                }
                Errand::Asks => Stage::Surveying(self.again(cast)),
            },
        }
    }
}

impl Transaction {
    /// Where the user is once it is carried out.
    pub(crate) fn standing(&self) -> Standing {
        match &self.effect {
            Effect::Allocate { trn, .. } | Effect::Link(trn) => Standing::Linked(*trn),
            Effect::Hold => Standing::Held,
            Effect::Refuse => Standing::Refused,
            Effect::File(_) => Standing::Nothing,
        }
    }

    /// The TRN of the record it would put.
    pub(crate) fn allocates(&self) -> Option<Trn> {
        match &self.effect {
            Effect::Allocate { trn, .. } => Some(*trn),
            Effect::File(_) | Effect::Link(_) | Effect::Hold | Effect::Refuse => None,
        }
    }
}
