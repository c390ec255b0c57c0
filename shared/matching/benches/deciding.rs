//! How long a decision takes over the 150 records that share a day of birth at full size.

#[path = "../tests/register/mod.rs"]
mod register;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use matching::{Evidence, allocate, look_up};

fn deciding(criterion: &mut Criterion) {
    let records = register::born_on_one_day(150);
    let theirs = &records[67];
    let (first, last) = (theirs.name.first.as_str(), theirs.name.last.as_str());
    let one_name = register::person(&[(first, last)], "1990-05-01");
    let names = [(first, last), (first, "Featherstonehaugh"), ("ANNE LOUISE", "SMITH JONES")];
    let three_names = register::person(&names, "1990-05-01");
    let other_email = "somebody.else@example.com".parse().ok();
    let by_nino = Evidence {
        identity: &one_name,
        email: other_email.as_ref(),
        nino: theirs.ninos.first(),
        trn: None,
        refused: &[],
    };
    let ways = [
        ("match by NINO", by_nino),
        ("match by TRN", Evidence { nino: None, trn: Some(&theirs.trn), ..by_nino }),
        ("candidates", Evidence { nino: None, ..by_nino }),
        ("match by NINO, three verified names", Evidence { identity: &three_names, ..by_nino }),
    ];

    let mut group = criterion.benchmark_group("150 records");
    for (name, evidence) in &ways {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| look_up(black_box(evidence), black_box(&records)));
        });
    }
    group.bench_function("allocation", |bencher| {
        let evidence = Evidence { nino: None, ..by_nino };
        bencher.iter(|| allocate(black_box(&evidence), black_box(&records)));
    });
    group.finish();
}

criterion_group!(benches, deciding);
criterion_main!(benches);
