//! A small evaluation, with every other check: nobody is joined wrongly, and records are found.

use evaluation::{Born, Report, SEED, Size, made_up};

const SIZE: Size = Size { records: 5_000, people: 2_000, born: Born::OverYears };

#[test]
fn nobody_is_joined_wrongly_and_records_are_found() {
    let (register, people) = made_up(SEED, SIZE);

    let report = Report::on(&register, &people);

    assert_eq!(register.len(), 5_000);
    assert_eq!(people.len(), 2_000);
    assert_eq!(report.total().joined_wrongly, 0, "\n{report}");
    assert!(report.is_good_enough(), "\n{report}");
}

#[test]
fn nobody_is_joined_wrongly_where_many_share_a_day_of_birth() {
    // Some 70 on any day, where 3 million would be some 150.
    let size = Size { records: 25_000, people: 1_000, born: Born::InOneYear };
    let (register, people) = made_up(SEED + 1, size);

    let report = Report::on(&register, &people);

    assert_eq!(report.total().joined_wrongly, 0, "\n{report}");
    assert!(report.is_good_enough(), "\n{report}");
}

#[test]
fn a_seed_always_makes_the_same_people() {
    let report = |seed| {
        let (register, people) = made_up(seed, SIZE);
        Report::on(&register, &people)
    };

    assert_eq!(report(7), report(7));
    assert_ne!(report(7), report(8));
}

/// An evaluation in which every kind comes out alike would prove little.
#[test]
fn every_kind_is_there_and_comes_to_its_own_end() {
    let (register, people) = made_up(SEED, SIZE);

    let report = Report::on(&register, &people);

    assert_eq!(report.kinds().count(), 32);
    let kind =
        |name| report.kinds().find(|(kind, _)| *kind == name).map(|(_, tally)| *tally).unwrap();
    assert!(kind("as on the record").joined_rightly * 10 > kind("as on the record").people * 8);
    assert_eq!(kind("initial only").joined_rightly, 0);
    assert_eq!(kind("record deactivated").joined_rightly, 0);
    assert!(kind("two records, alike").sent_to_staff > 0);
    assert!(kind("not on record").offered_nothing > 0);
}

#[test]
fn the_documentation_shows_what_its_seed_makes() {
    let documentation = include_str!("../../../shared/matching/README.md");
    let (register, people) =
        made_up(SEED, Size { records: 50_000, people: 20_000, born: Born::OverYears });

    let report = Report::on(&register, &people);

    assert!(documentation.contains(&format!("Seed {SEED}")));
    assert!(documentation.contains(&report.to_string()), "\n{report}");
}
