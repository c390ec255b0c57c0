//! Who asks, who is on record, and what the matching rules say of them.

use std::collections::{BTreeMap, BTreeSet};

/// A human being, whoever they say they are. Nothing in the protocol may look at it: the laws do, and support
/// staff, who are people themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Human(pub u8);

/// A One Login subject, or somebody put on record before anything happens: an index into [`Cast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(pub u8);

/// A TRN of the range that numbers are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trn(pub u8);

impl Trn {
    /// The TRN that an import brings for somebody: of no range that is drawn from.
    pub(crate) fn imported(subject: Subject) -> Self {
        Self(u8::MAX - subject.0)
    }
}

/// What records are filed under and searched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A NINO.
    Nino(u8),
    /// A date of birth.
    Born(u8),
    /// An email address.
    Email(u8),
    /// A first and last name, as spelled.
    Names(u8),
}

/// What only one record may be allocated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// A One Login subject.
    Subject(Subject),
    /// A NINO.
    Nino(u8),
    /// A name as spelled, with a date of birth.
    Identity {
        /// The name.
        name: u8,
        /// The date of birth.
        born: u8,
    },
}

/// What is verified about somebody, and what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Person {
    /// Who they are in truth.
    pub human: Human,
    /// Their name as spelled.
    pub name: u8,
    /// What their name sounds like: the rules find two names alike when this is the same.
    pub sound: u8,
    /// Their date of birth.
    pub born: u8,
    /// Their email address.
    pub email: u8,
    /// The NINO they gave.
    pub nino: Option<u8>,
}

impl Person {
    /// What is searched for them, and what a record made for them is filed under.
    pub fn keys(self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.nino.map(Key::Nino).into_iter().collect();
        keys.extend([Key::Born(self.born), Key::Email(self.email), Key::Names(self.name)]);
        keys
    }

    fn shares_nino(self, other: Self) -> bool {
        self.nino.is_some() && self.nino == other.nino
    }

    fn is_alike(self, other: Self) -> bool {
        self.sound == other.sound && self.born == other.born
    }

    fn is_related(self, other: Self) -> bool {
        self.shares_nino(other) || self.is_alike(other) || self.email == other.email
    }
}

/// Somebody who is on record before anything happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OnRecord {
    /// The TRN of their record.
    pub trn: Trn,
    /// Whose it is.
    pub subject: Subject,
    /// Whether a survey can still find it. It cannot once every name, date and address on it was corrected:
    /// the claims made for it stay.
    pub is_findable: bool,
}

/// Everybody of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cast {
    /// By [`Subject`].
    pub people: Vec<Person>,
    /// Records that are there from the start.
    pub on_record: Vec<OnRecord>,
}

/// What the matching rules say of a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// This record is theirs: no new TRN.
    Match(Trn),
    /// Nobody like this is on record.
    Nobody,
    /// A possible duplicate.
    Possible,
}

impl Cast {
    /// The subject with this place in the cast.
    ///
    /// # Panics
    /// The cast has more people than a scenario can.
    pub fn subject(&self, index: usize) -> Subject {
        assert!(index < self.people.len(), "a subject is one of the cast");
        Subject(u8::try_from(index).expect("a scenario has a few people"))
    }

    /// What is known of a subject.
    pub fn person(&self, subject: Subject) -> Person {
        self.people[usize::from(subject.0)]
    }

    /// What a subject claims when a TRN is allocated to them.
    pub fn claims(&self, subject: Subject) -> Vec<Claim> {
        let person = self.person(subject);
        let mut claims = vec![Claim::Subject(subject)];
        claims.extend(person.nino.map(Claim::Nino));
        claims.push(Claim::Identity { name: person.name, born: person.born });
        claims
    }

    /// What the rules say of a subject, when a survey found these records, each with the subject it was made for.
    pub fn judge(&self, subject: Subject, found: &BTreeMap<Trn, Subject>) -> Verdict {
        let person = self.person(subject);
        let among = |holds: &dyn Fn(Person) -> bool| -> BTreeSet<Trn> {
            let holding = found.iter().filter(|(_, of)| holds(self.person(**of)));
            holding.map(|(trn, _)| *trn).collect()
        };
        let alike = among(&|other| person.is_alike(other));
        let certain = among(&|other| person.is_alike(other) && person.shares_nino(other));
        let related = among(&|other| person.is_related(other));
        match certain.first() {
            // A NINO decides only where nobody else on record has the name and date of birth.
            Some(trn) if alike.len() == 1 => Verdict::Match(*trn),
            None if related.is_empty() => Verdict::Nobody,
            Some(_) | None => Verdict::Possible,
        }
    }
}
