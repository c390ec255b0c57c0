//! Made-up records, and people who come for them.

use identity::TeachingRecord;

use crate::{
    case::Case,
    families::{FAMILIES, Family},
    faults::FAULTS,
    journey::Claimant,
    maker::{Born, Maker},
    register::Register,
};

const SEVERAL: &str = "several of these at once";
/// How many in a thousand people have two or three faults.
const SEVERAL_IN_A_THOUSAND: usize = 40;

/// How much is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many records.
    pub records: usize,
    /// How many people come for one of them.
    pub people: usize,
    /// When the teachers were born.
    pub born: Born,
}

/// The records of a size, and the people, always the same for a seed.
///
/// # Panics
/// There are fewer records than twice as many as people.
pub fn made_up(seed: u64, size: Size) -> (Register, Vec<Claimant>) {
    assert!(size.records >= 2 * size.people, "every person may bring two records");
    // Some numbers are on nobody's record.
    let mut maker = Maker::new(seed, size.born, size.records + 2 * size.people);
    let mut records = Vec::with_capacity(size.records);
    let mut people = Vec::with_capacity(size.people);
    for _ in 0..size.people {
        let (own, person) = Kind::draw(&mut maker).make(&mut maker);
        records.extend(own);
        people.push(person);
    }
    while records.len() < size.records {
        records.push(Case::new(&mut maker).record);
    }
    (Register::new(records), people)
}

/// What a person is drawn to be.
enum Kind {
    Fault(usize),
    Several,
    Family(&'static Family),
}

impl Kind {
    fn draw(maker: &mut Maker) -> Self {
        let faults = FAULTS.iter().map(|fault| fault.in_a_thousand);
        let families = FAMILIES.iter().map(|family| family.in_a_thousand);
        let all = faults.clone().chain(families).sum::<usize>() + SEVERAL_IN_A_THOUSAND;
        let mut drawn = maker.chance.below(all);
        for (at, weight) in faults.enumerate() {
            if drawn < weight {
                return Self::Fault(at);
            }
            drawn -= weight;
        }
        for family in &FAMILIES {
            if drawn < family.in_a_thousand {
                return Self::Family(family);
            }
            drawn -= family.in_a_thousand;
        }
        Self::Several
    }

    fn make(self, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
        match self {
            Self::Fault(at) => with_faults(maker, FAULTS[at].kind, &[at]),
            Self::Several => {
                let count = 2 + usize::from(maker.chance.percent(25));
                // The first of them is no fault.
                let faults: Vec<usize> =
                    (0..count).map(|_| 1 + maker.chance.below(FAULTS.len() - 1)).collect();
                with_faults(maker, SEVERAL, &faults)
            }
            Self::Family(family) => (family.make)(family.kind, maker),
        }
    }
}

fn with_faults(
    maker: &mut Maker,
    kind: &'static str,
    faults: &[usize],
) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    for at in faults {
        (FAULTS[*at].befall)(&mut case, maker);
    }
    if maker.chance.percent(30) {
        case.each_verified_part(str::to_uppercase);
    }
    let claimant = case.claimant(kind, vec![case.record.trn.clone()]);
    (vec![case.record], claimant)
}
