//! Draws what teachers are made of.

use identity::{Nino, Trn};
use jiff::{ToSpan, civil::Date};

use crate::{
    chance::Chance,
    names::{Name, Names},
};

/// When the teachers were born.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Born {
    /// Over 55 years, as they are: of 50,000, two or three on any day.
    OverYears,
    /// All in one year, so that of 50,000 as many share a day of birth as of 3 million teachers do.
    InOneYear,
    /// All in two years, for twice as many records.
    InTwoYears,
}

/// Draws names, birthdays and numbers. Numbers are given out one after another and then mixed, so
/// that a slip in one is often somebody else's.
#[derive(Debug)]
pub(crate) struct Maker {
    pub(crate) chance: Chance,
    names: Names,
    born: Born,
    numbers: Vec<u32>,
}

impl Maker {
    pub(crate) fn new(seed: u64, born: Born, most_records: usize) -> Self {
        let mut chance = Chance::new(seed);
        let most = u32::try_from(most_records).expect("a register is that small");
        let mut numbers: Vec<u32> = (0..most).collect();
        chance.shuffle(&mut numbers);
        Self { chance, names: Names::read(), born, numbers }
    }

    pub(crate) fn first(&mut self) -> Name {
        self.names.first(&mut self.chance).clone()
    }

    pub(crate) fn last(&mut self) -> Name {
        self.names.last(&mut self.chance).clone()
    }

    /// A first name that is so.
    pub(crate) fn first_that(&mut self, is_so: fn(&Name) -> bool) -> Name {
        loop {
            let name = self.first();
            if is_so(&name) {
                return name;
            }
        }
    }

    /// A last name that is so.
    pub(crate) fn last_that(&mut self, is_so: fn(&Name) -> bool) -> Name {
        loop {
            let name = self.last();
            if is_so(&name) {
                return name;
            }
        }
    }

    pub(crate) fn birthday(&mut self) -> Date {
        let (from, days) = match self.born {
            Born::OverYears => (Date::constant(1948, 1, 1), 55 * 365),
            Born::InOneYear => (Date::constant(1984, 1, 1), 366),
            Born::InTwoYears => (Date::constant(1984, 1, 1), 731),
        };
        let days = i64::try_from(self.chance.below(days)).expect("it is below 55 years");
        from.saturating_add(days.days())
    }

    /// A TRN and a NINO that nobody has.
    pub(crate) fn numbers(&mut self) -> (Trn, Nino) {
        let number = self.numbers.pop().expect("no more records are made than were announced");
        (trn(number), nino(number))
    }
}

fn trn(number: u32) -> Trn {
    format!("{}", 1_000_000 + number).parse().expect("seven digits")
}

fn nino(number: u32) -> Nino {
    format!("AB{:06}A", 100_000 + number).parse().expect("HMRC issues such numbers")
}
