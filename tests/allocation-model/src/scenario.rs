//! Who meets whom: small enough to explore whole, and each with a race of its own.

use crate::{
    cast::{Cast, Human, OnRecord, Person, Subject, Trn},
    worker::Role,
};

/// Who asks, who decides, and what may fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called in the figures.
    pub name: &'static str,
    /// Everybody in it.
    pub cast: Cast,
    /// The runs of functions that happen at once.
    pub roles: Vec<Role>,
    /// How many couriers deliver emails. With none, the outbox is not looked at.
    pub couriers: usize,
    /// How many TRNs there are, those on record included.
    pub range: u8,
    /// How many failures happen at most.
    pub faults: u8,
    /// How many times the relay puts a message on the queue again, at most.
    pub repeats: u8,
}

impl Scenario {
    /// Everybody who asks.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        self.roles.iter().filter_map(|role| match role {
            Role::Tab(subject) => Some(*subject),
            Role::Staff | Role::Import(_) => None,
        })
    }

    fn new(name: &'static str, people: Vec<Person>, roles: Vec<Role>) -> Self {
        let cast = Cast { people, on_record: Vec::new() };
        Self { name, cast, roles, couriers: 0, range: 2, faults: 1, repeats: 0 }
    }

    /// The last of the cast is on record from the start.
    fn on_record(mut self, is_findable: bool) -> Self {
        let subject = self.cast.subject(self.cast.people.len() - 1);
        self.cast.on_record.push(OnRecord { trn: Trn(0), subject, is_findable });
        self.range += 1;
        self
    }

    fn with_faults(self, faults: u8) -> Self {
        Self { faults, ..self }
    }

    fn with_range(self, range: u8) -> Self {
        Self { range, ..self }
    }

    fn with_couriers(self, couriers: usize, repeats: u8) -> Self {
        Self { couriers, repeats, ..self }
    }
}

/// Ada, who has given no NINO.
const ADA: Person = Person { human: Human(0), name: 0, sound: 0, born: 0, email: 0, nino: None };
/// Ada with her NINO.
const ADA_WITH_NINO: Person = Person { nino: Some(0), ..ADA };
/// Ada with another One Login account, of another address.
const ADA_ELSEWHERE: Person = Person { email: 1, ..ADA };
/// That account, whose documents spell her name differently.
const ADA_SPELLED: Person = Person { name: 1, ..ADA_ELSEWHERE };
/// Somebody else, with Ada's name and birthday.
const NAMESAKE: Person = Person { human: Human(1), email: 2, nino: Some(1), ..ADA };
/// Somebody else, with Ada's birthday.
const STRANGER: Person = Person { human: Human(2), name: 2, sound: 2, email: 3, ..ADA };
/// Somebody else, with Ada's email address.
const HOUSEHOLD: Person = Person { human: Human(3), name: 3, sound: 3, born: 3, ..ADA };

const FIRST: Role = Role::Tab(Subject(0));
const SECOND: Role = Role::Tab(Subject(1));
const THIRD: Role = Role::Tab(Subject(2));

/// Every scenario, each with the number of failures that `cargo test` can afford.
pub fn all() -> Vec<Scenario> {
    let with_nino_elsewhere = Person { nino: Some(0), ..ADA_ELSEWHERE };
    vec![
        Scenario::new("two tabs of one person", vec![ADA], vec![FIRST, FIRST]).with_faults(2),
        Scenario::new("three tabs of one person", vec![ADA], vec![FIRST, FIRST, FIRST])
            .with_faults(0),
        Scenario::new(
            "two accounts, one NINO",
            vec![ADA_WITH_NINO, with_nino_elsewhere],
            vec![FIRST, SECOND],
        ),
        Scenario::new(
            "two accounts, a NINO in one",
            vec![ADA_WITH_NINO, ADA_ELSEWHERE],
            vec![FIRST, SECOND],
        ),
        Scenario::new("two accounts, two spellings", vec![ADA, ADA_SPELLED], vec![FIRST, SECOND]),
        Scenario::new("a namesake", vec![ADA_WITH_NINO, NAMESAKE], vec![FIRST, SECOND]),
        Scenario::new("a stranger of one birthday", vec![ADA, STRANGER], vec![FIRST, SECOND]),
        Scenario::new("the last TRN", vec![ADA, STRANGER], vec![FIRST, SECOND]).with_range(1),
        Scenario::new(
            "two accounts and a namesake",
            vec![ADA, ADA_SPELLED, NAMESAKE],
            vec![FIRST, SECOND, THIRD],
        )
        .with_faults(0),
        Scenario::new(
            "two staff, one request",
            vec![ADA, NAMESAKE],
            vec![FIRST, Role::Staff, Role::Staff],
        )
        .on_record(true),
        Scenario::new(
            "asking again after a refusal",
            vec![ADA, NAMESAKE],
            vec![FIRST, FIRST, Role::Staff],
        )
        .on_record(true)
        .with_faults(0),
        Scenario::new(
            "two staff, two accounts held",
            vec![ADA, ADA_SPELLED, NAMESAKE],
            vec![FIRST, SECOND, Role::Staff, Role::Staff],
        )
        .on_record(true)
        .with_faults(0),
        Scenario::new(
            "staff give while another account asks",
            vec![ADA, ADA_SPELLED, HOUSEHOLD],
            vec![FIRST, SECOND, Role::Staff],
        )
        .on_record(true)
        .with_faults(0),
        Scenario::new(
            "an import of a namesake",
            vec![ADA, NAMESAKE],
            vec![FIRST, Role::Import(Subject(1))],
        ),
        Scenario::new(
            "an import between two accounts",
            vec![ADA, ADA_SPELLED, STRANGER],
            vec![FIRST, SECOND, Role::Import(Subject(2))],
        )
        .with_faults(0),
        Scenario::new(
            "a record corrected since",
            vec![ADA, ADA_ELSEWHERE],
            vec![FIRST, Role::Staff],
        )
        .on_record(false),
        Scenario::new("emails", vec![ADA], vec![FIRST]).with_couriers(2, 2).with_faults(2),
    ]
}
