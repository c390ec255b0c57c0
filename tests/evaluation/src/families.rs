//! Kinds of people who are more than one person and one record: twins, namesakes, two records.

use identity::{RecordStatus, TeachingRecord, Trn};

use crate::{
    case::{Case, elsewhere},
    journey::Claimant,
    maker::Maker,
};

/// One kind: what it is called, how many in a thousand people are of it, and what it makes.
pub(crate) struct Family {
    pub(crate) kind: &'static str,
    pub(crate) in_a_thousand: usize,
    pub(crate) make: fn(&'static str, &mut Maker) -> (Vec<TeachingRecord>, Claimant),
}

const fn family(
    kind: &'static str,
    in_a_thousand: usize,
    make: fn(&'static str, &mut Maker) -> (Vec<TeachingRecord>, Claimant),
) -> Family {
    Family { kind, in_a_thousand, make }
}

/// Every such kind.
pub(crate) static FAMILIES: [Family; 11] = [
    family("two records, alike", 25, two_records),
    family("two records, another surname on one", 10, two_records_under_two_names),
    family("twins", 25, twins),
    family("twins, the other's NINO", 10, twins_with_the_wrong_nino),
    family("namesakes born on one day", 25, namesakes),
    family("namesakes, only the other on record", 10, namesake_without_a_record),
    family("gives a colleague's NINO", 10, a_colleagues_nino),
    family("record deactivated", 10, deactivated),
    family("record merged into another", 20, merged),
    family("record merged twice over", 5, merged_twice_over),
    family("not on record", 20, not_on_record),
];

fn two_records(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.types_nino = true;
    case.record.ninos = vec![case.nino.clone()];
    let qualifications = second_record(&case, maker);
    let theirs = vec![case.record.trn.clone(), qualifications.trn.clone()];
    if maker.chance.percent(60) {
        case.trn = qualifications.trn.clone();
    }
    let mut claimant = case.claimant(kind, theirs);
    claimant.must_not_be_joined_by_nino_alone = true;
    (vec![case.record, qualifications], claimant)
}

/// Nobody told either record of the other's surname, and One Login verified only one of them.
fn two_records_under_two_names(
    kind: &'static str,
    maker: &mut Maker,
) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.record.ninos = vec![case.nino.clone()];
    let mut qualifications = second_record(&case, maker);
    maker.last().formal.clone_into(&mut qualifications.name.last);
    let theirs = vec![case.record.trn.clone(), qualifications.trn.clone()];
    let claimant = case.claimant(kind, theirs);
    (vec![case.record, qualifications], claimant)
}

/// Of the same person, without a NINO or an email address.
fn second_record(case: &Case, maker: &mut Maker) -> TeachingRecord {
    let (trn, _) = maker.numbers();
    TeachingRecord { trn, ninos: Vec::new(), email: None, ..case.record.clone() }
}

fn pair_of_twins(maker: &mut Maker) -> (Case, Case) {
    let mut one = Case::new(maker);
    one.record.ninos = vec![one.nino.clone()];
    one.types_nino = true;
    let mut other = loop {
        let other = Case::new(maker);
        // Parents do not give two children one name.
        if other.first().chars().next() != one.first().chars().next() {
            break other;
        }
    };
    other.record.name.last.clone_from(&one.record.name.last);
    other.record.date_of_birth = one.record.date_of_birth;
    other.record.ninos = vec![other.nino.clone()];
    (one, other)
}

fn twins(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let (one, other) = pair_of_twins(maker);
    let claimant = one.claimant(kind, vec![one.record.trn.clone()]);
    (vec![one.record, other.record], claimant)
}

fn twins_with_the_wrong_nino(
    kind: &'static str,
    maker: &mut Maker,
) -> (Vec<TeachingRecord>, Claimant) {
    let (mut one, other) = pair_of_twins(maker);
    one.nino = other.nino.clone();
    if maker.chance.percent(30) {
        // Brother or sister typed the address they share.
        one.email.clone_from(&other.record.email);
    }
    let claimant = one.claimant(kind, vec![one.record.trn.clone()]);
    (vec![one.record, other.record], claimant)
}

fn namesakes(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.types_something(&mut maker.chance);
    let other = namesake(&case, maker);
    let claimant = case.claimant(kind, vec![case.record.trn.clone()]);
    (vec![case.record, other], claimant)
}

/// Somebody else of that name, born on that day.
fn namesake(case: &Case, maker: &mut Maker) -> TeachingRecord {
    let (trn, nino) = maker.numbers();
    let middle = if maker.chance.percent(50) { maker.first().formal } else { "" };
    let mut record = TeachingRecord {
        email: Some(elsewhere(&trn)),
        trn,
        ninos: if maker.chance.percent(90) { vec![nino] } else { Vec::new() },
        ..case.record.clone()
    };
    middle.clone_into(&mut record.name.middle);
    record
}

fn namesake_without_a_record(
    kind: &'static str,
    maker: &mut Maker,
) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.types_trn = false;
    let other = namesake(&case, maker);
    (vec![other], case.claimant(kind, Vec::new()))
}

/// They know the colleague's birthday too, because it is their own.
fn a_colleagues_nino(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    let mut colleague = loop {
        let colleague = Case::new(maker);
        if colleague.first() != case.first() {
            break colleague;
        }
    };
    colleague.record.date_of_birth = case.record.date_of_birth;
    if maker.chance.percent(50) {
        colleague.record.name.last.clone_from(&case.record.name.last);
    }
    colleague.record.ninos = vec![colleague.nino.clone()];
    case.nino = colleague.nino.clone();
    case.types_nino = true;
    let claimant = case.claimant(kind, vec![case.record.trn.clone()]);
    (vec![case.record, colleague.record], claimant)
}

fn deactivated(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.record.status = RecordStatus::Deactivated;
    let claimant = case.claimant(kind, Vec::new());
    (vec![case.record], claimant)
}

fn merged(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let case = Case::new(maker);
    let mut old = second_record(&case, maker);
    old.status = RecordStatus::MergedInto(case.record.trn.clone());
    with_numbers_on_the_merged(kind, maker, case, vec![old])
}

fn merged_twice_over(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let case = Case::new(maker);
    let mut later = second_record(&case, maker);
    later.status = RecordStatus::MergedInto(case.record.trn.clone());
    let mut old = second_record(&case, maker);
    old.status = RecordStatus::MergedInto(later.trn.clone());
    with_numbers_on_the_merged(kind, maker, case, vec![old, later])
}

/// The person knows the old TRN, and their NINO is often on the old record only.
fn with_numbers_on_the_merged(
    kind: &'static str,
    maker: &mut Maker,
    mut case: Case,
    mut merged: Vec<TeachingRecord>,
) -> (Vec<TeachingRecord>, Claimant) {
    let survivor: Trn = case.record.trn.clone();
    if maker.chance.percent(50) {
        case.record.ninos.clear();
        merged[0].ninos = vec![case.nino.clone()];
    }
    if maker.chance.percent(60) {
        case.trn = merged[0].trn.clone();
    }
    case.types_something(&mut maker.chance);
    let claimant = case.claimant(kind, vec![survivor]);
    merged.push(case.record);
    (merged, claimant)
}

fn not_on_record(kind: &'static str, maker: &mut Maker) -> (Vec<TeachingRecord>, Claimant) {
    let mut case = Case::new(maker);
    case.types_trn = maker.chance.percent(5);
    (Vec::new(), case.claimant(kind, Vec::new()))
}
