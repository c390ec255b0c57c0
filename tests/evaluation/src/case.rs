//! One made-up teacher: the record, and the person who comes for it.

use identity::{
    DateOfBirth, Email, NamePart, NamePartKind, Nino, RecordName, RecordStatus, TeachingRecord,
    Trn, VerifiedIdentity, VerifiedName,
};
use jiff::civil::Date;

use crate::{chance::Chance, journey::Claimant, maker::Maker, names::Name};

/// A name as One Login verified it.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    pub(crate) given: Vec<String>,
    pub(crate) family: Vec<String>,
}

/// A teacher and their record, before faults and after.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) record: TeachingRecord,
    /// The current name first.
    pub(crate) names: Vec<Verified>,
    pub(crate) born: Date,
    pub(crate) email: Option<Email>,
    /// The NINO that is theirs, and will be typed unless something comes between.
    pub(crate) nino: Nino,
    pub(crate) types_nino: bool,
    /// What they would type as their TRN.
    pub(crate) trn: Trn,
    pub(crate) types_trn: bool,
}

impl Case {
    /// A teacher whose record is as it should be: nine in ten have their NINO on it, six in ten an email
    /// address. Of the people, nine in ten give a NINO and half a TRN, and four in ten still read
    /// email where they did.
    pub(crate) fn new(maker: &mut Maker) -> Self {
        let first = maker.first();
        let last = maker.last();
        Self::called(maker, &first, &last)
    }

    pub(crate) fn called(maker: &mut Maker, first: &Name, last: &Name) -> Self {
        let born = maker.birthday();
        let (trn, nino) = maker.numbers();
        let middle: Vec<String> = (0..[0, 0, 0, 1, 1, 1, 2][maker.chance.below(7)])
            .map(|_| maker.first().formal.to_owned())
            .collect();
        let chance = &mut maker.chance;
        let email = format!("teacher{}@example.com", trn.as_str());
        let email: Email = email.parse().expect("it has an @");
        let record = TeachingRecord {
            trn: trn.clone(),
            name: RecordName {
                first: first.formal.to_owned(),
                middle: middle.join(" "),
                last: last.formal.to_owned(),
            },
            previous_names: Vec::new(),
            date_of_birth: date_of_birth(born),
            ninos: if chance.percent(90) { vec![nino.clone()] } else { Vec::new() },
            email: chance.percent(60).then(|| email.clone()),
            status: RecordStatus::Active,
            has_qts: true,
            has_open_alert: false,
        };
        let mut given = vec![first.formal.to_owned()];
        if chance.percent(85) {
            given.extend(middle);
        }
        Self {
            record,
            names: vec![Verified { given, family: vec![last.formal.to_owned()] }],
            born,
            email: Some(if chance.percent(40) { email } else { elsewhere(&trn) }),
            nino,
            types_nino: chance.percent(90),
            trn,
            types_trn: chance.percent(50),
        }
    }

    /// The first name of the record.
    pub(crate) fn first(&self) -> &str {
        &self.record.name.first
    }

    /// The last name of the record.
    pub(crate) fn last(&self) -> &str {
        &self.record.name.last
    }

    pub(crate) fn each_verified_part(&mut self, change: impl Fn(&str) -> String) {
        let parts =
            self.names.iter_mut().flat_map(|name| name.given.iter_mut().chain(&mut name.family));
        for part in parts {
            *part = change(part);
        }
    }

    /// A second verified name, used until some years ago.
    pub(crate) fn used_to_be(&mut self, name: Verified) {
        self.names.push(name);
    }

    /// Whether they can be found at all: somebody who types no number comes only to be refused.
    pub(crate) fn types_something(&mut self, chance: &mut Chance) {
        if !self.types_nino && !self.types_trn {
            if chance.percent(80) {
                self.types_nino = true;
            } else {
                self.types_trn = true;
            }
        }
    }

    /// The person who comes, of whom these records are.
    pub(crate) fn claimant(&self, kind: &'static str, theirs: Vec<Trn>) -> Claimant {
        let names = self.names.iter().enumerate().map(|(at, name)| {
            let until = (at > 0).then(|| Date::constant(2015, 6, 30));
            let part = |kind, value: &String| NamePart { kind, value: value.clone() };
            let given = name.given.iter().map(|value| part(NamePartKind::Given, value));
            let family = name.family.iter().map(|value| part(NamePartKind::Family, value));
            VerifiedName::new(given.chain(family).collect(), None, until)
                .expect("a name holds something")
        });
        Claimant {
            kind,
            identity: VerifiedIdentity::new(names.collect(), vec![date_of_birth(self.born)])
                .expect("there is a current name and a date"),
            email: self.email.clone(),
            nino: self.types_nino.then(|| self.nino.clone()),
            trn: self.types_trn.then(|| self.trn.clone()),
            theirs,
            must_not_be_joined_by_nino_alone: false,
        }
    }
}

/// Another address of the same person.
pub(crate) fn elsewhere(trn: &Trn) -> Email {
    format!("private{}@example.org", trn.as_str()).parse().expect("it has an @")
}

pub(crate) fn date_of_birth(date: Date) -> DateOfBirth {
    DateOfBirth::try_from(date).expect("nobody here was born before 1850")
}
