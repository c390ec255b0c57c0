//! What is in the tables afterwards, added up.

use std::collections::{BTreeMap, BTreeSet};

use dynamodb::Table;
use serde_json::Value;
use testing::World;

/// Everything that was written, counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Teaching records.
    pub records: usize,
    /// One Login users who have a TRN that was issued to them.
    pub issued: usize,
    /// One Login users who are linked to a record that was there.
    pub matched: usize,
    /// One Login users for whom something is open.
    pub waiting: usize,
    /// TRN requests that are completed.
    pub completed: usize,
    /// TRN requests, or failed look-ups, that support staff have to decide.
    pub open_tasks: usize,
    /// TRN requests in all.
    pub requests: usize,
    /// Emails that tell of a new TRN.
    pub told: usize,
    /// What does not hold, in words.
    pub wrong: Vec<String>,
}

impl Ledger {
    /// Reads every table.
    pub async fn read(world: &World) -> Self {
        let mut ledger = Self::default();
        let records = of_kind(world.items(Table::Records).await);
        let tasks = of_kind(world.items(Table::Tasks).await);
        let messages = of_kind(world.items(Table::Outbox).await);
        let users = world.items(Table::Users).await;
        let audit = world.items(Table::Audit).await;

        let trns: BTreeSet<String> =
            records["RECORD"].iter().map(|item| text(&item["t"])).collect();
        ledger.records = trns.len();
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        for user in &users {
            ledger.user(user, &trns, &mut owners);
        }
        for request in &tasks["REQUEST"] {
            ledger.requests += 1;
            ledger.completed += usize::from(request["state"] == "completed");
        }
        let open = |task: &&Value| {
            task["progress"]["progress"] == "in_review"
                || task["progress"]["progress"] == "needs_information"
        };
        ledger.open_tasks = tasks["TASK"].iter().filter(open).count();
        let told = messages["MESSAGE"]
            .iter()
            .filter(|message| message["message"]["email"]["notice"]["notice"] == "trn_issued");
        ledger.told = told.count();

        ledger.holds(owners.values().all(|owners| *owners == 1), "a TRN was issued to two users");
        ledger.holds(owners.len() == ledger.issued, "each issued TRN has one user");
        let claimed: BTreeSet<String> = records["CLAIM"]
            .iter()
            .filter(|claim| text(&claim["pk"]).starts_with("CLAIM#USER#"))
            .map(|claim| text(&claim["trn"]))
            .collect();
        ledger.holds(
            owners.keys().all(|trn| claimed.contains(trn)) && claimed.len() == owners.len(),
            "each issued TRN is claimed by its user, and nothing else is",
        );
        let moved = |arrow: &str| audit.iter().filter(|event| event["what"] == arrow).count();
        ledger.holds(
            moved("TrnIssued") + moved("StaffGaveTrn") == ledger.issued,
            "each issue is in the audit trail once",
        );
        ledger.holds(ledger.told == ledger.issued, "each issue is told by one email");
        ledger
    }

    fn user(
        &mut self,
        user: &Value,
        trns: &BTreeSet<String>,
        owners: &mut BTreeMap<String, usize>,
    ) {
        let (link, open) = (user.get("link"), user.get("open"));
        self.waiting += usize::from(open.is_some());
        self.holds(link.is_none() || open.is_none(), "nobody has a record and waits for one");
        let Some(link) = link else { return };
        let trn = text(&link["trn"]);
        self.holds(trns.contains(&trn), "each link leads to a record");
        if link["origin"] == "issued" {
            self.issued += 1;
            *owners.entry(trn).or_default() += 1;
        } else {
            self.matched += 1;
        }
    }

    fn holds(&mut self, holds: bool, what: &str) {
        if !holds && !self.wrong.iter().any(|wrong| wrong == what) {
            self.wrong.push(what.to_owned());
        }
    }
}

/// Items by what their sort key says they are.
fn of_kind(items: Vec<Value>) -> Kinds {
    let mut kinds = Kinds::default();
    for item in items {
        kinds.0.entry(text(&item["sk"])).or_default().push(item);
    }
    kinds
}

#[derive(Default)]
struct Kinds(BTreeMap<String, Vec<Value>>);

impl std::ops::Index<&str> for Kinds {
    type Output = Vec<Value>;

    fn index(&self, kind: &str) -> &Vec<Value> {
        const NONE: &Vec<Value> = &Vec::new();
        self.0.get(kind).unwrap_or(NONE)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
