//! What may be different between a person and their record, one fault at a time.

use identity::{RecordName, Trn};

use crate::{
    case::{Case, Verified, date_of_birth},
    maker::Maker,
    slips,
};

/// One fault: what it is called, how many in a thousand people have it and no other, and what it does.
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    pub(crate) in_a_thousand: usize,
    pub(crate) befall: fn(&mut Case, &mut Maker),
}

const fn fault(
    kind: &'static str,
    in_a_thousand: usize,
    befall: fn(&mut Case, &mut Maker),
) -> Fault {
    Fault { kind, in_a_thousand, befall }
}

/// Every fault that one record and one person can have. Several may befall the same ones.
pub(crate) static FAULTS: [Fault; 20] = [
    fault("as on the record", 190, |_, _| {}),
    fault("married, not on the record", 60, married),
    fault("married, both names verified", 40, married_and_says_so),
    fault("married, on the record", 40, married_on_the_record),
    fault("two surnames, one on the record", 30, double_barrelled),
    fault("nickname", 70, nickname),
    fault("transliterated first name", 40, first_name_spelled_otherwise),
    fault("transliterated last name", 40, last_name_spelled_otherwise),
    fault("truncated and in capitals", 40, truncated),
    fault("without accents, hyphens, apostrophes", 40, without_marks),
    fault("first and last name swapped", 25, swapped),
    fault("goes by the middle name", 25, by_the_middle_name),
    fault("initial only", 15, initial),
    fault("titles and degrees", 25, titled),
    fault("slip in a name", 30, name_misspelled),
    fault("NINO missing on the record", 50, nino_missing),
    fault("NINO from employment data only", 15, nino_of_employment),
    fault("slip in the NINO", 40, nino_mistyped),
    fault("slip in the TRN", 30, trn_mistyped),
    fault("slip in the date of birth", 15, born_on_another_day),
];

fn married(case: &mut Case, maker: &mut Maker) {
    let name = maker.last().formal.to_owned();
    case.names[0].family = vec![name];
}

fn married_and_says_so(case: &mut Case, maker: &mut Maker) {
    let before = case.names[0].clone();
    married(case, maker);
    case.used_to_be(before);
}

fn married_on_the_record(case: &mut Case, maker: &mut Maker) {
    let before = case.record.name.clone();
    let last = maker.last().formal.to_owned();
    case.record.name = RecordName { last: last.clone(), ..before.clone() };
    case.record.previous_names.push(before);
    if maker.chance.percent(70) {
        case.names[0].family = vec![last];
    }
}

fn double_barrelled(case: &mut Case, maker: &mut Maker) {
    let last = maker.last().formal.to_owned();
    match maker.chance.below(3) {
        0 => case.names[0].family.push(last),
        1 => case.names[0].family = vec![format!("{}-{last}", case.last())],
        _ => case.record.name.last = format!("{}-{last}", case.last()),
    }
}

fn nickname(case: &mut Case, maker: &mut Maker) {
    let name = maker.first_that(|name| !name.short.is_empty());
    let short = (*maker.chance.one_of(&name.short)).to_owned();
    let formal = name.formal.to_owned();
    let (verified, recorded) =
        if maker.chance.percent(40) { (short, formal) } else { (formal, short) };
    case.names.iter_mut().for_each(|name| name.given[0].clone_from(&verified));
    case.record.name.first = recorded;
}

fn first_name_spelled_otherwise(case: &mut Case, maker: &mut Maker) {
    let name = maker.first_that(|name| !name.spellings.is_empty());
    name.formal.clone_into(&mut case.record.name.first);
    let spelling = *maker.chance.one_of(&name.spellings);
    case.names.iter_mut().for_each(|name| spelling.clone_into(&mut name.given[0]));
}

fn last_name_spelled_otherwise(case: &mut Case, maker: &mut Maker) {
    let name = maker.last_that(|name| !name.spellings.is_empty());
    name.formal.clone_into(&mut case.record.name.last);
    let spelling = *maker.chance.one_of(&name.spellings);
    case.names[0].family = vec![spelling.to_owned()];
}

fn truncated(case: &mut Case, maker: &mut Maker) {
    let letters = 5 + maker.chance.below(5);
    case.each_verified_part(|part| {
        slips::without_marks(part).to_uppercase().chars().take(letters).collect()
    });
}

fn without_marks(case: &mut Case, maker: &mut Maker) {
    let name = maker.last_that(|name| !name.formal.chars().all(|c| c.is_ascii_alphabetic()));
    name.formal.clone_into(&mut case.record.name.last);
    let between = if maker.chance.percent(50) { " " } else { "" };
    case.names[0].family = vec![name.formal.to_owned()];
    case.each_verified_part(|part| {
        slips::without_marks(part).replace(['\'', '’'], "").replace('-', between).to_uppercase()
    });
}

fn swapped(case: &mut Case, maker: &mut Maker) {
    if maker.chance.percent(50) {
        let name = &mut case.record.name;
        std::mem::swap(&mut name.first, &mut name.last);
    } else {
        let Verified { given, family } = &mut case.names[0];
        std::mem::swap(given, family);
    }
}

fn by_the_middle_name(case: &mut Case, maker: &mut Maker) {
    let name = maker.first().formal.to_owned();
    let first = std::mem::replace(&mut case.record.name.first, name.clone());
    if maker.chance.percent(50) {
        case.record.name.middle = String::new();
        case.names[0].given = vec![first, name];
    } else {
        case.record.name.middle.clone_from(&first);
        case.names[0].given = vec![first];
    }
}

fn initial(case: &mut Case, maker: &mut Maker) {
    let of = |name: &str| name.chars().take(1).collect::<String>();
    if maker.chance.percent(60) {
        case.record.name.first = of(case.first());
    } else {
        case.names[0].given[0] = of(&case.names[0].given[0]);
    }
}

fn titled(case: &mut Case, maker: &mut Maker) {
    let title = *maker.chance.one_of(&["DR", "Mrs", "Mr", "Prof.", "Rev", "Miss"]);
    let degree = *maker.chance.one_of(&["", "OBE", "BSc", "PhD", "Jr"]);
    case.names[0].given.insert(0, title.to_owned());
    if !degree.is_empty() {
        case.names[0].family.push(degree.to_owned());
    }
}

fn name_misspelled(case: &mut Case, maker: &mut Maker) {
    let name = &mut case.record.name;
    let part = if maker.chance.percent(50) { &mut name.first } else { &mut name.last };
    *part = slips::letter(part, 1, &mut maker.chance);
}

fn nino_missing(case: &mut Case, _: &mut Maker) {
    case.record.ninos.clear();
}

fn nino_of_employment(case: &mut Case, maker: &mut Maker) {
    let (_, other) = maker.numbers();
    case.record.ninos = vec![other, case.nino.clone()];
}

fn nino_mistyped(case: &mut Case, maker: &mut Maker) {
    let typed = slips::digit(case.nino.as_str(), 2, 8, &mut maker.chance);
    case.nino = typed.parse().expect("digits stay digits");
    case.types_nino = true;
}

fn trn_mistyped(case: &mut Case, maker: &mut Maker) {
    let typed: Result<Trn, _> = slips::digit(case.trn.as_str(), 1, 7, &mut maker.chance).parse();
    case.trn = typed.expect("it starts with 1");
    case.types_trn = true;
}

fn born_on_another_day(case: &mut Case, maker: &mut Maker) {
    let wrong = slips::date(case.born, &mut maker.chance);
    case.record.date_of_birth = date_of_birth(wrong);
}
